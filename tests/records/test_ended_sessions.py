"""S9: what ends sessions and tokens, and what an installation's accounts begin and end with."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine, delete

from domain.people import District, Role
from domain.token_scope import Scope
from records import account_changes
from records.accounts import (
    AccountRow,
    SessionRow,
    end_sessions,
)
from records.api_tokens import ApiTokenRow
from records.bearer import Bearer, SessionRules
from records.capacities import CapacityRow, person_of
from records.database import writing
from tests.records.bearing import CITY, DEMONSTRATOR, NOW, asked, machine_s, opened, person, sign_up
from tests.records.contents import rows


@pytest.fixture
def engine(engine: Engine) -> Engine:
    sign_up(engine)
    return engine


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
