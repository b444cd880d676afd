"""Accounts and sessions: who may come in, and for how long."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from freezegun import freeze_time
from sqlalchemy import Engine, delete

from domain.grounds import Ground
from domain.people import Actor, District, Person, Role
from records.accounts import (
    AccountRow,
    NewAccount,
    SessionRow,
    add_accounts,
    close_session,
    open_session,
    verify,
)
from records.bearer import SessionRules
from records.capacities import CapacityRow
from records.database import reading, writing
from records.signed_in import signed_in
from tests.domain.lives import AUDITOR, ENTERPRISE, INSPECTOR
from tests.records.contents import rows


def person(*capacities: Actor) -> Person:
    return Person(capacities[0].id, capacities[0].name, capacities)


PASSWORD = "正确的密码 🔑"
NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
LASTING = timedelta(hours=12)


@pytest.fixture
def engine(engine: Engine) -> Engine:
    with writing(engine) as session:
        add_accounts(session, [NewAccount(INSPECTOR, PASSWORD)])
    return engine


def whose(engine: Engine, *tokens: str) -> list[Person | None]:
    """By age alone, however long unused."""
    rules = SessionRules(idle=timedelta(days=1000))
    return [bearer.person if bearer else None for bearer in signed_in(engine, tokens, rules)]


def test_only_the_right_name_and_password_give_the_person(engine: Engine) -> None:
    with reading(engine) as session:
        assert verify(session, INSPECTOR.id, PASSWORD) == person(INSPECTOR)
        for wrong in ("", "正确的密码", f"{PASSWORD} "):
            assert verify(session, INSPECTOR.id, wrong) is None
        assert verify(session, AUDITOR.id, PASSWORD) is None


def test_an_account_that_exists_is_left_as_it_is(engine: Engine) -> None:
    with writing(engine) as session:
        add_accounts(session, [NewAccount(INSPECTOR, "another"), NewAccount(ENTERPRISE, PASSWORD)])
    with reading(engine) as session:
        assert verify(session, INSPECTOR.id, "another") is None
        assert verify(session, ENTERPRISE.id, PASSWORD) == person(ENTERPRISE)


def test_a_session_lasts_as_long_as_it_was_opened_for(engine: Engine) -> None:
    with freeze_time(NOW), writing(engine) as session:
        token, expires_at = open_session(session, INSPECTOR.id, LASTING)
    assert expires_at == NOW + LASTING
    for after, then in [
        (timedelta(0), person(INSPECTOR)),
        (LASTING - timedelta(seconds=1), person(INSPECTOR)),
        (LASTING, None),
        (LASTING + timedelta(days=400), None),
    ]:
        with freeze_time(NOW + after):
            assert whose(engine, token) == [then]


def test_signing_out_ends_one_session_and_no_other(engine: Engine) -> None:
    with writing(engine) as session:
        token, _ = open_session(session, INSPECTOR.id, LASTING)
        elsewhere, _ = open_session(session, INSPECTOR.id, LASTING)
    with writing(engine) as session:
        close_session(session, token)
        close_session(session, "never given")
    assert whose(engine, elsewhere, token, "never given") == [person(INSPECTOR), None, None]


def test_neither_password_nor_token_is_kept(engine: Engine) -> None:
    with writing(engine) as session:
        token, _ = open_session(session, INSPECTOR.id, LASTING)
    kept = repr([*rows(engine, AccountRow), *rows(engine, SessionRow)])
    assert INSPECTOR.id in kept
    assert PASSWORD not in kept
    assert token not in kept


def test_s9_a_person_comes_with_every_capacity_of_theirs_in_order(engine: Engine) -> None:
    both = (
        replace(AUDITOR, districts=(District.WUDA,)),
        Actor(
            AUDITOR.id,
            AUDITOR.name,
            Role.APPROVER,
            tuple(District),
            grounds=(Ground.SAFETY, Ground.QUALITY),
        ),
        replace(AUDITOR, role=Role.CLERK, department="power"),
    )
    with writing(engine) as session:
        add_accounts(session, [NewAccount(both[0], PASSWORD, also=both[1:])])
    with writing(engine) as session:
        token, _ = open_session(session, AUDITOR.id, LASTING)
        other, _ = open_session(session, INSPECTOR.id, LASTING)
        assert verify(session, AUDITOR.id, PASSWORD) == person(*both)
    assert whose(engine, other, token) == [person(INSPECTOR), person(*both)]


def test_s9_an_account_that_lost_every_capacity_may_still_come_in(engine: Engine) -> None:
    with writing(engine) as session:
        token, _ = open_session(session, INSPECTOR.id, LASTING)
        session.execute(delete(CapacityRow))
    assert whose(engine, token) == [Person(INSPECTOR.id, INSPECTOR.name, ())]
