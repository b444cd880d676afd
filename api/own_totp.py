"""People set up an authenticator for their own account, and take it away again."""

from fastapi import APIRouter, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ConfigDict

from api.department_keys import NO_SEAL
from api.given_secrets import Code, Password
from api.own_account import Owner
from api.problems import ProblemError, documented
from api.proof import prove, wrong
from api.state import Shared, SharedState
from domain.people import Person
from domain.sign_in import needs_totp
from domain.words import Text
from records import audit, totp
from records.accounts import AccountRow
from records.database import writing
from records.sealing import SealError

router = APIRouter(tags=["account"])
_ENROLLED = Text("已启用动态口令，请先停用", "an authenticator is set up; remove it first")
_REQUIRED = Text("您的角色必须使用动态口令", "your role must use an authenticator")


class Enrolling(BaseModel):
    model_config = ConfigDict(extra="forbid")

    password: Password


class Confirming(BaseModel):
    model_config = ConfigDict(extra="forbid")

    code: Code


class Removing(BaseModel):
    model_config = ConfigDict(extra="forbid")

    password: Password
    code: Code


class Enrolment(BaseModel):
    """For the authenticator, typed in or as a QR code of the URI; shown this once."""

    secret: str
    uri: str


class RecoveryCodes(BaseModel):
    """Each lets in once in place of a code; shown this once."""

    recovery_codes: list[str]


@router.post("/me/totp", responses=documented(400, 401, 403, 409, 413, 422, 429, 503))
async def enrol_totp(
    body: Enrolling, person: Owner, shared: SharedState, response: Response
) -> Enrolment:
    """Begins with an authenticator; it counts once it is confirmed with a code."""
    await prove(shared, person, body.password)
    response.headers["Cache-Control"] = "no-store"
    return await run_in_threadpool(_enrol, shared, person)


@router.post("/me/totp/confirmation", responses=documented(400, 401, 403, 413, 422, 503))
def confirm_totp(
    body: Confirming, person: Owner, shared: SharedState, response: Response
) -> RecoveryCodes:
    """With a code of the authenticator. From now on signing in asks for one."""
    response.headers["Cache-Control"] = "no-store"
    with writing(shared.engine) as session:
        row = session.get_one(AccountRow, person.id)
        begun = row.totp_confirmed_at is None
        code = body.code.get_secret_value()
        codes = totp.confirm(session, shared.sealer, row, code) if begun else None
        if codes is not None:
            audit.note(session, "totp_enrolled", actor=person.id)
    if codes is None:
        raise wrong("wrong_code")
    return RecoveryCodes(recovery_codes=codes)


@router.post(
    "/me/totp/removal",
    status_code=204,
    responses=documented(400, 401, 403, 409, 413, 422, 429, 503),
)
async def remove_totp(body: Removing, person: Owner, shared: SharedState) -> None:
    """With the password, and a code or a recovery code."""
    if needs_totp(person, shared.settings.totp_roles):
        raise ProblemError(409, "totp_required", _REQUIRED, rule="S9")
    await prove(shared, person, body.password, body.code)
    await run_in_threadpool(_remove, shared, person)


def _enrol(shared: Shared, person: Person) -> Enrolment:
    with writing(shared.engine) as session:
        row = session.get_one(AccountRow, person.id)
        if row.totp_confirmed_at:
            raise ProblemError(409, "totp_enrolled", _ENROLLED, rule="S9")
        try:
            secret, uri = totp.enrol(shared.sealer, row)
        except SealError as problem:
            raise ProblemError(409, "no_secret_key", NO_SEAL, rule="S9") from problem
    return Enrolment(secret=secret, uri=uri)


def _remove(shared: Shared, person: Person) -> None:
    with writing(shared.engine) as session:
        totp.remove(session, session.get_one(AccountRow, person.id))
        audit.note(session, "totp_removed", actor=person.id)
