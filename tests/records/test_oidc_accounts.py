"""Accounts of people whom a provider vouches for."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import Engine

from domain.people import Actor, Person, Role
from records.database import writing
from records.oidc_accounts import bring_up

ISSUER = "https://sso.example"
AT_ONCE = 4


def test_who_comes_several_times_at_once_is_made_once(engine: Engine) -> None:
    """As a browser does whose page asks for many things."""
    person = Person("oidc.1", "周审计", (Actor("oidc.1", "周审计", Role.AUDITOR),))
    ready = Barrier(AT_ONCE)

    def come(_: int) -> Person | None:
        ready.wait()
        with writing(engine) as session:
            row, before = bring_up(session, person, ISSUER)
            assert (row.id, row.origin) == (person.id, ISSUER)
            return before

    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = list(pool.map(come, range(AT_ONCE)))
    assert sorted(found, key=bool) == [None, *[person] * (AT_ONCE - 1)]
