"""The audit record 审计记录 for auditors, newest first (S7)."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel

from api.people import acting, may
from api.problems import documented
from api.read_log import exported
from api.state import SharedState
from domain.people import Person
from records.audit import NoteFilter, notes
from records.database import reading

router = APIRouter(tags=["record"])
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
    person: Annotated[Person, may("read_audit")],
    shared: SharedState,
    what: Asked = "",
    actor: Asked = "",
    subject: Asked = "",
    before: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
    size: Annotated[int, Query(ge=1, le=200)] = 50,
) -> NotePage:
    """By what was done, by whom, and to what; each empty for any."""
    exported(shared, acting(person, "read_audit"), "audit", request.url.query)
    with reading(shared.engine) as session:
        found = notes(session, NoteFilter(what, actor, subject), before, size + 1)
    page = [
        NoteView(number=row.id, hash=row.hash, said=json.loads(row.body)) for row in found[:size]
    ]
    return NotePage(notes=page, next=page[-1].number if len(found) > size else None)
