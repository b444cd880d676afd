"""What people do about their own account: who it says they are, and its password."""

from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from api.given_secrets import Password
from api.hashing import hashing
from api.notice_requests import newest_request
from api.people import may
from api.problems import ProblemError, documented
from api.proof import prove
from api.sessions import PersonView, person_view
from api.state import Shared, SharedState
from domain.people import Person
from domain.words import Text
from records import account_changes, audit
from records.accounts import AccountRow
from records.database import writing
from records.passwords import hashed, weakness

router = APIRouter(tags=["account"])
Owner = Annotated[Person, may("manage_own_account")]
_SAME = Text("新密码须与原密码不同", "the new password is the old one")


class NewPassword(BaseModel):
    model_config = ConfigDict(extra="forbid")

    current: Password
    new: Password


class OwnView(PersonView):
    """`asked` is what waits for whoever has these rights, whatever case: the newest request for a
    holiday notice that has not come in (L8)."""

    asked: list[Text]


@router.get("/me", responses=documented(401, 403, 503))
def who_am_i(person: Owner, shared: SharedState) -> OwnView:
    asked = newest_request(shared, person)
    return OwnView(**person_view(person).model_dump(), asked=[asked] if asked else [])


@router.post(
    "/me/password", status_code=204, responses=documented(400, 401, 403, 413, 422, 429, 503)
)
async def change_password(body: NewPassword, person: Owner, shared: SharedState) -> None:
    """All of one's sessions end: sign in again with the new password. A one-time password is
    changed here before anything else."""
    await prove(shared, person, body.current)
    new = body.new.get_secret_value()
    weak = weakness(new, person.id, person.name)
    if new == body.current.get_secret_value():
        weak = _SAME
    if weak:
        raise ProblemError(422, "weak_password", weak, rule="S9")
    await to_thread.run_sync(_change, shared, person, new, limiter=hashing())


def _change(shared: Shared, person: Person, password: str) -> None:
    fresh = hashed(password)
    with writing(shared.engine) as session:
        account_changes.change_password(session, session.get_one(AccountRow, person.id), fresh)
        audit.note(session, "password_changed", actor=person.id)
