"""A case 案件: one production line on one ground, as a value."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from domain.agenda import Appointment
from domain.announcing import Announcement
from domain.approval import Approval
from domain.calendar import Calendar, end_of
from domain.catalogue import MeasureKind
from domain.charge import InCharge
from domain.closing import Decision
from domain.closure_plans import Plan
from domain.consumption import Alarm
from domain.deadlines import Deadline
from domain.extension import Extension
from domain.hearing import Hearing
from domain.ladder import Stop
from domain.line import Line
from domain.measures import Need
from domain.needs import needs_of
from domain.prices import Price
from domain.procedure import Procedure
from domain.production import Production
from domain.proposal import Proposal
from domain.requirements import Requirement
from domain.stages import ENDED, PERIODS, Lateness, Stage
from domain.suspension import Suspension
from domain.watch import Inspected


@dataclass(frozen=True)
class Case:
    """`since` is the day of the step that led to the stage; `limit` is how long the stage may last,
    `deadline` the period that the notice set; `brought` are the measures that its stages brought
    with them, each with the document of the step that led there. `enforce_on` is the day that the
    notice of enforcement named, given on `noticed_on`. `announced` says that the authority
    published the exit itself, `announcement` what a department was asked to publish, `published`
    that it has. `stopped` is when its clock was stopped (L7), `seals_broken` are the documents of
    the inspections that found them so, `exited_itself` that of the verification that found it gone
    in time, `resumed` whether it was found producing again, `inspection` the next one of the watch
    after an exit, `inspected` how that stood before each of those made, `follows` the number of the
    case that this one takes up again. `asked` are the people who asked for what is not decided yet,
    by the action that they asked with. `documents` are those its fact is known by: of the flag,
    then of each review of the control (P2.4). `alarm` is what was consumed after the cut and is to
    be looked into, `consumed` the last reading (UTC) by meter that an alarm was raised on. `undone`
    is the document by which its measures were undone, `refused` the orders that departments refused
    and nobody has decided on."""

    number: str
    line: Line
    procedure: Procedure
    calendar: Calendar
    stage: Stage
    since: date
    flagged_on: date
    in_charge: InCharge | None = None
    documents: tuple[str, ...] = ()
    planned_exit: date | None = None
    served_on: date | None = None
    deadline: Deadline | None = None
    reinspected: bool = False
    extension: Extension | None = None
    limit: Deadline | None = None
    production: Production | None = None
    prices: tuple[Price, ...] = ()
    brought: dict[MeasureKind, str] = field(default_factory=dict)
    hearing: Hearing | None = None
    approval: Approval | None = None
    resettlement: Plan | None = None
    risk: Plan | None = None
    shutdown: Plan | None = None
    noticed_on: date | None = None
    enforce_on: date | None = None
    decision: Decision | None = None
    dismantled: tuple[str, ...] = ()
    committed: bool = False
    announced: bool = False
    announcement: Announcement | None = None
    published: bool = False
    proposal: Proposal | None = None
    asked: dict[str, tuple[str, ...]] = field(default_factory=dict)
    suspension: Suspension | None = None
    stopped: tuple[Stop, ...] = ()
    inspection: Deadline | None = None
    inspected: tuple[Inspected, ...] = ()
    seals_broken: tuple[str, ...] = ()
    alarm: Alarm | None = None
    consumed: dict[str, datetime] = field(default_factory=dict)
    exited_itself: str = ""
    resumed: bool = False
    follows: str = ""
    undone: str = ""
    refused: tuple[str, ...] = ()
    late: tuple[Lateness, ...] = ()
    agenda: tuple[Appointment, ...] = ()

    @property
    def enterprise(self) -> str:
        """The credit code, which the case's number begins with."""
        return self.number.rpartition("-")[0]

    @property
    def ended(self) -> bool:
        return self.stage in ENDED

    @cached_property
    def needs(self) -> dict[str, Need]:
        """The measures that it needs now, by the keys they are held under (S6)."""
        return needs_of(self)

    @property
    def extension_pending(self) -> bool:
        return self.extension is not None and self.extension.granted is None

    @property
    def clock_stopped(self) -> bool:
        return self.suspension is not None and self.suspension.stops_clock

    @property
    def appointments(self) -> tuple[Appointment, ...]:
        """What time keeps: of the agenda nothing while the clock is stopped (L7); what waits for a
        second person does not wait any longer for that (S8), and no price outlives the days that
        its order names (O5)."""
        ahead = () if self.clock_stopped else self.agenda
        if self.proposal:
            ahead = (*ahead, Appointment(self.proposal.limit.ends_at, "proposal_end"))
        if self.prices and not self.ended:
            ends = (Appointment(end_of(each.last_day), "price_end") for each in self.prices)
            ahead = (*ahead, *ends)
        return ahead

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

    def fulfils(self, requirement: Requirement) -> bool:
        return _FULFILLED[requirement](self)

    @property
    def cannot_wait(self) -> bool:
        """L6: its decision states an emergency."""
        return self.decision is not None and bool(self.decision.emergency)


_FULFILLED: dict[Requirement, Callable[[Case], bool]] = {
    Requirement.DISMANTLING: lambda case: set(case.line.equipment) <= set(case.dismantled),
    Requirement.COMMITMENT: lambda case: case.committed,
    Requirement.ANNOUNCEMENT: lambda case: case.announced or case.published,
    Requirement.HEARING: lambda case: case.hearing is not None and case.hearing.settled,
    Requirement.APPROVAL: lambda case: case.approval is not None and case.approval.granted is True,
    Requirement.RESETTLEMENT: lambda case: _accepted(case.resettlement),
    Requirement.RISK: lambda case: _accepted(case.risk),
    Requirement.SHUTDOWN: lambda case: _accepted(case.shutdown) or case.cannot_wait,
    Requirement.ENFORCEMENT_NOTICE: lambda case: bool(case.enforce_on) or case.cannot_wait,
}


def _accepted(plan: Plan | None) -> bool:
    return plan is not None and plan.accepted is True
