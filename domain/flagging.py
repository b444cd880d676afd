"""Flagging 认定: how a case begins."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from domain.actions import TAKEOVER_DAYS, action_rule
from domain.calendar import Calendar
from domain.grounds import GROUNDS
from domain.line import Line
from domain.line_kinds import ABSORBED, LINE_KINDS
from domain.people import Role
from domain.procedure import Procedure
from domain.rectification import verdict_of
from domain.refusals import Refusal, refuse
from domain.stages import Stage
from domain.topics import Tellings
from domain.words import Day, Name, Reason, Reference, Text

if TYPE_CHECKING:
    from domain.case import Case


@dataclass(frozen=True, slots=True)
class Flag:
    """Flag a line on one ground. Procedure and calendar come with it as values (S10);
    `planned_exit` is the date of the annual plan (P3.1), `follows` the number of an ended case of
    the enterprise that this one takes up again."""

    enterprise: str
    enterprise_name: Name
    line: Line
    procedure: Procedure
    calendar: Calendar
    reason: Reason
    planned_exit: Day | None = None
    follows: Reference = ""
    kind: Literal["flag"] = "flag"


ACTIONS = {
    "flag": action_rule(
        "认定",
        "flag",
        "S7",
        Role.INSPECTOR,
        Role.SUPERVISOR,
        backdated=True,
        days_back=TAKEOVER_DAYS,
    )
}


def flaggable(action: Flag) -> Refusal | None:
    """P2.1: where figures decide, a line is flagged only on figures over the limit. P3.1: where
    the plan does, on its date, and what kind of line it is."""
    line = action.line
    if action.procedure.planned is (action.planned_exit is None):
        return refuse("planned_exit_missing" if action.procedure.planned else "not_planned")
    if action.procedure.kinds:
        refusal = of_another_kind(line, action.procedure)
        if refusal:
            return refusal
    if not action.procedure.judged_by_figures:
        return None
    if line.unit_consumption is None or line.limit is None:
        return refuse("figures_missing")
    if verdict_of(line.unit_consumption, line.limit) == "pass":
        return refuse("within_the_limit", measured=line.unit_consumption, limit=line.limit)
    return None


def of_another_kind(line: Line, procedure: Procedure) -> Refusal | None:
    """P3.2: a cap says how far a kind that is absorbed is pressed down; no other is let off so."""
    if line.kind not in procedure.kinds:
        kinds = [LINE_KINDS[kind] for kind in procedure.kinds]
        named = Text("、".join(kind.zh for kind in kinds), ", ".join(kind.en for kind in kinds))
        return refuse("kind_not_listed", kinds=named)
    if (line.capacity_cap is not None) is (line.kind in ABSORBED):
        return None
    code = "capacity_cap_missing" if line.kind in ABSORBED else "capacity_cap_not_provided"
    return refuse(code, kind=LINE_KINDS[line.kind])


def dealt_with(cases: Iterable["Case"], action: Flag, document: str) -> Refusal | None:
    """One fact on one ground is dealt with once, and a fact is known by its document. A withdrawn
    case dealt with nothing, a flag without a document cannot be told to be of the same, and one
    that follows an ended case takes its fact up again."""
    if action.follows:
        return None
    for case in cases:
        if (
            case.ended
            and case.stage is not Stage.WITHDRAWN
            and case.line.located_name == action.line.located_name
            and case.procedure.ground is action.procedure.ground
            and document in case.documents
        ):
            return refuse("dealt_with_already", document=document, case=case.number)
    return None


def _tell(action: Flag, outcome: str) -> Text:
    return Text("{line}，事由：{ground}", "{line}, ground: {ground}").format(
        line=action.line.name, ground=GROUNDS[action.procedure.ground]
    )


TELLINGS: Tellings = {"flag": _tell}
