"""Local accounts and the sessions they open. Passwords and tokens are kept only as hashes."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from sqlalchemy import delete, select
from sqlmodel import Field, Session, SQLModel, col

from domain.people import Actor, Person
from domain.token_scope import Scope
from records.capacities import add_capacities, person_of
from records.passwords import fits, hashed

ACCOUNT_ID = r"^[A-Za-z0-9_.-]{1,60}$"
"""Without a colon, which sets it apart from the key in the id of a command."""
DEMO = "demo"


class AccountRow(SQLModel, table=True):
    __tablename__ = "account"

    id: str = Field(primary_key=True, max_length=60)
    name: str = Field(max_length=120)
    password_hash: str = Field(max_length=200)
    origin: str | None = Field(default=None, max_length=200)
    """The issuer whose people sign in there, or DEMO; none for a local account."""
    disabled_at: str | None = Field(default=None, max_length=40)
    one_time_until: str | None = Field(default=None, max_length=40)
    """The password is a one-time one: it lets in until then, to change it and for nothing else."""
    totp_sealed: str | None = Field(default=None, max_length=1000)
    """The authenticator's secret, as records/sealing.py keeps it."""
    totp_confirmed_at: str | None = Field(default=None, max_length=40)
    totp_used: int | None = Field(default=None)
    """The step of the last code that was taken: neither it nor an earlier one counts again."""


class SessionRow(SQLModel, table=True):
    __tablename__ = "session"

    token_hash: str = Field(primary_key=True, max_length=64)
    account: str = Field(foreign_key="account.id", index=True, max_length=60)
    expires_at: str = Field(max_length=40)
    seen_at: str = Field(max_length=40)
    api_token: str | None = Field(default=None, index=True, max_length=32)
    """The machine's token that it came from; a person's own session has none."""
    scope: str | None = Field(default=None, max_length=4000)


_SESSION = SQLModel.metadata.tables["session"]


@dataclass(frozen=True, slots=True)
class NewAccount:
    """`also` are further capacities, in which the person's id and name are the same. A one-time
    password lets in until `one_time_until` (UTC), to change it."""

    actor: Actor
    password: str
    also: tuple[Actor, ...] = ()
    origin: str | None = None
    one_time_until: datetime | None = None


def add_accounts(session: Session, accounts: Sequence[NewAccount]) -> int:
    """Make these accounts, leaving those that exist as they are; gives how many were made."""
    made = 0
    hash_of = cache(hashed)  # slow on purpose: once for the demo's one password
    for account in accounts:
        actor = account.actor
        if session.get(AccountRow, actor.id) is None:
            until = account.one_time_until
            session.add(
                AccountRow(
                    id=actor.id,
                    name=actor.name,
                    password_hash=hash_of(account.password),
                    origin=account.origin,
                    one_time_until=until.isoformat() if until else None,
                )
            )
            session.flush()
            add_capacities(session, actor.id, (actor, *account.also))
            made += 1
    return made


def verify(session: Session, account_id: str, password: str) -> Person | None:
    """The account's person if the password is right and lets in; an unknown name takes as long as
    a known one."""
    row = session.get(AccountRow, account_id)
    right = fits(password, row.password_hash if row and row.password_hash else None)
    now = datetime.now(UTC).isoformat()
    if row is None or row.disabled_at or (row.one_time_until and row.one_time_until <= now):
        return None
    return person_of(session, row.id, row.name) if right else None


def person(session: Session, account_id: str) -> Person | None:
    """Whose account it is, with their own capacities; nobody's, once it is disabled."""
    row = session.get(AccountRow, account_id)
    return None if row is None or row.disabled_at else person_of(session, row.id, row.name)


def open_session(
    session: Session,
    account_id: str,
    lasting: timedelta,
    *,
    api_token: str | None = None,
    scope: Scope | None = None,
) -> tuple[str, datetime]:
    """A new bearer token, shown once, and when it expires (UTC) however much it is used."""
    token = secrets.token_urlsafe(32)
    now = datetime.now(UTC)
    session.add(
        SessionRow(
            token_hash=token_hash(token),
            account=account_id,
            expires_at=(now + lasting).isoformat(),
            seen_at=now.isoformat(),
            api_token=api_token,
            scope=scope.written if scope else None,
        )
    )
    return token, now + lasting


def close_session(session: Session, token: str) -> None:
    row = session.get(SessionRow, token_hash(token))
    if row is not None:
        session.delete(row)


def own_sessions(session: Session, account_id: str, idle: timedelta) -> Sequence[SessionRow]:
    """The person's own that still count, the latest used first."""
    now = datetime.now(UTC)
    query = select(SessionRow).where(
        col(SessionRow.account) == account_id,
        col(SessionRow.api_token).is_(None),
        col(SessionRow.expires_at) > now.isoformat(),
        col(SessionRow.seen_at) > (now - idle).isoformat(),
    )
    return session.scalars(query.order_by(col(SessionRow.seen_at).desc())).all()


def end_sessions(session: Session, account_id: str) -> None:
    """All of the person's own: after a change of password or of capacities. Those of the
    account's API tokens end with their tokens."""
    own = _SESSION.c.account == account_id, _SESSION.c.api_token.is_(None)
    session.execute(delete(_SESSION).where(*own))


def drop_expired(session: Session) -> None:
    now = datetime.now(UTC).isoformat()
    session.execute(delete(_SESSION).where(_SESSION.c.expires_at <= now))


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
