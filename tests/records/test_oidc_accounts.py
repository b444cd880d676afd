"""Accounts of people whom a provider vouches for."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import Engine

from domain.people import Actor, Person, Role
from records.accounts import DEMO, AccountRow, NewAccount, SessionRow, add_accounts, open_session
from records.database import writing
from records.oidc_accounts import OtherOriginError, bring_up, known, lost_its_role
from tests.records.contents import rows

ISSUER = "https://sso.example"
AT_ONCE = 4
AUDITOR = Actor("oidc.1", "周审计", Role.AUDITOR)
PERSON = Person("oidc.1", "周审计", (AUDITOR,))


def test_who_comes_several_times_at_once_is_made_once(engine: Engine) -> None:
    """As a browser does whose page asks for many things."""
    ready = Barrier(AT_ONCE)

    def come(_: int) -> Person | None:
        ready.wait()
        with writing(engine) as session:
            row, before = bring_up(session, PERSON, ISSUER)
            assert (row.id, row.origin) == (PERSON.id, ISSUER)
            return before

    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = list(pool.map(come, range(AT_ONCE)))
    assert sorted(found, key=bool) == [None, *[PERSON] * (AT_ONCE - 1)]


@pytest.mark.parametrize("origin", [None, DEMO, "https://another.example"])
def test_s9_an_account_of_another_origin_is_not_theirs(engine: Engine, origin: str | None) -> None:
    """S9: it stays as it is, and so do its sessions."""
    other = Actor(PERSON.id, "另一人", Role.SUPERVISOR)
    with writing(engine) as session:
        add_accounts(session, [NewAccount(other, "a password", origin=origin)])
        open_session(session, PERSON.id, timedelta(hours=1))
    before = rows(engine, AccountRow), rows(engine, SessionRow)
    with writing(engine) as session:
        with pytest.raises(OtherOriginError):
            bring_up(session, PERSON, ISSUER)
        with pytest.raises(OtherOriginError):
            known(session, PERSON.id, ISSUER)
        with pytest.raises(OtherOriginError):
            lost_its_role(session, PERSON.id, ISSUER)
    assert (rows(engine, AccountRow), rows(engine, SessionRow)) == before
