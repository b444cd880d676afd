"""The exit 退出: its decision, and what confirms it (P1.2-P1.4)."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, Field

from domain.actions import action_rule
from domain.catalogue import DEPARTMENTS, Target
from domain.changed import changed
from domain.consequence import NOTHING_MORE, Consequence
from domain.line import Line
from domain.people import Actor, Role
from domain.procedure import WAYS, Way
from domain.refusals import Refusal, refuse
from domain.topics import Folds, Guards, Rules, Tellings
from domain.words import Name, PersonName, Reason, Reference, Text

if TYPE_CHECKING:
    from domain.case import Case
    from domain.events import Entry, Taken


def _known(department: str) -> str:
    if department not in DEPARTMENTS:
        raise ValueError("没有该部门 / no such department")
    return department


Department = Annotated[Name, AfterValidator(_known)]


@dataclass(frozen=True, slots=True)
class Permit:
    """Known by its number; revoked by the department that issued it."""

    number: Name
    department: Department


@dataclass(frozen=True, slots=True)
class TakeExitDecision:
    """Close, by dismantling or by sealing; sealing says why dismantling is not possible yet
    (P1.3) and names the production supply points, unless the line already does (L6); revoking
    names the permits (P5.2). `emergency` says why its measures cannot wait for a working day's
    hours (L6)."""

    way: Way
    reason: Reason
    cannot_dismantle_because: Reference = ""
    power_supply_point: Reference = ""
    water_supply_point: Reference = ""
    permits: Annotated[tuple[Permit, ...], Field(max_length=20)] = ()
    emergency: Reference = ""
    kind: Literal["take_exit_decision"] = "take_exit_decision"


@dataclass(frozen=True, slots=True)
class ConfirmDismantling:
    """One item of main equipment was taken down (P1.2)."""

    equipment: Name
    kind: Literal["confirm_dismantling"] = "confirm_dismantling"


@dataclass(frozen=True, slots=True)
class RecordCommitment:
    """The enterprise's public word not to resume (P1.4)."""

    signed_by: PersonName
    published_at: Name
    kind: Literal["record_commitment"] = "record_commitment"


@dataclass(frozen=True)
class Decision:
    way: Way
    decided_on: date
    document: str
    targets: dict[Target, str]
    permits: tuple[Permit, ...] = ()
    emergency: str = ""


ACTIONS = {
    "take_exit_decision": action_rule(
        "作出关停退出决定",
        "take exit decision",
        "S2",
        Role.APPROVER,
        documented=True,
        confirmers=(Role.APPROVER,),
    ),
    "confirm_dismantling": action_rule(
        "确认拆除", "confirm dismantling", "P1.2", Role.INSPECTOR, backdated=True
    ),
    "record_commitment": action_rule(
        "登记公开承诺",
        "record public commitment",
        "P1.4",
        Role.ENTERPRISE,
        Role.INSPECTOR,
        backdated=True,
    ),
}


def _not_committed(case: "Case") -> Refusal | None:
    return refuse("already_recorded", "P1.4") if case.committed else None


GUARDS: Guards = {"record_commitment": _not_committed}


def _exit(case: "Case", action: TakeExitDecision, by: Actor, on: date) -> Consequence | Refusal:
    if action.way is Way.SEAL and not action.cannot_dismantle_because:
        return refuse("reason_missing")
    return Consequence(action.way)


def _dismantle(
    case: "Case", action: ConfirmDismantling, by: Actor, on: date
) -> Consequence | Refusal:
    if action.equipment not in case.line.equipment:
        return refuse("unknown_equipment", equipment=action.equipment)
    if action.equipment in case.dismantled:
        return refuse("already_recorded", "P1.2")
    return NOTHING_MORE


RULES: Rules = {"take_exit_decision": _exit, "confirm_dismantling": _dismantle}


def _targets(line: Line, action: TakeExitDecision) -> dict[Target, str]:
    return {
        Target.LINE: line.located_name,
        Target.POWER_SUPPLY_POINT: action.power_supply_point or line.power_supply_point,
        Target.WATER_SUPPLY_POINT: action.water_supply_point or line.water_supply_point,
    }


def _decided(case: "Case", action: TakeExitDecision, entry: "Entry", event: "Taken") -> "Case":
    """Another decision is enforced on a notice of its own, and announced on its own."""
    decision = Decision(
        action.way,
        entry.happened_on,
        entry.document,
        _targets(case.line, action),
        action.permits,
        action.emergency,
    )
    return changed(
        case, decision=decision, announced=False, announcement=None, enforce_on=None, undone=""
    )


def _dismantled(case: "Case", action: ConfirmDismantling, entry: "Entry", event: "Taken") -> "Case":
    return changed(case, dismantled=(*case.dismantled, action.equipment))


def _committed(case: "Case", action: RecordCommitment, entry: "Entry", event: "Taken") -> "Case":
    return changed(case, committed=True)


FOLDS: Folds = {
    "take_exit_decision": _decided,
    "confirm_dismantling": _dismantled,
    "record_commitment": _committed,
}


def _tell_decision(action: TakeExitDecision, outcome: str) -> Text:
    way, because = WAYS[action.way], action.cannot_dismantle_because
    return Text(f"{way.zh}，{because}", f"{way.en}, {because}") if because else way


def _tell_dismantling(action: ConfirmDismantling, outcome: str) -> Text:
    return Text(action.equipment, action.equipment)


def _tell_place(action: RecordCommitment, outcome: str) -> Text:
    return Text(action.published_at, action.published_at)


TELLINGS: Tellings = {
    "take_exit_decision": _tell_decision,
    "confirm_dismantling": _tell_dismantling,
    "record_commitment": _tell_place,
}
