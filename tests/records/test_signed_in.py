"""S9: whose a token is, with every request: idle time, duties, scope, and what a demo is not."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from freezegun import freeze_time
from sqlalchemy import Engine, event

from domain.people import Role
from domain.sign_in import Duty
from records import account_changes
from records.accounts import (
    AccountRow,
    token_hash,
    verify,
)
from records.bearer import Bearer, SessionRules
from records.database import reading, writing
from records.signed_in import signed_in, were_here
from tests.records.bearing import (
    CITY,
    DAY,
    DEMONSTRATOR,
    NOW,
    RULES,
    SECOND,
    asked,
    opened,
    person,
    sign_up,
)


@pytest.fixture
def engine(engine: Engine) -> Engine:
    sign_up(engine)
    return engine


def test_a_session_ends_when_it_is_not_used(engine: Engine) -> None:
    token = opened(engine)
    assert asked(engine, token, RULES.idle - SECOND) == Bearer(person(CITY))
    assert asked(engine, token, RULES.idle) is None


def test_its_use_keeps_it_up_to_its_age(engine: Engine) -> None:
    token, after = opened(engine), timedelta(0)
    while after < DAY:
        assert asked(engine, token, after) == Bearer(person(CITY))
        with freeze_time(NOW + after):
            were_here(engine, [token_hash(token)])
        after += RULES.idle - SECOND
    assert asked(engine, token, DAY) is None


def test_its_use_is_written_at_most_once_a_minute(engine: Engine) -> None:
    token = opened(engine)
    written: list[str] = []

    def here(hashes: Sequence[str]) -> None:
        written.extend(hashes)
        if hashes:
            were_here(engine, hashes)

    for second in range(0, 180, 10):
        asked(engine, token, second * SECOND, SessionRules(were_here=here))
    assert written == [token_hash(token)] * 2


def test_many_tokens_are_asked_for_in_two_statements(engine: Engine) -> None:
    tokens, statements = [opened(engine) for _ in range(20)], []

    @event.listens_for(engine, "before_cursor_execute")
    def _count(_: object, __: object, statement: str, *rest: object) -> None:
        statements.append(statement)

    with freeze_time(NOW):
        assert signed_in(engine, [*tokens, "unknown"], RULES) == [Bearer(person(CITY))] * 20 + [
            None
        ]
    assert len(statements) == 2  # theirs by key, and whom they stand in for


def test_a_one_time_password_has_to_be_changed_first_and_lets_in_for_three_days(
    engine: Engine,
) -> None:
    with freeze_time(NOW), writing(engine) as session:
        password = account_changes.reset_password(session, session.get_one(AccountRow, CITY.id))
    assert asked(engine, opened(engine)) == Bearer(person(CITY), duty=Duty.CHANGE_PASSWORD)
    for after, found in ((3 * DAY - SECOND, person(CITY)), (3 * DAY, None)):
        with freeze_time(NOW + after), reading(engine) as session:
            assert verify(session, CITY.id, password) == found


def test_a_role_may_have_to_use_an_authenticator(engine: Engine) -> None:
    rules = SessionRules(totp_roles=frozenset({Role.INSPECTOR}))
    assert asked(engine, opened(engine), rules=rules) == Bearer(person(CITY), duty=Duty.ENROL_TOTP)
    with writing(engine) as session:
        session.get_one(AccountRow, CITY.id).totp_confirmed_at = NOW.isoformat()
    assert asked(engine, opened(engine), rules=rules) == Bearer(person(CITY))
    with writing(engine) as session:
        row = session.get_one(AccountRow, CITY.id)
        row.totp_confirmed_at, row.origin = None, "https://issuer.example"
    assert asked(engine, opened(engine), rules=rules) == Bearer(
        person(CITY)
    )  # their provider's matter


def test_in_production_a_demo_s_sign_in_is_nobody_s(engine: Engine) -> None:
    token = opened(engine, DEMONSTRATOR.id)
    assert asked(engine, token) is None
    assert asked(engine, token, rules=SessionRules(production=False)) == Bearer(
        person(DEMONSTRATOR)
    )


def test_s9_many_people_s_capacities_are_not_mixed_up(engine: Engine) -> None:
    both = person(replace(CITY, role=Role.CLERK, department="power"), CITY)
    with writing(engine) as session:
        account_changes.change(session, session.get_one(AccountRow, CITY.id), both)
    tokens = [opened(engine), opened(engine, DEMONSTRATOR.id), opened(engine)]
    with freeze_time(NOW):
        found = signed_in(engine, tokens, replace(RULES, production=False))
    assert found == [Bearer(both), Bearer(person(DEMONSTRATOR)), Bearer(both)]
