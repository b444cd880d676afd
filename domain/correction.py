"""Counter-entries 更正: what was entered wrongly stays on record and is put right by another
entry (S7). Periods and measures follow from what is right."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from domain.actions import action_rule
from domain.catalogue import Target
from domain.changed import changed
from domain.consequence import NOTHING_MORE, Consequence
from domain.deadlines import Deadline
from domain.notice import months_from
from domain.people import Actor, Role
from domain.refusals import Refusal, refuse
from domain.topics import Folds, Rules, Tellings
from domain.words import Day, Name, Reason, Reference, Text

if TYPE_CHECKING:
    from domain.case import Case
    from domain.events import Entry, Taken


@dataclass(frozen=True, slots=True)
class CorrectLine:
    """The right supply points and main equipment; what is left out stays as it was. Measures on
    a wrong point are lifted, and ordered on the right one (S6)."""

    reason: Reason
    power_supply_point: Reference = ""
    water_supply_point: Reference = ""
    equipment: Annotated[tuple[Name, ...], Field(max_length=50)] = ()
    kind: Literal["correct_line"] = "correct_line"


@dataclass(frozen=True, slots=True)
class CorrectService:
    """The right day of service; the period is worked out again from it (L1)."""

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
    "correct_line": action_rule(
        "更正生产线信息", "correct the line", "S7", Role.INSPECTOR, documented=True
    ),
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


def _correct_line(case: "Case", action: CorrectLine, by: Actor, on: date) -> Consequence | Refusal:
    """Equipment confirmed as dismantled stays the line's."""
    right = (action.power_supply_point, action.water_supply_point, action.equipment)
    if not any(right):
        return refuse("nothing_corrected")
    if action.equipment and not set(case.dismantled) <= set(action.equipment):
        return refuse("already_dismantled")
    return NOTHING_MORE


def _correct_service(
    case: "Case", action: CorrectService, by: Actor, on: date
) -> Consequence | Refusal:
    if action.served_on > on:
        return refuse("in_the_future", day=action.served_on, today=on)
    if action.served_on < case.flagged_on:
        return refuse("before_previous_step", day=action.served_on, previous=case.flagged_on)
    deadline = _from(action.served_on, case)
    if deadline.unmoved <= action.served_on:
        return refuse("not_after_service", day=deadline.unmoved)
    return Consequence(deadline=deadline)


def _from(served_on: date, case: "Case") -> Deadline:
    """The months that the notice gave, whatever rules were adopted since (S10); the day that an
    order or the plan names stays, whenever the notice was served."""
    assert case.deadline  # noqa: S101 - what is corrected started it
    months = case.deadline.months
    return months_from(served_on, months, case) if months else case.deadline


RULES: Rules = {
    "correct_line": _correct_line,
    "correct_service": _correct_service,
}


def _line_corrected(case: "Case", action: CorrectLine, entry: "Entry", event: "Taken") -> "Case":
    points = {
        Target.POWER_SUPPLY_POINT: action.power_supply_point,
        Target.WATER_SUPPLY_POINT: action.water_supply_point,
    }
    right = {target: point for target, point in points.items() if point}
    line = changed(
        case.line,
        **{str(target): point for target, point in right.items()},
        equipment=action.equipment or case.line.equipment,
    )
    decision = case.decision
    if decision:
        decision = changed(decision, targets={**decision.targets, **right})
    return changed(case, line=line, decision=decision)


def _service_corrected(
    case: "Case", action: CorrectService, entry: "Entry", event: "Taken"
) -> "Case":
    """What follows may be dated back to the right day, and no further."""
    day = action.served_on
    return changed(case, served_on=day, since=day, deadline=event.deadline)


def _revoked(case: "Case", action: RevokeDecision, entry: "Entry", event: "Taken") -> "Case":
    """The time to object to the revoked decision no longer runs: it is not that of the next."""
    return changed(
        case,
        decision=None,
        hearing=None,
        approval=None,
        committed=False,
        announced=False,
        announcement=None,
        enforce_on=None,
        undone="",
        agenda=tuple(one for one in case.agenda if one.what != "objection_end"),
    )


FOLDS: Folds = {
    "correct_line": _line_corrected,
    "correct_service": _service_corrected,
    "revoke_decision": _revoked,
}


def _tell_line(action: CorrectLine, outcome: str) -> Text:
    right = (action.power_supply_point, action.water_supply_point, *action.equipment)
    named = "、".join(filter(None, right))
    return Text(f"{named}，{action.reason}", f"{named}: {action.reason}")


def _tell_service(action: CorrectService, outcome: str) -> Text:
    return Text(f"{action.served_on}，{action.reason}", f"{action.served_on}: {action.reason}")


def _tell_revocation(action: RevokeDecision, outcome: str) -> Text:
    return Text(action.reason, action.reason)


TELLINGS: Tellings = {
    "correct_line": _tell_line,
    "correct_service": _tell_service,
    "revoke_decision": _tell_revocation,
}
