"""A line that was entered wrongly with its flag is put right by a counter-entry 更正 (S7). What was
found by the wrong figure is not undone so."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from domain.actions import action_rule
from domain.catalogue import Target
from domain.changed import changed
from domain.consequence import NOTHING_MORE, Consequence
from domain.flagging import of_another_kind
from domain.line import Line
from domain.line_kinds import ABSORBED, LINE_KINDS, LineKind
from domain.notice import by_plan
from domain.people import Actor, Role
from domain.refusals import Refusal, refuse
from domain.stages import STAGES, Stage
from domain.topics import Folds, Rules, Tellings
from domain.words import Day, Name, Quantity, Reason, Reference, Text

if TYPE_CHECKING:
    from domain.case import Case
    from domain.events import Entry, Taken


@dataclass(frozen=True, slots=True)
class CorrectLine:
    """The right supply points, main equipment, kind of line, capacity cap in t/a (P3.2) and date in
    the annual plan (P3.1); what is left out stays as it was. Measures on a wrong point are lifted,
    and ordered on the right one (S6). A kind that is not absorbed loses its cap."""

    reason: Reason
    power_supply_point: Reference = ""
    water_supply_point: Reference = ""
    equipment: Annotated[tuple[Name, ...], Field(max_length=50)] = ()
    line_kind: LineKind | None = None
    capacity_cap: Quantity | None = None
    planned_exit: Day | None = None
    kind: Literal["correct_line"] = "correct_line"


ACTIONS = {
    "correct_line": action_rule(
        "更正生产线信息", "correct the line", "S7", Role.INSPECTOR, documented=True
    )
}
_BEFORE_VERIFICATION = (Stage.FLAGGED, Stage.PLANNED, Stage.VERIFYING)


def _correct_line(case: "Case", action: CorrectLine, by: Actor, on: date) -> Consequence | Refusal:
    """Equipment confirmed as dismantled stays the line's."""
    entered = (action.power_supply_point, action.water_supply_point, action.equipment)
    if not any(entered) and not _judged_by(action) and action.planned_exit is None:
        return refuse("nothing_corrected")
    if action.equipment and not set(case.dismantled) <= set(action.equipment):
        return refuse("already_dismantled")
    refusal = _wrong_kind(case, action) if _judged_by(action) else None
    return refusal or (_planned(case, action.planned_exit) if action.planned_exit else NOTHING_MORE)


def _judged_by(action: CorrectLine) -> bool:
    return action.line_kind is not None or action.capacity_cap is not None


def _wrong_kind(case: "Case", action: CorrectLine) -> Refusal | None:
    """P3.2: whether a line was absorbed is found by its cap."""
    if not case.procedure.kinds:
        return None
    if case.stage not in _BEFORE_VERIFICATION:
        return refuse("found_by_it", "P3.2", stage=STAGES[case.stage])
    return of_another_kind(_right(case.line, action), case.procedure)


def _planned(case: "Case", planned: date) -> Consequence | Refusal:
    """P3.1, S2: the period ends by the right date, also where the wrong one has ended it."""
    if not case.procedure.planned:
        return refuse("not_planned")
    if case.stage not in _BEFORE_VERIFICATION:
        return refuse("found_by_it", "P3.1", stage=STAGES[case.stage])
    if case.served_on is None:
        return NOTHING_MORE
    if planned <= case.served_on:
        return refuse("not_after_service", day=planned)
    return Consequence("planned", by_plan(planned, case.served_on, case))


RULES: Rules = {"correct_line": _correct_line}


def _right(line: Line, action: CorrectLine) -> Line:
    kind = action.line_kind or line.kind
    cap = line.capacity_cap if kind in ABSORBED or kind is line.kind else None
    return changed(
        line,
        power_supply_point=action.power_supply_point or line.power_supply_point,
        water_supply_point=action.water_supply_point or line.water_supply_point,
        equipment=action.equipment or line.equipment,
        kind=kind,
        capacity_cap=cap if action.capacity_cap is None else action.capacity_cap,
    )


def _corrected(case: "Case", action: CorrectLine, entry: "Entry", event: "Taken") -> "Case":
    points = {
        Target.POWER_SUPPLY_POINT: action.power_supply_point,
        Target.WATER_SUPPLY_POINT: action.water_supply_point,
    }
    right = {target: point for target, point in points.items() if point}
    decision = case.decision
    if decision:
        decision = changed(decision, targets={**decision.targets, **right})
    return changed(
        case,
        line=_right(case.line, action),
        decision=decision,
        planned_exit=action.planned_exit or case.planned_exit,
        deadline=event.deadline or case.deadline,
    )


FOLDS: Folds = {"correct_line": _corrected}


def _tell(action: CorrectLine, outcome: str) -> Text:
    right = (action.power_supply_point, action.water_supply_point, *action.equipment)
    said = [Text(name, name) for name in right if name]
    if action.line_kind:
        said.append(LINE_KINDS[action.line_kind])
    if action.capacity_cap is not None:
        said.append(Text("核定产能 {t} 吨/年", "a cap of {t} t/a").format(t=action.capacity_cap))
    if action.planned_exit:
        said.append(Text("计划退出日 {d}", "planned exit on {d}").format(d=action.planned_exit))
    zh, en = "、".join(each.zh for each in said), ", ".join(each.en for each in said)
    return Text(f"{zh}，{action.reason}", f"{en}: {action.reason}")


TELLINGS: Tellings = {"correct_line": _tell}
