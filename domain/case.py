"""A case 案件: one production line on one ground, and how entries change it."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal

from domain import (
    approval,
    closing,
    closure_plans,
    correction,
    extension,
    factor_control,
    hearing,
    new_calendar,
    new_rules,
    notice,
    rectification,
    suspension,
    watch,
    withdrawal,
)
from domain.approval import Approval
from domain.calendar import Calendar, end_of, start_of
from domain.catalogue import MEASURES, MeasureKind, Target
from domain.changed import changed
from domain.closing import Decision
from domain.closure_plans import Plan
from domain.deadlines import Deadline
from domain.events import (
    Entry,
    Escalated,
    ExitCompleted,
    ObjectionEnded,
    PeriodEnded,
    Reminded,
    Taken,
)
from domain.extension import Extension
from domain.flagging import Flag
from domain.hearing import Hearing
from domain.ladder import Climb, next_climb
from domain.line import Line
from domain.measures import Need
from domain.notice import Production
from domain.procedure import Procedure
from domain.recalculation import Recalculation
from domain.requirements import Requirement
from domain.stages import ENDED, PERIODS, Lateness, Stage
from domain.suspension import Suspension
from domain.topics import Folds


@dataclass(frozen=True, slots=True)
class Appointment:
    """What time will do to a case, and when (UTC); `climb` is the rung that it will come to."""

    at: datetime
    what: Literal["reminder", "period_end", "stage_limit", "objection_end", "watch", "rung"]
    climb: Climb | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """`since` is the day of the step that led to the stage; `limit` is how long the stage may
    last, `deadline` the period that the notice set; `brought` are the measures that its stages
    brought with them, each with the document of the step that led there. `seals_broken` is the
    document of the inspection that found them so, `inspection` the next one of the watch after an
    exit, `follows` the number of the case that this one takes up again. `documents` are those its
    fact is known by: of the flag, then of each review that kept the control (P2.4)."""

    number: str
    line: Line
    procedure: Procedure
    calendar: Calendar
    stage: Stage
    since: date
    flagged_on: date
    documents: tuple[str, ...] = ()
    planned_exit: date | None = None
    served_on: date | None = None
    deadline: Deadline | None = None
    extension: Extension | None = None
    limit: Deadline | None = None
    production: Production | None = None
    brought: dict[MeasureKind, str] = field(default_factory=dict)
    hearing: Hearing | None = None
    approval: Approval | None = None
    resettlement: Plan | None = None
    risk: Plan | None = None
    decision: Decision | None = None
    dismantled: tuple[str, ...] = ()
    committed: bool = False
    announced: bool = False
    withdrawal_proposed_by: str = ""
    suspension: Suspension | None = None
    inspection: Deadline | None = None
    seals_broken: str = ""
    follows: str = ""
    late: tuple[Lateness, ...] = ()
    agenda: tuple[Appointment, ...] = ()

    @property
    def enterprise(self) -> str:
        """The credit code, which the case's number begins with."""
        return self.number.rpartition("-")[0]

    @property
    def ended(self) -> bool:
        return self.stage in ENDED

    @property
    def extension_pending(self) -> bool:
        return self.extension is not None and self.extension.granted is None

    @property
    def clock_stopped(self) -> bool:
        return self.suspension is not None and self.suspension.stops_clock

    @property
    def appointments(self) -> tuple[Appointment, ...]:
        """What of the agenda time keeps: nothing while the clock is stopped (L7)."""
        return () if self.clock_stopped else self.agenda

    @property
    def running(self) -> Deadline | None:
        """What runs now: the period of the notice, else the stage's limit, else the watch; nothing
        while the clock is stopped (L7)."""
        if self.clock_stopped:
            return None
        return self.deadline if self.stage in PERIODS else self.limit or self.inspection

    @property
    def due(self) -> date | None:
        return self.running.last_day if self.running else None

    @property
    def overdue(self) -> bool:
        """Something is late and unsettled, or the period went by without rectification."""
        return bool(self.late) or self.stage is Stage.OVERDUE

    @property
    def needs(self) -> dict[str, Need]:
        """The measures this case needs now, by their keys; an ended one needs none, nor does a
        suspended one (L7)."""
        if self.ended or self.suspension:
            return {}
        needs = [self._need(kind, document) for kind, document in self.brought.items()]
        if self.production:
            ordered, rule = self.production, self.procedure.rules["serve_notice"][0]
            needs.append(
                self._need(
                    ordered.measure, ordered.document, rule, ordered.scope, ordered.emergency
                )
            )
        if self.decision:
            needs += self._needs_of_exit(self.decision)
        if self.seals_broken:
            needs.append(self._need(MeasureKind.POLICE_NOTICE, self.seals_broken))
        return {need.key: need for need in needs}

    def _needs_of_exit(self, decision: Decision) -> list[Need]:
        exit_ = self.procedure.exits[decision.way]
        if not all(map(self.fulfils, exit_.before)):
            return []
        needs = [
            self._need(kind, decision.document, emergency=decision.emergency)
            for kind in exit_.measures
            if MEASURES[kind].target is not Target.PERMIT
        ]
        return needs + [
            Need(kind, permit.number, permit.department, MEASURES[kind].rule, decision.document)
            for kind in exit_.measures
            if MEASURES[kind].target is Target.PERMIT
            for permit in decision.permits
        ]

    def _need(
        self,
        kind: MeasureKind,
        document: str = "",
        rule: str = "",
        detail: str = "",
        emergency: str = "",
    ) -> Need:
        of = MEASURES[kind]
        department = of.department or self.procedure.leads[0]
        return Need(
            kind,
            self._target(of.target),
            department,
            rule or of.rule,
            document,
            detail,
            emergency or self.procedure.emergency,
        )

    def _target(self, target: Target) -> str:
        if self.decision and target in self.decision.targets:
            return self.decision.targets[target]
        return self.enterprise if target is Target.ENTERPRISE else self.line.located_name

    def fulfils(self, requirement: Requirement) -> bool:
        match requirement:
            case Requirement.DISMANTLING:
                return set(self.line.equipment) <= set(self.dismantled)
            case Requirement.COMMITMENT:
                return self.committed
            case Requirement.ANNOUNCEMENT:
                return self.announced
            case Requirement.HEARING:
                return self.hearing is not None and self.hearing.settled
            case Requirement.APPROVAL:
                return self.approval is not None and self.approval.granted is True
            case Requirement.RESETTLEMENT:
                return self.resettlement is not None and self.resettlement.accepted is True
            case Requirement.RISK:
                return self.risk is not None and self.risk.accepted is True


FOLDS: Folds = {
    **notice.FOLDS,
    **extension.FOLDS,
    **factor_control.FOLDS,
    **rectification.FOLDS,
    **hearing.FOLDS,
    **approval.FOLDS,
    **closure_plans.FOLDS,
    **closing.FOLDS,
    **correction.FOLDS,
    **withdrawal.FOLDS,
    **suspension.FOLDS,
    **watch.FOLDS,
    **new_calendar.FOLDS,
    **new_rules.FOLDS,
}


def open_case(entry: Entry, action: Flag, limit: Deadline | None) -> Case:
    return Case(
        number=entry.case,
        line=action.line,
        procedure=action.procedure,
        calendar=action.calendar,
        stage=Stage.FLAGGED,
        since=entry.happened_on,
        flagged_on=entry.happened_on,
        documents=(entry.document,) if entry.document else (),
        planned_exit=action.planned_exit,
        follows=action.follows,
        limit=limit,
        agenda=_stage_agenda(limit),
    )


def after(case: Case, entry: Entry) -> Case:
    """The case once the entry is applied. Order events concern measures, not the case."""
    match entry.event:
        case Taken() as event:
            return _after_taken(case, entry, event)
        case PeriodEnded(last_day=last_day, stage=stage, limit=limit):
            return _enter(case, entry, stage, last_day + timedelta(days=1), limit)
        case ExitCompleted(stage=stage, inspection=inspection):
            return _enter(case, entry, stage, entry.happened_on, None, inspection)
        case Reminded():
            ahead = tuple(a for a in case.agenda if a.what != "reminder" or a.at > entry.at)
            return changed(case, agenda=ahead)
        case ObjectionEnded():
            return changed(hearing.objection_over(case), agenda=_without(case, "objection_end"))
        case Escalated(subject="") as event:
            return _climbed(case, event)
        case _:
            return case


def _after_taken(case: Case, entry: Entry, event: Taken) -> Case:
    inspection = case.inspection
    fold = FOLDS.get(event.action.kind)
    if fold:
        case = fold(case, event.action, entry, event)
    if event.stage and event.stage is not case.stage:
        case = _enter(case, entry, event.stage, entry.happened_on, event.limit)
    elif event.limit:
        agenda = (*_without(case, "stage_limit", "rung"), *_stage_agenda(event.limit))
        case = changed(case, limit=event.limit, late=(), agenda=agenda)
    if event.deadline:
        agenda = _period_agenda(case, event.deadline, entry.at)
        case = changed(case, late=(), agenda=agenda)
    if event.until:
        case = changed(case, agenda=(*case.agenda, *_objection_agenda(event.until)))
    if case.inspection != inspection and not event.recalculated:
        agenda = (*_without(case, "watch", "rung"), *_watch_agenda(case.inspection))
        case = changed(case, late=(), agenda=agenda)
    for period in event.recalculated:
        case = changed(case, agenda=_rescheduled(case, period, entry.at))
    return case


def _climbed(case: Case, event: Escalated) -> Case:
    """Of a case itself one thing at a time is late: what its stage waits for, or its period."""
    late = tuple(dict.fromkeys((*case.late, event.lateness)))
    agenda = _without(case, "stage_limit", "period_end", "watch", "rung")
    ladder = case.procedure.ladder_of(event.lateness)
    climb = next_climb(ladder, event.rung, event.lateness, event.last_day, case.calendar)
    if climb:
        agenda = (*agenda, Appointment(climb.at, "rung", climb))
    return changed(case, late=late, agenda=agenda)


def _enter(
    case: Case,
    entry: Entry,
    stage: Stage,
    since: date,
    limit: Deadline | None,
    inspection: Deadline | None = None,
) -> Case:
    """A new stage settles what was late in the one before."""
    brought = dict.fromkeys(case.procedure.held.get(stage, ()), entry.document) | case.brought
    objection = tuple(a for a in case.agenda if a.what == "objection_end" and stage not in ENDED)
    return changed(
        case,
        stage=stage,
        since=since,
        limit=limit,
        inspection=inspection,
        late=(),
        brought=brought,
        suspension=None if stage in ENDED else case.suspension,
        agenda=(*objection, *_stage_agenda(limit), *_watch_agenda(inspection)),
    )


def _without(case: Case, *whats: str) -> tuple[Appointment, ...]:
    return tuple(appointment for appointment in case.agenda if appointment.what not in whats)


def _stage_agenda(limit: Deadline | None) -> tuple[Appointment, ...]:
    return (Appointment(limit.ends_at, "stage_limit"),) if limit else ()


def _watch_agenda(inspection: Deadline | None) -> tuple[Appointment, ...]:
    return (Appointment(inspection.ends_at, "watch"),) if inspection else ()


def _objection_agenda(until: Deadline) -> tuple[Appointment, ...]:
    return (Appointment(until.ends_at, "objection_end"),)


def _rescheduled(case: Case, recalculation: Recalculation, at: datetime) -> tuple[Appointment, ...]:
    after = recalculation.after
    match recalculation.period:
        case "deadline":
            others = _without(case, "reminder", "period_end")
            return (*others, *_period_agenda(case, after, at))
        case "limit":
            return (*_without(case, "stage_limit"), *_stage_agenda(after))
        case "objection":
            return (*_without(case, "objection_end"), *_objection_agenda(after))
        case "inspection":
            return (*_without(case, "watch"), *_watch_agenda(after))


def _period_agenda(case: Case, deadline: Deadline, at: datetime) -> tuple[Appointment, ...]:
    """Reminders at the start of their day; those already past are not sent late."""
    reminders = (
        Appointment(start_of(deadline.last_day - timedelta(days=days)), "reminder")
        for days in case.procedure.reminder_days
    )
    end = Appointment(end_of(deadline.last_day), "period_end")
    return (*(appointment for appointment in reminders if appointment.at > at), end)
