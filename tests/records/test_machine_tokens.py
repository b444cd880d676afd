"""S9: whose a machine's token is, with every request, and within what."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from domain.people import District, Role
from domain.token_scope import Scope
from records import account_changes
from records.accounts import (
    AccountRow,
    token_hash,
)
from records.api_tokens import ApiTokenRow, revoke
from records.database import writing
from records.signed_in import were_here
from tests.records.bearing import CITY, DAY, SECOND, asked, machine_s, person, sign_up
from tests.records.contents import rows


@pytest.fixture
def engine(engine: Engine) -> Engine:
    sign_up(engine)
    return engine


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
