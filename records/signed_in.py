"""Whose bearer tokens these are: asked with every request, of many at once in one statement."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, Row, bindparam, or_, select, update
from sqlmodel import SQLModel

from domain.people import Role
from records.accounts import DEMO, AccountRow, actor_of, token_hash
from records.api_tokens import API_TOKEN
from records.bearer import Bearer, Duty, Scope, SessionRules
from records.database import looking_up, one_transaction

_ACCOUNT = SQLModel.metadata.tables["account"]
_SESSION = SQLModel.metadata.tables["session"]
_SIGNED_IN = (
    select(
        _SESSION.c.token_hash,
        _ACCOUNT.c.id,
        _ACCOUNT.c.name,
        _ACCOUNT.c.role,
        _ACCOUNT.c.districts,
        _ACCOUNT.c.department,
        _ACCOUNT.c.enterprise,
        _ACCOUNT.c.origin,
        _ACCOUNT.c.one_time_until,
        _ACCOUNT.c.totp_confirmed_at,
        _SESSION.c.seen_at,
        _SESSION.c.scope,
    )
    .join_from(_SESSION, _ACCOUNT)
    .where(
        _SESSION.c.token_hash.in_(bindparam("hashes", expanding=True)),
        _SESSION.c.expires_at > bindparam("now"),
        or_(_SESSION.c.api_token.is_not(None), _SESSION.c.seen_at > bindparam("idle_since")),
        _ACCOUNT.c.disabled_at.is_(None),
    )
)
_THESE = _SESSION.c.token_hash.in_(bindparam("hashes", expanding=True))
_SEEN = update(_SESSION).where(_THESE).values(seen_at=bindparam("now"))
_USED = (
    update(API_TOKEN)
    .where(API_TOKEN.c.id.in_(select(_SESSION.c.api_token).where(_THESE)))
    .values(used_at=bindparam("now"))
)


def signed_in(
    engine: Engine, tokens: Sequence[str], rules: SessionRules | None = None
) -> list[Bearer | None]:
    """Whose tokens these are; nobody's, where one is unknown, expired, or idle for too long."""
    rules = rules or SessionRules()
    hashes = [token_hash(token) for token in tokens]
    now = datetime.now(UTC)
    asked = {"hashes": list(set(hashes)), "now": now.isoformat()}
    asked["idle_since"] = (now - rules.idle).isoformat()
    with looking_up(engine) as connection:
        found = connection.execute(_SIGNED_IN, asked).all()
    bearers = {row.token_hash: _bearer(row, rules) for row in found}
    rules.were_here([row.token_hash for row in found if row.seen_at < rules.stale(now)])
    return [bearers.get(each) for each in hashes]


def were_here(engine: Engine, hashes: Sequence[str]) -> None:
    """Puts on record that these tokens are in use."""
    seen = {"hashes": list(hashes), "now": datetime.now(UTC).isoformat()}
    with one_transaction(engine) as connection:
        connection.execute(_SEEN, seen)
        connection.execute(_USED, seen)


def _bearer(row: Row[*tuple[Any, ...]], rules: SessionRules) -> Bearer | None:
    if row.origin == DEMO and rules.production:
        return None
    actor = actor_of(row)
    if row.scope is not None:
        scope = Scope.read(row.scope)
        return Bearer(scope.narrowed(actor), scope)
    return Bearer(actor, duty=duty_of(row, rules.totp_roles))


def duty_of(row: AccountRow | Row[*tuple[Any, ...]], totp_roles: frozenset[Role]) -> Duty | None:
    if row.one_time_until:
        return Duty.CHANGE_PASSWORD
    local = row.origin in (None, DEMO)
    if local and not row.totp_confirmed_at and Role(row.role) in totp_roles:
        return Duty.ENROL_TOTP
    return None
