"""The watch after an exit: inspections on their days, and what they find (P1.4, O3)."""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

from domain.actions import FILLED_IN, action_rule
from domain.agenda import Appointment, rewatched
from domain.calendar import ONE_DAY, Calendar
from domain.catalogue import MeasureKind
from domain.changed import changed
from domain.consequence import Consequence
from domain.consumption import Alarm
from domain.deadlines import Deadline, months_after
from domain.people import Actor, Role
from domain.procedure import Procedure
from domain.refusals import Refusal, refuse
from domain.stages import Lateness, Stage
from domain.topics import Folds, Guards, Rules, Tellings
from domain.words import Day, Reason, Text

if TYPE_CHECKING:
    from domain.case import Case
    from domain.events import Entry, Taken

Found = Literal["nothing", "resumed", "seals_broken"]
FOUND = {
    "nothing": Text("未恢复生产", "nothing resumed"),
    "resumed": Text("恢复生产", "production resumed"),
    "seals_broken": Text("擅自启封", "seals broken"),
}


_STANDS_STILL = (
    MeasureKind.POWER_CUT,
    MeasureKind.WATER_CUT,
    MeasureKind.POWER_UNIT_REMOVAL,
    MeasureKind.SEAL,
    MeasureKind.PRODUCTION_STOP,
)
DISPROVED: dict[Found, tuple[MeasureKind, ...]] = {
    "nothing": (),
    "resumed": _STANDS_STILL,
    "seals_broken": (MeasureKind.SEAL,),
}
"""What a department did on the line, and what is so no more by such a finding."""


@dataclass(frozen=True, slots=True)
class NewRules:
    """The rules and the calendar that a new case starts under (S10)."""

    procedure: Procedure
    calendar: Calendar


@dataclass(frozen=True, slots=True)
class RecordWatch:
    """An inspection after the exit. Production that was resumed opens a new case on the line at
    once, on the same ground; `planned_exit` is its date, where the plan gives one (P3.1)."""

    found: Found
    findings: Reason
    planned_exit: Day | None = None
    new_rules: NewRules | None = field(default=None, metadata=FILLED_IN)
    kind: Literal["record_watch"] = "record_watch"


@dataclass(frozen=True, slots=True)
class Inspected:
    """How the watch stood before the inspection that was put on record by that entry; `climbing`
    is the rung to come, where it was late."""

    sequence: int
    inspection: Deadline
    alarm: Alarm | None
    seals_broken: tuple[str, ...]
    resumed: bool
    late: bool
    climbing: tuple[Appointment, ...]


ACTIONS = {
    "record_watch": action_rule(
        "登记退出后检查",
        "record inspection after exit",
        "P1.4",
        Role.INSPECTOR,
        backdated=True,
        documented=True,
    )
}


def first_inspection(case: "Case", stage: Stage, since: date) -> Deadline | None:
    """The first that the watch of this stage asks for; None where nothing is watched."""
    return _inspection_after(case, stage, since, since)


def watched_until(case: "Case") -> date | None:
    """The last inspection's last day; None without a watch, or with one that has no end."""
    watch = case.procedure.watches.get(case.stage)
    if case.inspection is None or watch is None or watch.for_months is None:
        return None
    return months_after(case.since, watch.for_months, case.calendar).last_day


def _inspection_after(case: "Case", stage: Stage, since: date, day: date) -> Deadline | None:
    """L2, L3: each counts from the exit itself, so neither holidays nor short months add up."""
    watch = case.procedure.watches.get(stage)
    months = watch.every_months if watch else 0
    while watch and (watch.for_months is None or months <= watch.for_months):
        inspection = months_after(since, months, case.calendar)
        if inspection.unmoved > day:
            return inspection
        months += watch.every_months
    return None


def _watched(case: "Case") -> Refusal | None:
    return None if case.inspection else refuse("watch_over")


GUARDS: Guards = {"record_watch": _watched}


def _record(case: "Case", action: RecordWatch, by: Actor, on: date) -> Consequence | Refusal:
    """One inspection settles every one that was due by its day, and the one that comes next if it
    falls into that one's time. An alarm is settled by none before it."""
    assert case.inspection  # noqa: S101 - the guard saw it
    if case.alarm and on < case.alarm.raised_on:
        return Consequence(action.found, inspection=case.inspection)
    due = _regular(case, case.inspection)
    first_not_before = _inspection_after(case, case.stage, case.since, on - ONE_DAY)
    if first_not_before and first_not_before.unmoved < due:
        keeps = _inspection_after(case, case.stage, case.since, due - ONE_DAY)
        return Consequence(action.found, inspection=keeps if case.alarm else case.inspection)
    following = _inspection_after(case, case.stage, case.since, max(due, on))
    return Consequence(action.found, inspection=following)


def _regular(case: "Case", inspection: Deadline) -> date:
    """The unmoved day of the inspection that is due without an alarm."""
    if case.alarm is None:
        return inspection.unmoved
    if case.alarm.regular is not None:
        return case.alarm.regular
    first = first_inspection(case, case.stage, case.since)
    return first.unmoved if first else inspection.unmoved


RULES: Rules = {"record_watch": _record}


def _recorded(case: "Case", action: RecordWatch, entry: "Entry", event: "Taken") -> "Case":
    assert case.inspection  # noqa: S101 - the guard saw it
    before = Inspected(
        entry.sequence,
        case.inspection,
        case.alarm,
        case.seals_broken,
        case.resumed,
        Lateness.WATCH in case.late,
        tuple(each for each in case.agenda if each.climb),
    )
    broken, resumed, alarm = case.seals_broken, case.resumed, case.alarm
    if action.found == "seals_broken" and entry.document not in broken:
        broken = (*broken, entry.document)
    if alarm and entry.happened_on >= alarm.raised_on:
        alarm = None
    return changed(
        rewatched(case, event.inspection),
        inspected=(*case.inspected, before),
        seals_broken=broken,
        resumed=resumed or action.found == "resumed",
        alarm=alarm,
    )


FOLDS: Folds = {"record_watch": _recorded}


def _tell(action: RecordWatch, outcome: str) -> Text:
    return Text("{found}，{findings}", "{found}: {findings}").format(
        found=FOUND[outcome], findings=action.findings
    )


TELLINGS: Tellings = {"record_watch": _tell}
