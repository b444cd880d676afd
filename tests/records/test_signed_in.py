"""S9: whose a token is, with every request: idle time, duties, scope, and what a demo is not."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from freezegun import freeze_time
from sqlalchemy import Engine, delete, event

from domain.people import Actor, District, Person, Role
from records import account_changes
from records.accounts import (
    DEMO,
    AccountRow,
    NewAccount,
    SessionRow,
    add_accounts,
    end_sessions,
    open_session,
    token_hash,
    verify,
)
from records.api_tokens import ApiTokenRow, make, revoke
from records.bearer import Bearer, Duty, Scope, SessionRules
from records.capacities import CapacityRow, person_of
from records.database import reading, writing
from records.signed_in import signed_in, were_here
from tests.records.contents import rows

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
CITY = Actor("city", "吴检查", Role.INSPECTOR, tuple(District))
DEMONSTRATOR = Actor("inspector", "赵检查", Role.INSPECTOR, (District.WUDA,))
RULES = SessionRules(idle=timedelta(minutes=30))


def person(*capacities: Actor) -> Person:
    return Person(capacities[0].id, capacities[0].name, capacities)


@pytest.fixture
def engine(engine: Engine) -> Engine:
    with writing(engine) as session:
        accounts = [NewAccount(CITY, "a password"), NewAccount(DEMONSTRATOR, "known", origin=DEMO)]
        add_accounts(session, accounts)
    return engine


def opened(engine: Engine, account: str = CITY.id) -> str:
    with freeze_time(NOW), writing(engine) as session:
        return open_session(session, account, DAY)[0]


def machine_s(engine: Engine, scope: Scope, lasting: timedelta = DAY) -> tuple[str, str]:
    with freeze_time(NOW), writing(engine) as session:
        row, secret = make(session, CITY.id, "平台", scope, lasting, "administrator")
        return row.id, secret


def asked(
    engine: Engine, token: str, after: timedelta = SECOND, rules: SessionRules = RULES
) -> Bearer | None:
    with freeze_time(NOW + after):
        return signed_in(engine, [token], rules)[0]


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


def test_a_machine_s_token_has_its_scope_and_needs_no_use(engine: Engine) -> None:
    scope = Scope(("read", "flag"), (District.HAINAN,))
    _, secret = machine_s(engine, scope)
    bearer = asked(engine, secret, DAY - SECOND)
    assert bearer is not None
    assert bearer.scope == scope
    assert [each.districts for each in bearer.person.capacities] == [(District.HAINAN,)]
    assert asked(engine, secret, DAY) is None


def test_s9_districts_of_a_scope_narrow_every_capacity_of_the_account(engine: Engine) -> None:
    """One that goes by no districts would reach beyond them."""
    approver = replace(CITY, role=Role.APPROVER, districts=(District.WUDA,))
    with writing(engine) as session:
        both = person(CITY, approver, replace(CITY, role=Role.SUPERVISOR))
        account_changes.change(session, session.get_one(AccountRow, CITY.id), both)
    _, secret = machine_s(engine, Scope(("read",), (District.HAINAN,)))
    bearer = asked(engine, secret)
    assert bearer is not None
    assert bearer.person.capacities == (
        replace(CITY, districts=(District.HAINAN,)),
        replace(approver, districts=()),
    )


def test_s9_many_people_s_capacities_are_not_mixed_up(engine: Engine) -> None:
    both = person(replace(CITY, role=Role.CLERK, department="power"), CITY)
    with writing(engine) as session:
        account_changes.change(session, session.get_one(AccountRow, CITY.id), both)
    tokens = [opened(engine), opened(engine, DEMONSTRATOR.id), opened(engine)]
    with freeze_time(NOW):
        found = signed_in(engine, tokens, replace(RULES, production=False))
    assert found == [Bearer(both), Bearer(person(DEMONSTRATOR)), Bearer(both)]


def test_a_scope_covers_what_it_names(engine: Engine) -> None:
    scope = Scope(("read", "flag"))
    assert scope.covers("GET", "read_cases")
    assert scope.covers("POST", "flag")
    assert not scope.covers("POST", "withdraw")
    assert not scope.covers("DELETE", "manage_tokens")
    assert not Scope(("flag",)).covers("GET", "flag")


def test_a_revoked_token_ends_at_once_and_its_use_is_shown(engine: Engine) -> None:
    token_id, secret = machine_s(engine, Scope(("read",)))
    were_here(engine, [token_hash(secret)])
    [row] = rows(engine, ApiTokenRow)
    assert row["used_at"]
    assert secret not in repr(row)
    with writing(engine) as session:
        assert revoke(session, token_id)
        assert revoke(session, "0" * 32) is None
    assert asked(engine, secret) is None


def test_a_change_of_password_ends_the_person_s_sessions_and_no_machine_s(engine: Engine) -> None:
    own, other = opened(engine), opened(engine, DEMONSTRATOR.id)
    _, secret = machine_s(engine, Scope(("read",)))
    with writing(engine) as session:
        account_changes.change_password(session, session.get_one(AccountRow, CITY.id), "hash")
    demo = SessionRules(production=False)
    found = [asked(engine, token, rules=demo) is not None for token in (own, other, secret)]
    assert found == [False, True, True]


@pytest.mark.parametrize("change", ["role", "another", "districts", "disabled"])
def test_a_change_of_rights_ends_sessions_and_tokens(engine: Engine, change: str) -> None:
    own, (_, secret) = opened(engine), machine_s(engine, Scope(("read",)))
    with writing(engine) as session:
        row = session.get_one(AccountRow, CITY.id)
        if change == "disabled":
            account_changes.disable(session, row)
        elif change == "role":
            moved = person(replace(CITY, role=Role.APPROVER))
            assert account_changes.change(session, row, moved)
        elif change == "another":
            moved = person(CITY, replace(CITY, role=Role.APPROVER))
            assert account_changes.change(session, row, moved)
            assert person_of(session, CITY.id, CITY.name) == moved
        else:
            moved = person(replace(CITY, districts=(District.WUDA,)))
            assert account_changes.change(session, row, moved)
    assert asked(engine, own) is None
    assert asked(engine, secret) is None
    assert [row["revoked_at"] is not None for row in rows(engine, ApiTokenRow)] == [True]


def test_a_new_name_ends_nothing(engine: Engine) -> None:
    token, renamed = opened(engine), person(replace(CITY, name="吴某"))
    with writing(engine) as session:
        assert not account_changes.change(session, session.get_one(AccountRow, CITY.id), renamed)
    assert asked(engine, token) == Bearer(renamed)


def test_who_is_disabled_is_nobody_even_with_a_session(engine: Engine) -> None:
    token = opened(engine)
    with writing(engine) as session:
        session.get_one(AccountRow, CITY.id).disabled_at = NOW.isoformat()
    assert asked(engine, token) is None


def test_the_demo_s_sign_ins_are_removed_with_all_that_is_theirs(engine: Engine) -> None:
    opened(engine, DEMONSTRATOR.id)
    own = opened(engine)
    with writing(engine) as session:
        assert account_changes.demo_accounts(session) == [DEMONSTRATOR.id]
        assert account_changes.remove_demo_accounts(session) == 1
    assert [row["id"] for row in rows(engine, AccountRow)] == [CITY.id]
    assert [row["account"] for row in rows(engine, SessionRow)] == [CITY.id]
    with writing(engine) as session:
        end_sessions(session, CITY.id)
    assert asked(engine, own) is None


def test_only_where_there_are_no_accounts_a_first_administrator_is_made(engine: Engine) -> None:
    with writing(engine) as session:
        assert account_changes.make_first_administrator(session) is None
        session.execute(delete(CapacityRow))
        for row in account_changes.listed(session):
            session.delete(row)
        session.flush()
        made = account_changes.make_first_administrator(session)
    assert made is not None
    assert made[0] == "administrator"
    [first] = rows(engine, AccountRow)
    [held] = rows(engine, CapacityRow)
    assert (held["role"], first["origin"]) == ("administrator", None)
    assert first["one_time_until"]
    assert made[1] not in repr(first)
