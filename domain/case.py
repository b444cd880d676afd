"""A case 案件: one production line on one ground, and how entries change it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from domain import closing, extension, notice
from domain.calendar import Calendar, end_of, start_of
from domain.changed import changed
from domain.closing import Decision
from domain.deadlines import Deadline
from domain.events import Entry, Escalated, ExitCompleted, PeriodEnded, Reminded, Taken
from domain.extension import Extension
from domain.flagging import Flag
from domain.line import Line
from domain.measures import MEASURES, MeasureKind
from domain.procedures import Procedure, Requirement
from domain.stages import ENDED, Lateness, Stage
from domain.topics import Folds


@dataclass(frozen=True, slots=True)
class Appointment:
    """What time will do to a case, and when (UTC)."""

    at: datetime
    what: Literal["reminder", "period_end", "stage_limit"]


@dataclass(frozen=True, slots=True)
class Case:
    """`since` is the day of the step that led to the stage; `limit` is how long the stage may
    last, `deadline` the rectification period."""

    number: str
    line: Line
    procedure: Procedure
    calendar: Calendar
    stage: Stage
    since: date
    flagged_on: date
    served_on: date | None = None
    deadline: Deadline | None = None
    extension: Extension | None = None
    limit: Deadline | None = None
    decision: Decision | None = None
    dismantled: tuple[str, ...] = ()
    committed: bool = False
    announced: bool = False
    late: tuple[Lateness, ...] = ()
    agenda: tuple[Appointment, ...] = ()

    @property
    def ended(self) -> bool:
        return self.stage in ENDED

    @property
    def extension_pending(self) -> bool:
        return self.extension is not None and self.extension.granted is None

    @property
    def running(self) -> Deadline | None:
        """What runs now: the rectification period while rectifying, else the stage's limit."""
        return self.deadline if self.stage is Stage.RECTIFYING else self.limit

    @property
    def due(self) -> date | None:
        return self.running.last_day if self.running else None

    @property
    def overdue(self) -> bool:
        """Something is late and unsettled, or the period went by without rectification."""
        return bool(self.late) or self.stage is Stage.OVERDUE

    @property
    def measures(self) -> tuple[tuple[MeasureKind, str], ...]:
        """The measures this case needs, with their targets, from the decision until it ends."""
        if self.decision is None or self.ended:
            return ()
        kinds = self.procedure.exits[self.decision.way].measures
        targets = self.decision.targets
        return tuple((kind, targets[MEASURES[kind].target]) for kind in kinds)

    def fulfils(self, requirement: Requirement) -> bool:
        match requirement:
            case Requirement.DISMANTLING:
                return set(self.line.equipment) <= set(self.dismantled)
            case Requirement.COMMITMENT:
                return self.committed
            case Requirement.ANNOUNCEMENT:
                return self.announced


def open_case(entry: Entry, action: Flag, limit: Deadline | None) -> Case:
    return Case(
        number=entry.case,
        line=action.line,
        procedure=action.procedure,
        calendar=action.calendar,
        stage=Stage.FLAGGED,
        since=entry.happened_on,
        flagged_on=entry.happened_on,
        limit=limit,
        agenda=_stage_agenda(limit),
    )


def after(case: Case, entry: Entry) -> Case:
    """The case once the entry is applied. Order events concern measures, not the case."""
    match entry.event:
        case Taken() as event:
            return _after_taken(case, entry, event)
        case PeriodEnded(last_day=last_day, stage=stage, limit=limit):
            return _enter(case, stage, last_day + timedelta(days=1), limit)
        case ExitCompleted(stage=stage):
            return _enter(case, stage, entry.happened_on, None)
        case Reminded():
            ahead = tuple(a for a in case.agenda if a.what != "reminder" or a.at > entry.at)
            return changed(case, agenda=ahead)
        case Escalated(lateness=lateness, subject=""):
            return changed(case, late=(*case.late, lateness), agenda=())
        case _:
            return case


FOLDS: Folds = {
    **notice.FOLDS,
    **extension.FOLDS,
    **closing.FOLDS,
}


def _after_taken(case: Case, entry: Entry, event: Taken) -> Case:
    fold = FOLDS.get(event.action.kind)
    if fold:
        case = fold(case, event.action, entry, event)
    if event.stage and event.stage is not case.stage:
        case = _enter(case, event.stage, entry.happened_on, event.limit)
    if event.deadline:
        case = changed(case, late=(), agenda=_period_agenda(case, event.deadline, entry.at))
    return case


def _enter(case: Case, stage: Stage, since: date, limit: Deadline | None) -> Case:
    """A new stage settles what was late in the one before."""
    return changed(
        case, stage=stage, since=since, limit=limit, late=(), agenda=_stage_agenda(limit)
    )


def _stage_agenda(limit: Deadline | None) -> tuple[Appointment, ...]:
    return (Appointment(limit.ends_at, "stage_limit"),) if limit else ()


def _period_agenda(case: Case, deadline: Deadline, at: datetime) -> tuple[Appointment, ...]:
    """Reminders at the start of their day; those already past are not sent late."""
    reminders = (
        Appointment(start_of(deadline.last_day - timedelta(days=days)), "reminder")
        for days in case.procedure.reminder_days
    )
    end = Appointment(end_of(deadline.last_day), "period_end")
    return (*(appointment for appointment in reminders if appointment.at > at), end)
