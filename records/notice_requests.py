"""The requests for a missing holiday notice (L8), as the audit record has them."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from domain.ladder import Rung
from domain.missing_notice import NoticeRequest, tell
from domain.people import SYSTEM
from records.audit import NoteFilter, note, notes

_WHAT = "notice_asked_for"


@dataclass(frozen=True, slots=True)
class Asked:
    """`at` is UTC."""

    at: datetime
    request: NoticeRequest


def asked(session: Session, year: int) -> list[Asked]:
    """For the notice of that year, the first first."""
    rows = notes(session, NoteFilter(what=_WHAT, subject=str(year)), None, len(Rung))
    return [
        Asked(
            datetime.fromisoformat(row.at),
            NoticeRequest(year, Rung(row.code), **json.loads(row.body)["after"]),
        )
        for row in reversed(rows)
    ]


def keep(session: Session, request: NoticeRequest) -> None:
    note(
        session,
        _WHAT,
        actor=SYSTEM.id,
        role=SYSTEM.role,
        subject=str(request.year),
        code=request.rung,
        detail=tell(request).zh,
        after={"cases": request.cases, "periods": request.periods},
    )
