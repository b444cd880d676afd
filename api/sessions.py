"""Signing in and out with a local account."""

from datetime import datetime, timedelta
from functools import cache
from typing import Annotated

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ConfigDict, Field, SecretStr

from api.people import Credentials, may
from api.problems import ProblemError, documented
from api.state import Shared, SharedState
from domain.grounds import Ground
from domain.people import District, Person, Role
from domain.words import Text
from records import accounts, audit
from records.accounts import ACCOUNT_ID
from records.database import reading, writing

router = APIRouter(tags=["sessions"])
_HASHING_AT_ONCE = 2


@cache
def _hashing() -> CapacityLimiter:
    """Hashing is slow and takes much memory on purpose: a crowd at the door must not use up the
    threads and the memory that everybody else's requests need."""
    return CapacityLimiter(_HASHING_AT_ONCE)


class SignIn(BaseModel):
    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"account": "inspector", "password": "…"}}
    )

    account: Annotated[str, Field(pattern=ACCOUNT_ID)]
    password: Annotated[SecretStr, Field(min_length=1, max_length=200)]


class CapacityView(BaseModel):
    """What somebody may act as; no `grounds` named are all of them."""

    role: Role
    districts: list[District]
    grounds: list[Ground]
    department: str | None
    enterprise: str | None


class PersonView(BaseModel):
    id: str
    name: str
    capacities: list[CapacityView]


class SessionView(BaseModel):
    """The token goes into `Authorization: Bearer …`; it is shown this once."""

    token: str
    expires_at: datetime
    person: PersonView


@router.post("/sessions", status_code=201, responses=documented(400, 401, 413, 422, 503))
async def sign_in(body: SignIn, shared: SharedState) -> SessionView:
    person = await to_thread.run_sync(_verify, shared, body, limiter=_hashing())
    opened = await run_in_threadpool(_open, shared, body, person)
    if person is None or opened is None:
        detail = Text("账号或密码不正确", "wrong account or password")
        raise ProblemError(401, "wrong_password", detail, rule="S9")
    token, expires_at = opened
    return SessionView(
        token=token,
        expires_at=expires_at,
        person=PersonView(
            id=person.id,
            name=person.name,
            capacities=[
                CapacityView(
                    role=each.role,
                    districts=list(each.districts),
                    grounds=list(each.grounds),
                    department=each.department,
                    enterprise=each.enterprise,
                )
                for each in person.capacities
            ],
        ),
    )


def _verify(shared: Shared, body: SignIn) -> Person | None:
    with reading(shared.engine) as session:
        return accounts.verify(session, body.account, body.password.get_secret_value())


def _open(shared: Shared, body: SignIn, person: Person | None) -> tuple[str, datetime] | None:
    with writing(shared.engine) as session:
        if person is None:
            audit.note(session, "sign_in_failed", actor=body.account)
            return None
        audit.note(session, "signed_in", actor=person.id)
        lasting = timedelta(hours=shared.settings.session_hours)
        return accounts.open_session(session, person.id, lasting)


@router.delete("/sessions/current", status_code=204, responses=documented(401, 403, 503))
def sign_out(
    _: Annotated[Person, may("sign_out")], credentials: Credentials, shared: SharedState
) -> None:
    if credentials is not None:
        with writing(shared.engine) as session:
            accounts.close_session(session, credentials.credentials)
