"""The agenda of a case: what time will do to it, and when."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from domain.calendar import end_of, start_of
from domain.changed import changed
from domain.deadlines import Deadline
from domain.ladder import Climb

if TYPE_CHECKING:
    from domain.case import Case


@dataclass(frozen=True)
class Appointment:
    """What time will do to a case, and when (UTC); `climb` is the rung that it will come to."""

    at: datetime
    what: Literal[
        "reminder",
        "period_end",
        "stage_limit",
        "objection_end",
        "watch",
        "rung",
        "proposal_end",
        "price_end",
    ]
    climb: Climb | None = None


def without(case: "Case", *whats: str) -> tuple[Appointment, ...]:
    return tuple(appointment for appointment in case.agenda if appointment.what not in whats)


def stage_agenda(limit: Deadline | None) -> tuple[Appointment, ...]:
    return (Appointment(limit.ends_at, "stage_limit"),) if limit else ()


def watch_agenda(inspection: Deadline | None) -> tuple[Appointment, ...]:
    return (Appointment(inspection.ends_at, "watch"),) if inspection else ()


def rewatched(case: "Case", inspection: Deadline | None) -> "Case":
    """With that inspection as the next one; what was late is settled where it is another."""
    if inspection == case.inspection:
        return case
    agenda = (*without(case, "watch", "rung"), *watch_agenda(inspection))
    return changed(case, inspection=inspection, late=(), agenda=agenda)


def objection_agenda(until: Deadline) -> tuple[Appointment, ...]:
    return (Appointment(until.ends_at, "objection_end"),)


def period_agenda(case: "Case", deadline: Deadline, at: datetime) -> tuple[Appointment, ...]:
    """Reminders at the start of their day; those already past are not sent late."""
    reminders = (
        Appointment(start_of(deadline.last_day - timedelta(days=days)), "reminder")
        for days in case.procedure.reminder_days
    )
    end = Appointment(end_of(deadline.last_day), "period_end")
    return (*(appointment for appointment in reminders if appointment.at > at), end)
