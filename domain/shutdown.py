"""Before a cut (P1.3, L6): the safe-shutdown plan 安全停车方案, confirmed, and the notice of
enforcement 执行通知 with its day. A decision that states an emergency waits for neither."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from domain.actions import action_rule
from domain.catalogue import DEPARTMENTS
from domain.changed import changed
from domain.closure_plans import Plan, Yes, decidable, decided, fileable
from domain.consequence import NOTHING_MORE, Consequence
from domain.people import Actor, Role
from domain.refusals import Refusal, refuse
from domain.topics import Folds, Guards, Rules, Tellings
from domain.words import Day, Name, PersonName, Reason, Text

if TYPE_CHECKING:
    from domain.case import Case
    from domain.events import Entry, Taken


@dataclass(frozen=True, slots=True)
class FileShutdownPlan:
    """How the line is brought to a safe standstill before power and water go, and who answers for
    it."""

    steps: Reason
    responsible: PersonName
    kind: Literal["file_shutdown_plan"] = "file_shutdown_plan"


@dataclass(frozen=True, slots=True)
class DecideShutdownPlan:
    """Confirmed on the word of the bureau named, or sent back with the reason, to be filed
    again."""

    accepted: Yes
    bureau: Literal["emergency", "industry"]
    reason: Reason
    kind: Literal["decide_shutdown_plan"] = "decide_shutdown_plan"


@dataclass(frozen=True, slots=True)
class GiveEnforcementNotice:
    """The enterprise was told of the day (in China) from which power and water are cut."""

    enforce_on: Day
    receipt: Name
    kind: Literal["give_enforcement_notice"] = "give_enforcement_notice"


ACTIONS = {
    "file_shutdown_plan": action_rule(
        "提交安全停车方案", "file safe-shutdown plan", "P1.3", Role.ENTERPRISE, Role.INSPECTOR
    ),
    "decide_shutdown_plan": action_rule(
        "确认安全停车方案",
        "decide safe-shutdown plan",
        "P1.3",
        Role.APPROVER,
        Role.SUPERVISOR,
        documented=True,
    ),
    "give_enforcement_notice": action_rule(
        "送达执行通知",
        "give notice of enforcement",
        "L6",
        Role.INSPECTOR,
        backdated=True,
        documented=True,
    ),
}


def _not_noticed(case: "Case") -> Refusal | None:
    return refuse("already_recorded", "L6") if case.enforce_on else None


GUARDS: Guards = {
    "file_shutdown_plan": lambda case: fileable(case.shutdown, "P1.3"),
    "decide_shutdown_plan": lambda case: decidable(case.shutdown, "P1.3"),
    "give_enforcement_notice": _not_noticed,
}


def _notice(
    case: "Case", action: GiveEnforcementNotice, by: Actor, on: date
) -> Consequence | Refusal:
    return named_before(action.enforce_on, on) or NOTHING_MORE


def named_before(enforce_on: date, noticed_on: date) -> Refusal | None:
    """It names no day before the one on which it was given."""
    if enforce_on >= noticed_on:
        return None
    return refuse("before_previous_step", "L6", day=enforce_on, previous=noticed_on)


RULES: Rules = {
    "decide_shutdown_plan": lambda case, action, by, on: decided(action.accepted),
    "give_enforcement_notice": _notice,
}


def _filed(case: "Case", action: FileShutdownPlan, entry: "Entry", event: "Taken") -> "Case":
    return changed(case, shutdown=Plan())


def _decided(case: "Case", action: DecideShutdownPlan, entry: "Entry", event: "Taken") -> "Case":
    return changed(case, shutdown=changed(case.shutdown, accepted=action.accepted))


def _noticed(case: "Case", action: GiveEnforcementNotice, entry: "Entry", event: "Taken") -> "Case":
    return changed(case, noticed_on=entry.happened_on, enforce_on=action.enforce_on)


FOLDS: Folds = {
    "file_shutdown_plan": _filed,
    "decide_shutdown_plan": _decided,
    "give_enforcement_notice": _noticed,
}


def _tell_plan(action: FileShutdownPlan, outcome: str) -> Text:
    return Text("{steps}，责任人 {who}", "{steps}, {who} answers for it").format(
        steps=action.steps, who=action.responsible
    )


def _tell_decision(action: DecideShutdownPlan, outcome: str) -> Text:
    verdict = Text("确认", "confirmed") if action.accepted else Text("退回", "sent back")
    return Text("{bureau}{verdict}，{reason}", "{verdict} by the {bureau}: {reason}").format(
        bureau=DEPARTMENTS[action.bureau], verdict=verdict, reason=action.reason
    )


def _tell_notice(action: GiveEnforcementNotice, outcome: str) -> Text:
    return Text("{day} 起执行", "to be enforced from {day}").format(day=action.enforce_on)


TELLINGS: Tellings = {
    "file_shutdown_plan": _tell_plan,
    "decide_shutdown_plan": _tell_decision,
    "give_enforcement_notice": _tell_notice,
}
