"""Workers first: the resettlement plan 安置方案 and the risk plan 风险处置预案, accepted before a
closure is carried out (O7)."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from domain.actions import action_rule
from domain.changed import changed
from domain.consequence import NOTHING_MORE, Consequence
from domain.people import Actor, Role
from domain.refusals import Refusal, refuse
from domain.topics import Folds, Guards, Rules, Tellings
from domain.words import PersonName, Reason, Text

if TYPE_CHECKING:
    from domain.case import Case
    from domain.events import Entry, Taken

People = Annotated[int, Field(strict=True, ge=0, le=1_000_000)]
Yes = Annotated[bool, Field(strict=True)]


@dataclass(frozen=True, slots=True)
class FileResettlementPlan:
    """Everybody who works on the line is either placed or compensated, and their social insurance
    is carried over. A line that nobody works on says so with a head count of 0."""

    head_count: People
    placed: People = 0
    compensated: People = 0
    insurance_carried_over: Yes = False
    kind: Literal["file_resettlement_plan"] = "file_resettlement_plan"


@dataclass(frozen=True, slots=True)
class DecideResettlementPlan:
    """Accepted, or sent back with the reason, to be filed again."""

    accepted: Yes
    reason: Reason
    kind: Literal["decide_resettlement_plan"] = "decide_resettlement_plan"


@dataclass(frozen=True, slots=True)
class FileRiskPlan:
    """What may go wrong in the closure and what is done then, and who answers for it."""

    summary: Reason
    responsible: PersonName
    kind: Literal["file_risk_plan"] = "file_risk_plan"


@dataclass(frozen=True, slots=True)
class DecideRiskPlan:
    """Accepted, or sent back with the reason, to be filed again."""

    accepted: Yes
    reason: Reason
    kind: Literal["decide_risk_plan"] = "decide_risk_plan"


@dataclass(frozen=True)
class Plan:
    """`accepted` is None while the plan waits to be decided."""

    accepted: bool | None = None


_FILERS = (Role.ENTERPRISE, Role.INSPECTOR)
_DECIDERS = (Role.APPROVER, Role.SUPERVISOR)
ACTIONS = {
    "file_resettlement_plan": action_rule(
        "提交职工安置方案", "file resettlement plan", "O7", *_FILERS
    ),
    "decide_resettlement_plan": action_rule(
        "审核职工安置方案", "decide resettlement plan", "O7", *_DECIDERS
    ),
    "file_risk_plan": action_rule("提交风险处置预案", "file risk plan", "O7", *_FILERS),
    "decide_risk_plan": action_rule("审核风险处置预案", "decide risk plan", "O7", *_DECIDERS),
}


def fileable(plan: Plan | None, rule: str = "O7") -> Refusal | None:
    """Once, and again after it was sent back."""
    if plan is None or plan.accepted is False:
        return None
    return refuse("plan_accepted" if plan.accepted else "plan_waiting", rule)


def decidable(plan: Plan | None, rule: str = "O7") -> Refusal | None:
    waiting = plan is not None and plan.accepted is None
    return None if waiting else refuse("no_plan_waiting", rule)


GUARDS: Guards = {
    "file_resettlement_plan": lambda case: fileable(case.resettlement),
    "decide_resettlement_plan": lambda case: decidable(case.resettlement),
    "file_risk_plan": lambda case: fileable(case.risk),
    "decide_risk_plan": lambda case: decidable(case.risk),
}


def _file(case: "Case", action: FileResettlementPlan, by: Actor, on: date) -> Consequence | Refusal:
    if action.placed + action.compensated != action.head_count:
        return refuse(
            "workers_left_out",
            head_count=action.head_count,
            placed=action.placed,
            compensated=action.compensated,
        )
    if action.head_count and not action.insurance_carried_over:
        return refuse("insurance_not_carried_over")
    return NOTHING_MORE


def decided(accepted: bool) -> Consequence:
    return Consequence("accepted" if accepted else "refused")


RULES: Rules = {
    "file_resettlement_plan": _file,
    "decide_resettlement_plan": lambda case, action, by, on: decided(action.accepted),
    "decide_risk_plan": lambda case, action, by, on: decided(action.accepted),
}


def _resettlement_filed(
    case: "Case", action: FileResettlementPlan, entry: "Entry", event: "Taken"
) -> "Case":
    return changed(case, resettlement=Plan())


def _resettlement_decided(
    case: "Case", action: DecideResettlementPlan, entry: "Entry", event: "Taken"
) -> "Case":
    return changed(case, resettlement=changed(case.resettlement, accepted=action.accepted))


def _risk_filed(case: "Case", action: FileRiskPlan, entry: "Entry", event: "Taken") -> "Case":
    return changed(case, risk=Plan())


def _risk_decided(case: "Case", action: DecideRiskPlan, entry: "Entry", event: "Taken") -> "Case":
    return changed(case, risk=changed(case.risk, accepted=action.accepted))


FOLDS: Folds = {
    "file_resettlement_plan": _resettlement_filed,
    "decide_resettlement_plan": _resettlement_decided,
    "file_risk_plan": _risk_filed,
    "decide_risk_plan": _risk_decided,
}


def _tell_resettlement(action: FileResettlementPlan, outcome: str) -> Text:
    if not action.head_count:
        return Text("无职工", "no workers")
    return Text(
        "职工 {all} 人，安置 {placed} 人，补偿 {compensated} 人",
        "{all} workers, {placed} placed, {compensated} compensated",
    ).format(all=action.head_count, placed=action.placed, compensated=action.compensated)


def _tell_risk(action: FileRiskPlan, outcome: str) -> Text:
    return Text("{summary}，责任人 {who}", "{summary}, {who} answers for it").format(
        summary=action.summary, who=action.responsible
    )


def _tell_decision(action: DecideResettlementPlan | DecideRiskPlan, outcome: str) -> Text:
    verdict = Text("通过", "accepted") if action.accepted else Text("退回", "sent back")
    return Text("{verdict}，{reason}", "{verdict}: {reason}").format(
        verdict=verdict, reason=action.reason
    )


TELLINGS: Tellings = {
    "file_resettlement_plan": _tell_resettlement,
    "decide_resettlement_plan": _tell_decision,
    "file_risk_plan": _tell_risk,
    "decide_risk_plan": _tell_decision,
}
