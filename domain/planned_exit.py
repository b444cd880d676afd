"""Exit by plan 计划退出 (P3): whether a line was gone by its date in the annual plan."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from domain.actions import action_rule
from domain.changed import changed
from domain.consequence import Consequence
from domain.people import Actor, Role
from domain.refusals import Refusal
from domain.stages import Stage
from domain.topics import Folds, Rules, Tellings
from domain.words import Quantity, Reason, Text

if TYPE_CHECKING:
    from domain.case import Case
    from domain.events import Entry, Taken


@dataclass(frozen=True, slots=True)
class VerifyExit:
    """The capacity still there, in t/a: none has exited, no more than the cap was absorbed
    (P3.2), more has not exited in time."""

    remaining_capacity: Quantity
    findings: Reason
    kind: Literal["verify_exit"] = "verify_exit"


ACTIONS = {
    "verify_exit": action_rule(
        "核验退出", "verify exit", "P3.1", Role.INSPECTOR, backdated=True, documented=True
    )
}
FOUND = {
    "exited": Text("已停产退出", "exited"),
    "absorbed": Text("已压减至核定产能以内", "within the capacity cap"),
    "remaining": Text("未按计划退出", "not exited in time"),
}


def _verify(case: "Case", action: VerifyExit, by: Actor, on: date) -> Consequence | Refusal:
    if action.remaining_capacity == 0:
        return Consequence("exited")
    cap = case.line.capacity_cap
    within = cap is not None and action.remaining_capacity <= cap
    return Consequence("absorbed" if within else "remaining")


RULES: Rules = {"verify_exit": _verify}


def _verified(case: "Case", action: VerifyExit, entry: "Entry", event: "Taken") -> "Case":
    """O6: who is gone before being found late exited of its own accord."""
    in_time = event.outcome == "exited" and case.stage is not Stage.UNEXITED
    return changed(case, exited_itself=entry.document) if in_time else case


FOLDS: Folds = {"verify_exit": _verified}


def _tell(action: VerifyExit, outcome: str) -> Text:
    return Text("尚有产能 {t} 吨/年，{found}", "{t} t/a remain: {found}").format(
        t=action.remaining_capacity, found=FOUND[outcome]
    )


TELLINGS: Tellings = {"verify_exit": _tell}
