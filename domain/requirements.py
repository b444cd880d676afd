"""What must be there before a step may be taken, or before an exit counts as complete."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from domain.refusals import Refusal, refuse
from domain.words import Text

if TYPE_CHECKING:
    from domain.case import Case


class Requirement(StrEnum):
    DISMANTLING = "dismantling"
    COMMITMENT = "commitment"
    ANNOUNCEMENT = "announcement"
    HEARING = "hearing"
    APPROVAL = "approval"
    RESETTLEMENT = "resettlement"
    RISK = "risk"
    SHUTDOWN = "shutdown"
    ENFORCEMENT_NOTICE = "enforcement_notice"


@dataclass(frozen=True, slots=True)
class RequirementRule:
    label: Text
    rule: str


REQUIREMENTS = {
    Requirement.DISMANTLING: RequirementRule(
        Text("拆除主体设备", "dismantling of the main equipment"), "P1.2"
    ),
    Requirement.COMMITMENT: RequirementRule(Text("公开承诺", "public commitment"), "P1.4"),
    Requirement.ANNOUNCEMENT: RequirementRule(
        Text("门户网站公告", "announcement on the portal"), "P1.5"
    ),
    Requirement.HEARING: RequirementRule(
        Text(
            "事先告知、陈述申辩和听证",
            "the advance notice, with statement, defence and hearing settled",
        ),
        "L5",
    ),
    Requirement.APPROVAL: RequirementRule(
        Text("有批准权的人民政府批准", "approval by the government that has the power"), "P4.2"
    ),
    Requirement.RESETTLEMENT: RequirementRule(
        Text("职工安置方案（经审核通过）", "the resettlement plan, accepted"), "O7"
    ),
    Requirement.RISK: RequirementRule(
        Text("风险处置预案（经审核通过）", "the risk plan, accepted"), "O7"
    ),
    Requirement.SHUTDOWN: RequirementRule(
        Text("安全停车方案（经确认）", "the safe-shutdown plan, confirmed"), "P1.3"
    ),
    Requirement.ENFORCEMENT_NOTICE: RequirementRule(
        Text("执行通知", "the notice of enforcement"), "L6"
    ),
}


def unmet(case: "Case", what: str) -> Refusal | None:
    """The first thing that the procedure wants before the action, or before it does `what`, and
    that is not there."""
    for requirement in case.procedure.needs.get(what, ()):
        if not case.fulfils(requirement):
            rule = REQUIREMENTS[requirement]
            return refuse("requirement_missing", rule.rule, requirement=rule.label)
    return None
