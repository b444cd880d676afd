"""Whose bearer tokens these are: asked with every request, of many at once in one statement."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Engine, Row, bindparam, or_, select, update
from sqlmodel import SQLModel

from domain.people import Actor, Person, Role
from domain.sign_in import Duty, duty_of
from domain.token_scope import Scope
from records.accounts import DEMO, AccountRow, token_hash
from records.api_tokens import API_TOKEN
from records.bearer import Bearer, SessionRules
from records.capacities import CAPACITY, COLUMNS, capacity
from records.database import looking_up, one_transaction
from records.delegations import stood_in_for

_ACCOUNT = SQLModel.metadata.tables["account"]
_SESSION = SQLModel.metadata.tables["session"]
_SIGNED_IN = (
    select(
        _SESSION.c.token_hash,
        _ACCOUNT.c.id,
        _ACCOUNT.c.name,
        _ACCOUNT.c.origin,
        _ACCOUNT.c.one_time_until,
        _ACCOUNT.c.totp_confirmed_at,
        _SESSION.c.seen_at,
        _SESSION.c.scope,
        *COLUMNS,
    )
    .join_from(_SESSION, _ACCOUNT)
    .outerjoin(CAPACITY)
    .where(
        _SESSION.c.token_hash.in_(bindparam("hashes", expanding=True)),
        _SESSION.c.expires_at > bindparam("now"),
        or_(_SESSION.c.api_token.is_not(None), _SESSION.c.seen_at > bindparam("idle_since")),
        _ACCOUNT.c.disabled_at.is_(None),
    )
    .order_by(_SESSION.c.token_hash, CAPACITY.c.place)
)
_THESE = _SESSION.c.token_hash.in_(bindparam("hashes", expanding=True))
_SEEN = update(_SESSION).where(_THESE).values(seen_at=bindparam("now"))
_USED = (
    update(API_TOKEN)
    .where(API_TOKEN.c.id.in_(select(_SESSION.c.api_token).where(_THESE)))
    .values(used_at=bindparam("now"))
)
_AnyRow = Row[*tuple[Any, ...]]


def signed_in(
    engine: Engine, tokens: Sequence[str], rules: SessionRules | None = None
) -> list[Bearer | None]:
    """Whose tokens these are, with whom a person stands in for today; nobody's, where one is
    unknown, expired, or idle for too long."""
    rules = rules or SessionRules()
    hashes = [token_hash(token) for token in tokens]
    now = datetime.now(UTC)
    asked = {"hashes": list(set(hashes)), "now": now.isoformat()}
    asked["idle_since"] = (now - rules.idle).isoformat()
    with looking_up(engine) as connection:
        found = connection.execute(_SIGNED_IN, asked).all()
        stood_in = list(stood_in_for(connection, {row.id: row.name for row in found}))
    by_token = {
        each: list(rows) for each, rows in groupby(found, key=lambda row: str(row.token_hash))
    }
    bearers = {each: _bearer(rows, rules, stood_in) for each, rows in by_token.items()}
    stale = rules.stale(now)
    rules.were_here([each for each, rows in by_token.items() if rows[0].seen_at < stale])
    return [bearers.get(each) for each in hashes]


def were_here(engine: Engine, hashes: Sequence[str]) -> None:
    """Puts on record that these tokens are in use."""
    seen = {"hashes": list(hashes), "now": datetime.now(UTC).isoformat()}
    with one_transaction(engine) as connection:
        connection.execute(_SEEN, seen)
        connection.execute(_USED, seen)


def _bearer(
    rows: Sequence[_AnyRow], rules: SessionRules, stood_in: Sequence[tuple[str, Actor]]
) -> Bearer | None:
    """Of one token's rows, which there is one of for each capacity: one at least. A machine stands
    in for nobody."""
    row = rows[0]
    if row.origin == DEMO and rules.production:
        return None
    held = (capacity(row.id, row.name, each) for each in rows if each.role is not None)
    person = Person(row.id, row.name, tuple(held))
    if row.scope is not None:
        scope = Scope.read(row.scope)
        return Bearer(scope.narrowed(person), scope)
    duty = own_duty(row, person, rules.totp_roles)
    others = tuple(actor for stand_in, actor in stood_in if stand_in == row.id)
    return Bearer(replace(person, capacities=(*person.capacities, *others)), duty=duty)


def own_duty(
    row: AccountRow | _AnyRow, person: Person, totp_roles: Collection[Role]
) -> Duty | None:
    local = row.origin in (None, DEMO)
    unproved = local and not row.totp_confirmed_at
    return duty_of(person, totp_roles, one_time=bool(row.one_time_until), unproved=unproved)
