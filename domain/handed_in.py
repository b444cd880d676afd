"""What the enterprise handed in on paper before its period was over, entered once it is (P2.2, S3):
an inspector may still enter it with its own day, and the case goes on as if it had been at once."""

from datetime import date
from typing import TYPE_CHECKING

from domain.people import Actor, Role
from domain.refusals import Refusal, refuse
from domain.stages import Stage

if TYPE_CHECKING:
    from domain.case import Case

_LATE = {"apply_for_extension": "application_late", "file_report": "report_late"}


def follows_service(case: "Case", kind: str) -> date | None:
    """The day of the step that it follows, whatever the end of the period brought since."""
    return case.served_on if kind in _LATE and case.stage is Stage.OVERDUE else None


def handed_in_late(case: "Case", kind: str, by: Actor) -> Refusal | None:
    """The enterprise itself hands in nothing any more."""
    theirs = kind in _LATE and by.role is Role.ENTERPRISE
    return _late(case, kind) if theirs and case.stage is Stage.OVERDUE else None


def not_in_time(case: "Case", kind: str, on: date) -> Refusal | None:
    over = case.stage is Stage.OVERDUE and case.deadline and on > case.deadline.last_day
    return _late(case, kind) if over else None


def _late(case: "Case", kind: str) -> Refusal:
    assert case.deadline  # noqa: S101 - it is over
    return refuse(_LATE[kind], day=case.deadline.last_day)
