"""Counter-entries 更正: what was entered wrongly stays on record and is put right by another
entry (S7). Periods and measures follow from what is right."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from domain.actions import action_rule
from domain.advance_notice import unheard
from domain.changed import changed
from domain.consequence import Consequence
from domain.deadlines import Deadline, StepKind
from domain.notice import by_order, by_plan, months_from
from domain.people import Actor, Role
from domain.refusals import Refusal, refuse
from domain.stages import PERIODS, STAGES, Stage
from domain.topics import Folds, Guards, Rules, Tellings
from domain.words import Day, Reason, Text

if TYPE_CHECKING:
    from domain.case import Case
    from domain.events import Entry, Taken


@dataclass(frozen=True, slots=True)
class CorrectService:
    """The right day of service; the period is worked out again from it (L1), also where the wrong
    one has ended it: then it runs on, or ends at once on its right day (S2)."""

    served_on: Day
    reason: Reason
    kind: Literal["correct_service"] = "correct_service"


@dataclass(frozen=True, slots=True)
class RevokeDecision:
    """The exit decision no longer stands, as when it was overturned (L7): what it put in force is
    lifted, and the enterprise is heard again before another."""

    reason: Reason
    kind: Literal["revoke_decision"] = "revoke_decision"


ACTIONS = {
    "correct_service": action_rule(
        "更正送达日期", "correct the day of service", "L1", Role.INSPECTOR, documented=True
    ),
    "revoke_decision": action_rule(
        "撤销关停退出决定",
        "revoke the exit decision",
        "L7",
        Role.APPROVER,
        Role.SUPERVISOR,
        documented=True,
    ),
}


def _correct_service(
    case: "Case", action: CorrectService, by: Actor, on: date
) -> Consequence | Refusal:
    if action.served_on > on:
        return refuse("in_the_future", day=action.served_on, today=on)
    if case.stage is Stage.REPORTED and action.served_on > case.since:
        return refuse("before_previous_step", day=case.since, previous=action.served_on)
    heard_since = case.production and case.production.heard_since
    earliest = heard_since or case.flagged_on
    if action.served_on < earliest:
        return refuse("before_previous_step", day=action.served_on, previous=earliest)
    deadline = period_from(action.served_on, case)
    if deadline.unmoved <= action.served_on:
        return refuse("not_after_service", day=deadline.unmoved)
    return Consequence(deadline=deadline)


def period_from(served_on: date, case: "Case") -> Deadline:
    """The months that the notice gave, whatever rules were adopted since (S10); or to the day that
    an order or the plan names, whenever the notice was served."""
    assert case.deadline  # noqa: S101 - what is corrected started it
    months, named = case.deadline.months, case.deadline.steps[0]
    if months:
        return months_from(served_on, months, case)
    ends = by_plan if named.kind is StepKind.PLANNED else by_order
    return ends(named.day, served_on, case)


def looked_after(case: "Case") -> Refusal | None:
    """After the end, as long as somebody looks after the line."""
    return refuse("watch_over", "L7") if case.ended and case.inspection is None else None


def _not_reinspected(case: "Case") -> Refusal | None:
    """S2: after a failed re-inspection no closure rests on the period any more."""
    found = refuse("found_by_it", "P2.3", stage=STAGES[case.stage])
    return found if case.reinspected else None


GUARDS: Guards = {"correct_service": _not_reinspected, "revoke_decision": looked_after}

RULES: Rules = {
    "correct_service": _correct_service,
}


def _service_corrected(
    case: "Case", action: CorrectService, entry: "Entry", event: "Taken"
) -> "Case":
    """What the enterprise was told since a wrong end was told too early (L5), and what was approved
    was approved so."""
    now = changed(unheard(case), served_on=action.served_on, deadline=event.deadline, approval=None)
    return changed(now, since=action.served_on) if now.stage in PERIODS else now


def _revoked(case: "Case", action: RevokeDecision, entry: "Entry", event: "Taken") -> "Case":
    return changed(
        unheard(case),
        decision=None,
        approval=None,
        committed=False,
        announced=False,
        announcement=None,
        enforce_on=None,
        undone="",
    )


FOLDS: Folds = {
    "correct_service": _service_corrected,
    "revoke_decision": _revoked,
}


def _tell_service(action: CorrectService, outcome: str) -> Text:
    return Text(f"{action.served_on}，{action.reason}", f"{action.served_on}: {action.reason}")


def _tell_revocation(action: RevokeDecision, outcome: str) -> Text:
    return Text(action.reason, action.reason)


TELLINGS: Tellings = {
    "correct_service": _tell_service,
    "revoke_decision": _tell_revocation,
}
