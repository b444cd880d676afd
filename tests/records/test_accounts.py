"""Accounts and sessions: who may come in, and for how long."""

from datetime import UTC, datetime, timedelta

import pytest
from freezegun import freeze_time
from sqlalchemy import Engine

from domain.people import Actor
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
from records.database import reading, writing
from records.signed_in import signed_in
from tests.domain.lives import AUDITOR, ENTERPRISE, INSPECTOR
from tests.records.contents import rows

PASSWORD = "正确的密码 🔑"
NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
LASTING = timedelta(hours=12)


@pytest.fixture
def engine(engine: Engine) -> Engine:
    with writing(engine) as session:
        add_accounts(session, [NewAccount(INSPECTOR, PASSWORD)])
    return engine


def whose(engine: Engine, *tokens: str) -> list[Actor | None]:
    """By age alone, however long unused."""
    rules = SessionRules(idle=timedelta(days=1000))
    return [bearer.actor if bearer else None for bearer in signed_in(engine, tokens, rules)]


def test_only_the_right_name_and_password_give_the_person(engine: Engine) -> None:
    with reading(engine) as session:
        assert verify(session, INSPECTOR.id, PASSWORD) == INSPECTOR
        for wrong in ("", "正确的密码", f"{PASSWORD} "):
            assert verify(session, INSPECTOR.id, wrong) is None
        assert verify(session, AUDITOR.id, PASSWORD) is None


def test_an_account_that_exists_is_left_as_it_is(engine: Engine) -> None:
    with writing(engine) as session:
        add_accounts(session, [NewAccount(INSPECTOR, "another"), NewAccount(ENTERPRISE, PASSWORD)])
    with reading(engine) as session:
        assert verify(session, INSPECTOR.id, "another") is None
        assert verify(session, ENTERPRISE.id, PASSWORD) == ENTERPRISE


def test_a_session_lasts_as_long_as_it_was_opened_for(engine: Engine) -> None:
    with freeze_time(NOW), writing(engine) as session:
        token, expires_at = open_session(session, INSPECTOR.id, LASTING)
    assert expires_at == NOW + LASTING
    for after, person in [
        (timedelta(0), INSPECTOR),
        (LASTING - timedelta(seconds=1), INSPECTOR),
        (LASTING, None),
        (LASTING + timedelta(days=400), None),
    ]:
        with freeze_time(NOW + after):
            assert whose(engine, token) == [person]


def test_signing_out_ends_one_session_and_no_other(engine: Engine) -> None:
    with writing(engine) as session:
        token, _ = open_session(session, INSPECTOR.id, LASTING)
        elsewhere, _ = open_session(session, INSPECTOR.id, LASTING)
    with writing(engine) as session:
        close_session(session, token)
        close_session(session, "never given")
    assert whose(engine, elsewhere, token, "never given") == [INSPECTOR, None, None]


def test_neither_password_nor_token_is_kept(engine: Engine) -> None:
    with writing(engine) as session:
        token, _ = open_session(session, INSPECTOR.id, LASTING)
    kept = repr([*rows(engine, AccountRow), *rows(engine, SessionRow)])
    assert INSPECTOR.id in kept
    assert PASSWORD not in kept
    assert token not in kept
