"""The second person 双人确认: a step that cannot be undone is proposed by one and takes effect once
another confirms it. Which steps those are the procedure says (S10)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from domain.actions import ActionRule, action_rule
from domain.changed import changed
from domain.people import ROLES, Actor, Role
from domain.refusals import Refusal, refuse
from domain.topics import Folds, Guards, Tellings
from domain.words import Reason, Text

if TYPE_CHECKING:
    from domain.case import Case
    from domain.events import Entry, Taken


@dataclass(frozen=True, slots=True)
class ConfirmStep:
    """The step that waits takes effect today, on the document that it was proposed on, if all that
    it needs is there still."""

    kind: Literal["confirm_step"] = "confirm_step"


@dataclass(frozen=True, slots=True)
class RejectStep:
    """The step that waits is not to be taken."""

    reason: Reason
    kind: Literal["reject_step"] = "reject_step"


@dataclass(frozen=True, slots=True)
class TakeBackStep:
    """Who proposed the step no longer does."""

    reason: Reason
    kind: Literal["take_back_step"] = "take_back_step"


_CONFIRMERS = (Role.APPROVER, Role.SUPERVISOR)
ACTIONS = {
    "confirm_step": action_rule("确认待办事项", "confirm the proposed step", "S7", *_CONFIRMERS),
    "reject_step": action_rule("不予确认", "reject the proposed step", "S7", *_CONFIRMERS),
    "take_back_step": action_rule(
        "撤回提出的事项", "take back the proposed step", "S7", Role.INSPECTOR, *_CONFIRMERS
    ),
}


def _proposed(case: "Case") -> Refusal | None:
    return None if case.proposal else refuse("nothing_proposed")


GUARDS: Guards = dict.fromkeys(ACTIONS, _proposed)


def needs_second(case: "Case", kind: str, rule: ActionRule, by: Actor) -> bool:
    """A withdrawal undoes nothing before the notice was served. Who may propose a step but not
    take it always needs somebody who may."""
    if by.role not in rule.confirmers:
        return True
    harmless = kind == "withdraw" and case.served_on is None
    return kind in case.procedure.second_person and not harmless


def step_waits(case: "Case", rule: ActionRule) -> Refusal | None:
    """Of steps that somebody confirms one waits at a time."""
    waits = rule.proposable and case.proposal is not None
    return refuse("step_waits") if waits else None


def not_theirs(case: "Case", kind: str, rules: dict[str, ActionRule], by: Actor) -> Refusal | None:
    """A step is confirmed and rejected by whom it could be taken by, and taken back by whom it was
    proposed by."""
    if kind not in ACTIONS or case.proposal is None:
        return None
    if kind == "take_back_step":
        own = any(person in case.proposal.by.persons for person in by.persons)
        return None if own else refuse("proposed_by_another")
    step = rules[case.proposal.step.kind]
    if by.role in step.confirmers:
        return None
    return refuse("wrong_role", role=ROLES[by.role], action=step.label)


def _settled(case: "Case", action: object, entry: "Entry", event: "Taken") -> "Case":
    return changed(case, proposal=None)


FOLDS: Folds = {"reject_step": _settled, "take_back_step": _settled}


def _tell(action: RejectStep | TakeBackStep, outcome: str) -> Text:
    return Text(action.reason, action.reason)


TELLINGS: Tellings = {"reject_step": _tell, "take_back_step": _tell}
