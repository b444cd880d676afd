"""Local accounts and the sessions they open. Passwords and tokens are kept only as hashes."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import Engine, bindparam, select
from sqlmodel import Field, Session, SQLModel

from domain.people import Actor, Person
from records.capacities import CAPACITY, COLUMNS, add_capacities, capacity, person_of
from records.database import looking_up
from records.delegations import stood_in_for

_PASSWORDS = PasswordHash((Argon2Hasher(),))


@cache
def _nobody() -> str:
    """A hash that no password fits; made when first needed, as hashing is slow on purpose."""
    return _PASSWORDS.hash(secrets.token_hex())


ACCOUNT_ID = r"^[A-Za-z0-9_.-]{1,60}$"
"""Without a colon, which sets it apart from the key in the id of a command."""


class AccountRow(SQLModel, table=True):
    __tablename__ = "account"

    id: str = Field(primary_key=True, max_length=60)
    name: str = Field(max_length=120)
    password_hash: str = Field(max_length=200)


class SessionRow(SQLModel, table=True):
    __tablename__ = "session"

    token_hash: str = Field(primary_key=True, max_length=64)
    account: str = Field(foreign_key="account.id", max_length=60)
    expires_at: str = Field(max_length=40)


_ACCOUNT = SQLModel.metadata.tables["account"]
_SESSION = SQLModel.metadata.tables["session"]
_SIGNED_IN = (
    select(
        _SESSION.c.token_hash,
        _ACCOUNT.c.id,
        _ACCOUNT.c.name,
        *COLUMNS,
    )
    .join_from(_SESSION, _ACCOUNT)
    .outerjoin(CAPACITY)
    .where(
        _SESSION.c.token_hash.in_(bindparam("hashes", expanding=True)),
        _SESSION.c.expires_at > bindparam("now"),
    )
    .order_by(CAPACITY.c.place)
)


@dataclass(frozen=True, slots=True)
class NewAccount:
    """`also` are further capacities, in which the person's id and name are the same."""

    actor: Actor
    password: str
    also: tuple[Actor, ...] = ()


def add_accounts(session: Session, accounts: Sequence[NewAccount]) -> int:
    """Make these accounts, leaving those that exist as they are; gives how many were made."""
    made = 0
    hashed = cache(_PASSWORDS.hash)  # slow on purpose: once for the demo's one password
    for account in accounts:
        actor = account.actor
        if session.get(AccountRow, actor.id) is None:
            session.add(
                AccountRow(
                    id=actor.id,
                    name=actor.name,
                    password_hash=hashed(account.password),
                )
            )
            session.flush()
            add_capacities(session, actor.id, (actor, *account.also))
            made += 1
    return made


def verify(session: Session, account_id: str, password: str) -> Person | None:
    """The account's person if the password is right; an unknown name takes as long as a known."""
    row = session.get(AccountRow, account_id)
    right = _PASSWORDS.verify(password, row.password_hash if row else _nobody())
    return person_of(session, row.id, row.name) if row and right else None


def person(session: Session, account_id: str) -> Person | None:
    """Whose account it is, with their own capacities."""
    row = session.get(AccountRow, account_id)
    return person_of(session, row.id, row.name) if row else None


def open_session(session: Session, account_id: str, lasting: timedelta) -> tuple[str, datetime]:
    """A new bearer token, shown once, and when it expires (UTC)."""
    token = secrets.token_urlsafe(32)
    expires_at = datetime.now(UTC) + lasting
    session.add(
        SessionRow(
            token_hash=_token_hash(token), account=account_id, expires_at=expires_at.isoformat()
        )
    )
    return token, expires_at


def close_session(session: Session, token: str) -> None:
    row = session.get(SessionRow, _token_hash(token))
    if row is not None:
        session.delete(row)


def signed_in(engine: Engine, tokens: Sequence[str]) -> list[Person | None]:
    """Whose tokens these are, with whom they stand in for today; nobody's, where one is unknown or
    has expired."""
    hashes = [_token_hash(token) for token in tokens]
    now = datetime.now(UTC).isoformat()
    with looking_up(engine) as connection:
        found = connection.execute(_SIGNED_IN, {"hashes": list(set(hashes)), "now": now}).all()
        stood_in = list(stood_in_for(connection, {row.id: row.name for row in found}))
    people: dict[str, Person] = {}
    for row in found:
        before = people.get(row.token_hash, Person(row.id, row.name, ()))
        capacities = before.capacities
        if row.role is not None:
            capacities = (*capacities, capacity(row.id, row.name, row))
        people[row.token_hash] = Person(row.id, row.name, capacities)
    for token_hash, each in people.items():
        others = tuple(actor for stand_in, actor in stood_in if stand_in == each.id)
        people[token_hash] = Person(each.id, each.name, (*each.capacities, *others))
    return [people.get(token_hash) for token_hash in hashes]


def _token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
