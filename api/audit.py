"""The audit record 审计记录 for auditors, newest first (S7)."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel

from api.people import Person
from api.problems import documented, refused
from api.read_log import exported
from api.state import SharedState
from domain.people import ROLES, Role
from domain.refusals import refuse
from domain.words import Text
from records.audit import NoteFilter, notes
from records.database import reading

router = APIRouter(tags=["record"])
READ = Text("查阅审计记录", "read the audit record")
Asked = Annotated[str, Query(max_length=200, pattern=r"^[^\x00]*$")]


class NoteView(BaseModel):
    """`said` is the whole entry as it is chained."""

    number: int
    hash: str
    said: dict[str, Any]


class NotePage(BaseModel):
    """`next` goes into `before` for the page that follows; None on the last."""

    notes: list[NoteView]
    next: int | None


@router.get("/audit", responses=documented(401, 403, 422, 503))
def list_notes(
    request: Request,
    person: Person,
    shared: SharedState,
    what: Asked = "",
    actor: Asked = "",
    subject: Asked = "",
    before: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
    size: Annotated[int, Query(ge=1, le=200)] = 50,
) -> NotePage:
    """By what was done, by whom, and to what; each empty for any."""
    if person.role is not Role.AUDITOR:
        raise refused(refuse("wrong_role", role=ROLES[person.role], action=READ))
    exported(shared, person, "audit", request.url.query)
    with reading(shared.engine) as session:
        found = notes(session, NoteFilter(what, actor, subject), before, size + 1)
    page = [
        NoteView(number=row.id, hash=row.hash, said=json.loads(row.body)) for row in found[:size]
    ]
    return NotePage(notes=page, next=page[-1].number if len(found) > size else None)
