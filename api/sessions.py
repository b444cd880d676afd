"""Signing in and out with a local account."""

from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, SecretStr

from api.people import Credentials, Person
from api.problems import ProblemError, documented
from api.state import SharedState
from domain.people import District, Role
from domain.words import Text
from records import accounts, audit
from records.database import reading, writing

router = APIRouter(tags=["sessions"])
_ACCOUNT = r"^[A-Za-z0-9_.:-]{1,60}$"


class SignIn(BaseModel):
    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"account": "inspector", "password": "…"}}
    )

    account: Annotated[str, Field(pattern=_ACCOUNT)]
    password: Annotated[SecretStr, Field(min_length=1, max_length=200)]


class PersonView(BaseModel):
    id: str
    name: str
    role: Role
    districts: list[District]
    department: str | None
    enterprise: str | None


class SessionView(BaseModel):
    """The token goes into `Authorization: Bearer …`; it is shown this once."""

    token: str
    expires_at: datetime
    person: PersonView


@router.post("/sessions", status_code=201, responses=documented(401, 413, 422, 503))
def sign_in(body: SignIn, shared: SharedState) -> SessionView:
    with reading(shared.engine) as session:
        actor = accounts.verify(session, body.account, body.password.get_secret_value())
    with writing(shared.engine) as session:
        if actor is None:
            audit.note(session, "sign_in_failed", actor=body.account)
        else:
            audit.note(session, "signed_in", actor=actor.id, role=actor.role)
            lasting = timedelta(hours=shared.settings.session_hours)
            token, expires_at = accounts.open_session(session, actor.id, lasting)
    if actor is None:
        detail = Text("账号或密码不正确", "wrong account or password")
        raise ProblemError(401, "wrong_password", detail, rule="S9")
    return SessionView(
        token=token,
        expires_at=expires_at,
        person=PersonView(
            id=actor.id,
            name=actor.name,
            role=actor.role,
            districts=list(actor.districts),
            department=actor.department,
            enterprise=actor.enterprise,
        ),
    )


@router.delete("/sessions/current", status_code=204, responses=documented(401, 503))
def sign_out(_: Person, credentials: Credentials, shared: SharedState) -> None:
    if credentials is not None:
        with writing(shared.engine) as session:
            accounts.close_session(session, credentials.credentials)
