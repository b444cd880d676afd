"""The periods that run on a case, a row each: while it is open, and with another end (L8).

What a newer calendar changes, what is said of it and what rests on a missing year all follow from
this table and from that of its orders, so that no period can be known to one and not to another.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from domain.agenda import (
    Appointment,
    objection_agenda,
    period_agenda,
    stage_agenda,
    watch_agenda,
    without,
)
from domain.changed import changed
from domain.deadlines import Deadline
from domain.recalculation import Period
from domain.words import Text

if TYPE_CHECKING:
    from domain.case import Case


@dataclass(frozen=True, slots=True)
class CasePeriod:
    """`find` gives it, None where it does not run, is over or late; `put` gives the case with it
    ending otherwise, known at that moment (UTC)."""

    label: Text
    find: Callable[["Case"], Deadline | None]
    put: Callable[["Case", Deadline, datetime], "Case"]


def open_periods(case: "Case") -> dict[Period, Deadline]:
    found = ((name, period.find(case)) for name, period in CASE_PERIODS.items())
    return {name: deadline for name, deadline in found if deadline}


def _ahead(case: "Case", what: str, end: Deadline | None) -> Deadline | None:
    """What was over when the clock was stopped stays so (L7)."""
    stopped_on = case.suspension.since if case.suspension and case.clock_stopped else None
    if end is None or (stopped_on and end.last_day < stopped_on):
        return None
    return end if any(appointment.what == what for appointment in case.agenda) else None


def _deadline(case: "Case") -> Deadline | None:
    return _ahead(case, "period_end", case.deadline)


def _with_deadline(case: "Case", end: Deadline, at: datetime) -> "Case":
    agenda = (*without(case, "reminder", "period_end"), *period_agenda(case, end, at))
    return changed(case, deadline=end, agenda=agenda)


def _limit(case: "Case") -> Deadline | None:
    return _ahead(case, "stage_limit", case.limit)


def _with_limit(case: "Case", end: Deadline, at: datetime) -> "Case":
    agenda = (*without(case, "stage_limit"), *stage_agenda(end))
    return changed(case, limit=end, agenda=agenda)


def _objection(case: "Case") -> Deadline | None:
    return _ahead(case, "objection_end", case.hearing.until) if case.hearing else None


def _with_objection(case: "Case", end: Deadline, at: datetime) -> "Case":
    agenda = (*without(case, "objection_end"), *objection_agenda(end))
    return changed(case, hearing=changed(case.hearing, until=end), agenda=agenda)


def _inspection(case: "Case") -> Deadline | None:
    return _ahead(case, "watch", case.inspection)


def _with_inspection(case: "Case", end: Deadline, at: datetime) -> "Case":
    agenda = (*without(case, "watch"), *watch_agenda(end))
    return changed(case, inspection=end, agenda=agenda)


def _confirmation(case: "Case") -> Deadline | None:
    return case.proposal.limit if case.proposal else None


def _with_confirmation(case: "Case", end: Deadline, at: datetime) -> "Case":
    return changed(case, proposal=changed(case.proposal, limit=end))


def _rung(case: "Case") -> Deadline | None:
    climb = next((each.climb for each in case.agenda if each.climb), None)
    return climb.worked_out(case.calendar, case.stopped) if climb else None


def _with_rung(case: "Case", end: Deadline, at: datetime) -> "Case":
    agenda = (_put_off(each, end) if each.climb else each for each in case.agenda)
    return changed(case, agenda=tuple(agenda))


def _put_off(rung: Appointment, end: Deadline) -> Appointment:
    return changed(rung, at=end.ends_at, climb=changed(rung.climb, over=end.last_day))


CASE_PERIODS: dict[Period, CasePeriod] = {
    "deadline": CasePeriod(Text("整改期限", "rectification period"), _deadline, _with_deadline),
    "objection": CasePeriod(
        Text("陈述申辩和申请听证的期限", "time to object"), _objection, _with_objection
    ),
    "limit": CasePeriod(Text("本环节时限", "time limit of the stage"), _limit, _with_limit),
    "inspection": CasePeriod(
        Text("退出后检查", "inspection after the exit"), _inspection, _with_inspection
    ),
    "confirmation": CasePeriod(
        Text("待办事项的确认期限", "time to confirm the proposed step"),
        _confirmation,
        _with_confirmation,
    ),
    "rung": CasePeriod(Text("下一级督办", "next rung of escalation"), _rung, _with_rung),
}
