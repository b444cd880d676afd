"""Approval 报批 by the government that has the power (P4.2, P6.2), before a closure is decided."""

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
from domain.words import KnownPerson, Reason, Text

if TYPE_CHECKING:
    from domain.case import Case
    from domain.events import Entry, Taken

Level = Literal["district", "city"]
LEVELS = {
    "district": Text("区人民政府", "district government"),
    "city": Text("市人民政府", "city government"),
}


@dataclass(frozen=True, slots=True)
class RequestApproval:
    """Asks a government for its approval, with the case's file as document and attachments. After
    a refusal `answers` says how the file now meets its reasons."""

    level: Level
    reason: Reason
    answers: Reason | None = None
    kind: Literal["request_approval"] = "request_approval"


@dataclass(frozen=True, slots=True)
class DecideApproval:
    """Granted, or refused, which sends the case back with the reason."""

    granted: Annotated[bool, Field(strict=True)]
    reason: Reason
    kind: Literal["decide_approval"] = "decide_approval"


@dataclass(frozen=True)
class Approval:
    """`granted` is None while it is waited for; then come the answer's reason and document."""

    level: Level
    requested_by: KnownPerson
    granted: bool | None = None
    reason: str = ""
    document: str = ""

    @property
    def refused(self) -> bool:
        return self.granted is False


ACTIONS = {
    "request_approval": action_rule(
        "报请批准", "request approval", "P4.2", Role.INSPECTOR, documented=True
    ),
    "decide_approval": action_rule(
        "批复", "decide approval", "P4.2", Role.APPROVER, documented=True
    ),
}


def _not_granted(case: "Case") -> Refusal | None:
    granted = case.approval is not None and case.approval.granted
    return refuse("approved_already") if granted else None


GUARDS: Guards = {"request_approval": _not_granted}


def _request(case: "Case", action: RequestApproval, by: Actor, on: date) -> Consequence | Refusal:
    """What was refused is not asked for again as if nothing had been said."""
    if case.approval and case.approval.refused and action.answers is None:
        rule = case.procedure.rules["request_approval"][0]
        return refuse("refusal_unanswered", rule, reason=case.approval.reason)
    return NOTHING_MORE


def _decide(case: "Case", action: DecideApproval, by: Actor, on: date) -> Consequence | Refusal:
    """By an approver of the level asked."""
    assert case.approval  # noqa: S101 - the stage is reached by asking
    if case.approval.level == "city" and not by.city_wide:
        return refuse("level_too_low", level=LEVELS[case.approval.level])
    return Consequence("granted" if action.granted else "refused")


RULES: Rules = {"request_approval": _request, "decide_approval": _decide}


def _requested(case: "Case", action: RequestApproval, entry: "Entry", event: "Taken") -> "Case":
    return changed(case, approval=Approval(action.level, entry.by.id))


def _decided(case: "Case", action: DecideApproval, entry: "Entry", event: "Taken") -> "Case":
    answered = changed(
        case.approval, granted=action.granted, reason=action.reason, document=entry.document
    )
    return changed(case, approval=answered)


FOLDS: Folds = {"request_approval": _requested, "decide_approval": _decided}


def _tell_request(action: RequestApproval, outcome: str) -> Text:
    level = LEVELS[action.level]
    if action.answers is None:
        return level
    return Text("{level}，{answers}", "{level}: {answers}").format(
        level=level, answers=action.answers
    )


def _tell_decision(action: DecideApproval, outcome: str) -> Text:
    verdict = Text("批准", "granted") if action.granted else Text("不批准", "refused")
    return Text("{verdict}，{reason}", "{verdict}: {reason}").format(
        verdict=verdict, reason=action.reason
    )


TELLINGS: Tellings = {"request_approval": _tell_request, "decide_approval": _tell_decision}
