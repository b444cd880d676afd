"""Accounts for tests, with tokens that are asked for at a moment."""

from datetime import UTC, datetime, timedelta

from freezegun import freeze_time
from sqlalchemy import Engine

from domain.people import Actor, District, Person, Role
from domain.token_scope import Scope
from records.accounts import (
    DEMO,
    NewAccount,
    add_accounts,
    open_session,
)
from records.api_tokens import make
from records.bearer import Bearer, SessionRules
from records.database import writing
from records.signed_in import signed_in

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
CITY = Actor("city", "吴检查", Role.INSPECTOR, tuple(District))
DEMONSTRATOR = Actor("inspector", "赵检查", Role.INSPECTOR, (District.WUDA,))
RULES = SessionRules(idle=timedelta(minutes=30))


def person(*capacities: Actor) -> Person:
    return Person(capacities[0].id, capacities[0].name, capacities)


def sign_up(engine: Engine) -> None:
    """Two accounts, one of them the demo's."""
    with writing(engine) as session:
        accounts = [NewAccount(CITY, "a password"), NewAccount(DEMONSTRATOR, "known", origin=DEMO)]
        add_accounts(session, accounts)


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
