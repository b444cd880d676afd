"""Extension 延期: more of the rectification period, once, applied for in time (P2.2, S3)."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from domain.actions import action_rule
from domain.advance_notice import unheard
from domain.changed import changed
from domain.consequence import NOTHING_MORE, Consequence
from domain.deadlines import extended
from domain.handed_in import not_in_time
from domain.people import Actor, Role
from domain.refusals import Refusal, refuse
from domain.stages import Stage
from domain.topics import Folds, Guards, Rules, Tellings
from domain.words import KnownPerson, Reason, Reference, Text

if TYPE_CHECKING:
    from domain.case import Case
    from domain.events import Entry, Taken


@dataclass(frozen=True, slots=True)
class ApplyForExtension:
    """More time, in whole months; how many are allowed the procedure says (P2.2). `handed_in` is
    the enterprise's paper, where an inspector enters it once the period is over."""

    months: Annotated[int, Field(strict=True, ge=1, le=120)]
    reason: Reason
    handed_in: Reference = ""
    kind: Literal["apply_for_extension"] = "apply_for_extension"


@dataclass(frozen=True, slots=True)
class DecideExtension:
    """Months granted; 0 refuses."""

    months: Annotated[int, Field(strict=True, ge=0, le=120)]
    reason: Reason
    kind: Literal["decide_extension"] = "decide_extension"


@dataclass(frozen=True)
class Extension:
    """`granted` is None while the application waits to be decided, 0 when it was refused."""

    months: int
    applicant: KnownPerson
    applied_on: date
    granted: int | None = None
    decided_on: date | None = None


ACTIONS = {
    "apply_for_extension": action_rule(
        "申请延期",
        "apply for extension",
        "P2.2",
        Role.ENTERPRISE,
        Role.INSPECTOR,
        backdated=True,
    ),
    "decide_extension": action_rule("审批延期", "decide extension", "P2.2", Role.APPROVER),
}


def _may_apply(case: "Case") -> Refusal | None:
    """P2.2, S3: one extension; a refused application may be made again while time remains."""
    if case.extension is None:
        return None
    if case.extension.granted is None:
        return refuse("extension_pending")
    if case.extension.granted > 0:
        return refuse("extension_already_granted", months=case.extension.granted)
    return None


def _is_applied_for(case: "Case") -> Refusal | None:
    return None if case.extension_pending else refuse("no_application")


GUARDS: Guards = {"apply_for_extension": _may_apply, "decide_extension": _is_applied_for}


def _apply(case: "Case", action: ApplyForExtension, by: Actor, on: date) -> Consequence | Refusal:
    """S3: what was applied for in time keeps a period that is over by now from having ended."""
    most = case.procedure.extension_months
    if action.months > most:
        return refuse("extension_too_long", most=most)
    if case.stage is not Stage.OVERDUE:
        return NOTHING_MORE
    if not action.handed_in:
        return refuse("not_handed_in", "S3")
    return not_in_time(case, action.kind, on) or Consequence(deadline=case.deadline)


def _decide(case: "Case", action: DecideExtension, by: Actor, on: date) -> Consequence | Refusal:
    """P2.2: as many months as applied for, or fewer, or none.
    S3: applied for in time, also where service was corrected since and the end lies earlier."""
    assert case.extension  # noqa: S101 - the guard saw the application
    assert case.deadline  # noqa: S101 - and its period
    if action.months > case.extension.months:
        return refuse("granted_more_than_applied", months=case.extension.months)
    if action.months and case.extension.applied_on > case.deadline.last_day:
        return refuse("application_late", day=case.deadline.last_day)
    if action.months == 0:
        return Consequence("refused", case.deadline)
    return Consequence("granted", extended(case.deadline, action.months, case.calendar))


RULES: Rules = {"apply_for_extension": _apply, "decide_extension": _decide}


def _applied(case: "Case", action: ApplyForExtension, entry: "Entry", event: "Taken") -> "Case":
    extension = Extension(action.months, entry.by.id, entry.happened_on)
    return changed(unheard(case), extension=extension)


def _decided(case: "Case", action: DecideExtension, entry: "Entry", event: "Taken") -> "Case":
    assert case.extension  # noqa: S101 - decided after it was applied for
    extension = changed(case.extension, granted=action.months, decided_on=entry.happened_on)
    return changed(case, extension=extension, deadline=event.deadline)


def settled_by_report(case: "Case") -> "Case":
    """Who reports that it is done no longer asks for time: the application counts as refused."""
    if not case.extension_pending:
        return case
    return changed(case, extension=changed(case.extension, granted=0))


FOLDS: Folds = {"apply_for_extension": _applied, "decide_extension": _decided}


def _tell_application(action: ApplyForExtension, outcome: str) -> Text:
    return Text(f"{action.months} 个月", f"{action.months} months")


def _tell_decision(action: DecideExtension, outcome: str) -> Text:
    if action.months == 0:
        return Text("不批准", "refused")
    return Text(f"批准 {action.months} 个月", f"{action.months} months granted")


TELLINGS: Tellings = {
    "apply_for_extension": _tell_application,
    "decide_extension": _tell_decision,
}
