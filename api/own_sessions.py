"""People see where else they are signed in, and end all of it."""

from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ConfigDict, Field, SecretStr

from api.given_secrets import Password
from api.own_account import Owner
from api.people import Credentials
from api.problems import documented
from api.proof import prove
from api.state import Shared, SharedState
from domain.people import Person
from records import accounts, attempts, audit
from records.accounts import AccountRow
from records.database import reading, writing

router = APIRouter(tags=["account"])


class OwnSession(BaseModel):
    """`seen_at` is right to a minute; `current` is the one that asks."""

    seen_at: datetime
    expires_at: datetime
    current: bool


class Ending(BaseModel):
    model_config = ConfigDict(extra="forbid")

    password: Annotated[
        Password | None, Field(description="null for who signs in with a provider of their own")
    ]


@router.get("/me/sessions", responses=documented(401, 403, 503))
def list_own_sessions(
    person: Owner, credentials: Credentials, shared: SharedState
) -> list[OwnSession]:
    """The latest used first; machines' tokens are an administrator's to see."""
    idle = timedelta(minutes=shared.settings.session_idle_minutes)
    own = accounts.token_hash(credentials.credentials) if credentials else ""
    with reading(shared.engine) as session:
        rows = accounts.own_sessions(session, person.id, idle)
    return [
        OwnSession(
            seen_at=datetime.fromisoformat(row.seen_at),
            expires_at=datetime.fromisoformat(row.expires_at),
            current=row.token_hash == own,
        )
        for row in rows
    ]


@router.post(
    "/me/sessions/removal",
    status_code=204,
    responses=documented(400, 401, 403, 413, 422, 429, 503),
)
async def end_own_sessions(body: Ending, person: Owner, shared: SharedState) -> None:
    """All of them, this one too, and no device is remembered any more."""
    if await run_in_threadpool(_has_password, shared, person):
        await prove(shared, person, body.password or SecretStr(""))
    await run_in_threadpool(_end, shared, person)


def _has_password(shared: Shared, person: Person) -> bool:
    with reading(shared.engine) as session:
        return bool(session.get_one(AccountRow, person.id).password_hash)


def _end(shared: Shared, person: Person) -> None:
    with writing(shared.engine) as session:
        accounts.end_sessions(session, person.id)
        attempts.forget_places(session, person.id)
        audit.note(session, "sessions_ended", actor=person.id)
