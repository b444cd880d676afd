"""Tokens for machines: an account's, within a scope, until a day. The secret is shown once; it is
a bearer token by itself, and the client secret for short-lived ones (OAuth client credentials)."""

import secrets
from datetime import UTC, datetime, timedelta
from hmac import compare_digest

from sqlalchemy import delete, select, update
from sqlmodel import Field, Session, SQLModel, col

from domain.token_scope import ACCESS_LASTS, Scope
from records.accounts import AccountRow, open_session, token_hash


class ApiTokenRow(SQLModel, table=True):
    __tablename__ = "api_token"

    id: str = Field(primary_key=True, max_length=32)
    account: str = Field(foreign_key="account.id", index=True, max_length=60)
    name: str = Field(max_length=120)
    secret_hash: str = Field(max_length=64)
    scope: str = Field(max_length=4000)
    made_by: str = Field(max_length=60)
    made_at: str = Field(max_length=40)
    expires_at: str = Field(max_length=40)
    revoked_at: str | None = Field(default=None, max_length=40)
    used_at: str | None = Field(default=None, max_length=40)


API_TOKEN = SQLModel.metadata.tables["api_token"]
_SESSION = SQLModel.metadata.tables["session"]


def make(
    session: Session, account: str, name: str, scope: Scope, lasting: timedelta, made_by: str
) -> tuple[ApiTokenRow, str]:
    """The token and its secret."""
    token_id = secrets.token_hex(16)
    secret, expires_at = open_session(session, account, lasting, api_token=token_id, scope=scope)
    row = ApiTokenRow(
        id=token_id,
        account=account,
        name=name,
        secret_hash=token_hash(secret),
        scope=scope.written,
        made_by=made_by,
        made_at=datetime.now(UTC).isoformat(),
        expires_at=expires_at.isoformat(),
    )
    session.add(row)
    return row, secret


def listed(session: Session) -> list[ApiTokenRow]:
    """Newest first, with those that have expired or were revoked."""
    newest = (col(ApiTokenRow.made_at).desc(), col(ApiTokenRow.id))
    return list(session.scalars(select(ApiTokenRow).order_by(*newest)))


def revoke(session: Session, token_id: str) -> ApiTokenRow | None:
    """It and all that it brought about end at once; again changes nothing."""
    row = session.get(ApiTokenRow, token_id)
    if row is not None:
        row.revoked_at = row.revoked_at or datetime.now(UTC).isoformat()
        session.execute(delete(_SESSION).where(_SESSION.c.api_token == token_id))
    return row


def revoke_all(session: Session, account: str) -> None:
    of_account = API_TOKEN.c.account == account
    revoked = {"revoked_at": datetime.now(UTC).isoformat()}
    session.execute(update(API_TOKEN).where(of_account, API_TOKEN.c.revoked_at.is_(None)), revoked)
    made = _SESSION.c.account == account, _SESSION.c.api_token.is_not(None)
    session.execute(delete(_SESSION).where(*made))


def of_client(session: Session, client_id: str, secret: str) -> ApiTokenRow | None:
    """The token whose id and secret these are, while it counts and its account is not disabled."""
    token = session.get(ApiTokenRow, client_id)
    if token is None or not compare_digest(token.secret_hash, token_hash(secret)):
        return None
    over = token.revoked_at or token.expires_at <= datetime.now(UTC).isoformat()
    return None if over or session.get_one(AccountRow, token.account).disabled_at else token


def issue(session: Session, token: ApiTokenRow, scope: Scope) -> tuple[str, datetime]:
    """A short-lived token with this scope, which must lie within the one of `token`."""
    left = datetime.fromisoformat(token.expires_at) - datetime.now(UTC)
    token.used_at = datetime.now(UTC).isoformat()
    lasting = min(ACCESS_LASTS, left)
    return open_session(session, token.account, lasting, api_token=token.id, scope=scope)
