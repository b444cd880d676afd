"""Signing in and out with a local account."""

from datetime import datetime, timedelta
from typing import Annotated, Literal

from anyio import to_thread
from fastapi import APIRouter
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ConfigDict, Field
from sqlmodel import Session

from api.given_secrets import Code, Device, Password
from api.hashing import hashing
from api.pauses import here, too_many
from api.people import Credentials, may
from api.problems import ProblemError, documented
from api.state import Shared, SharedState
from domain.grounds import Ground
from domain.people import District, Person, Role
from domain.sign_in import Duty
from domain.words import Text
from records import accounts, attempts, audit, totp
from records.accounts import ACCOUNT_ID, DEMO, AccountRow
from records.attempts import Place
from records.capacities import person_of
from records.database import reading, writing
from records.signed_in import own_duty

router = APIRouter(tags=["sessions"])
Refused = Literal["wrong_password", "code_required", "wrong_code"]
_REFUSED: dict[Refused, Text] = {
    "wrong_password": Text("账号或密码不正确", "wrong account or password"),
    "code_required": Text("请一并提供动态口令或恢复码", "send the authenticator's code as well"),
    "wrong_code": Text("动态口令不正确或已用过", "the code is wrong, or was used before"),
}


class SignIn(BaseModel):
    """`code` is an authenticator's or a recovery code, where the account has one. `remember` asks
    for a `device` token: shown at the next sign-in, nobody else's failures delay it."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"account": "inspector", "password": "…"}}
    )

    account: Annotated[str, Field(pattern=ACCOUNT_ID)]
    password: Password
    code: Code | None = None
    device: Device | None = None
    remember: Annotated[bool, Field(strict=True)] = False


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
    """The token goes into `Authorization: Bearer …`; it is shown this once, like the `device`.
    It ends at `expires_at`, or sooner when it is not used. `duty` has to be done first."""

    token: str
    expires_at: datetime
    person: PersonView
    duty: Duty | None
    device: str | None = None


def person_view(person: Person) -> PersonView:
    return PersonView(
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
    )


@router.post("/sessions", status_code=201, responses=documented(400, 401, 413, 422, 429, 503))
async def sign_in(body: SignIn, shared: SharedState) -> SessionView:
    device = body.device.get_secret_value() if body.device else None
    place = Place(body.account, here(), device)
    wait = await run_in_threadpool(_begin, shared, place)
    if wait is not None:
        raise too_many(wait)
    fitting = await to_thread.run_sync(_verify, shared, body, limiter=hashing())
    opened = await run_in_threadpool(_open, shared, body, fitting, place)
    if isinstance(opened, str):
        raise ProblemError(401, opened, _REFUSED[opened], rule="S9")
    return opened


@router.delete("/sessions/current", status_code=204, responses=documented(401, 403, 503))
def sign_out(
    person: Annotated[Person, may("sign_out")], credentials: Credentials, shared: SharedState
) -> None:
    if credentials is not None:
        with writing(shared.engine) as session:
            accounts.close_session(session, credentials.credentials)
            audit.note(session, "signed_out", actor=person.id)


def open_for(
    session: Session, shared: Shared, row: AccountRow, device: str | None = None
) -> SessionView:
    """A session for whom nothing more is asked, and its note."""
    person = person_of(session, row.id, row.name)
    accounts.drop_expired(session)
    lasting = timedelta(hours=shared.settings.session_hours)
    token, expires_at = accounts.open_session(session, row.id, lasting)
    audit.note(session, "signed_in", actor=row.id)
    return SessionView(
        token=token,
        expires_at=expires_at,
        person=person_view(person),
        duty=own_duty(row, person, shared.settings.totp_roles),
        device=device,
    )


def _begin(shared: Shared, place: Place) -> timedelta | None:
    with writing(shared.engine) as session:
        return attempts.begin(session, place)


def _verify(shared: Shared, body: SignIn) -> str | None:
    """The hash that the password fits, if it lets in."""
    with reading(shared.engine) as session:
        person = accounts.verify(session, body.account, body.password.get_secret_value())
        return session.get_one(AccountRow, body.account).password_hash if person else None


def _open(shared: Shared, body: SignIn, fitting: str | None, place: Place) -> SessionView | Refused:
    """Under a lock on the account: a password that is changed at this moment lets nobody in."""
    with writing(shared.engine) as session:
        row = session.get(AccountRow, body.account, with_for_update=True) if fitting else None
        if row and row.password_hash != fitting:
            row = None
        refused = _refused(session, shared, row, body)
        if row is None or refused:
            pause = attempts.pause(session, place)
            _note_failed(session, place, refused or "wrong_password", pause)
            return refused or "wrong_password"
        attempts.succeeded(session, place)
        device = attempts.new_device(session, row.id) if body.remember else None
        return open_for(session, shared, row, device)


def _refused(
    session: Session, shared: Shared, row: AccountRow | None, body: SignIn
) -> Refused | None:
    if row is None or row.disabled_at or (row.origin == DEMO and shared.settings.production):
        return "wrong_password"
    if row.totp_confirmed_at is None:
        return None
    if body.code is None:
        return "code_required"
    right = totp.accepts(session, shared.sealer, row, body.code.get_secret_value())
    return None if right else "wrong_code"


def _note_failed(session: Session, place: Place, code: Refused, pause: timedelta) -> None:
    """With the pause, where the failure brought one about: that is the lock."""
    paused = f"paused {pause.total_seconds():.0f} s" if pause else ""
    audit.note(session, "sign_in_failed", actor=place.account, code=code, detail=paused)
