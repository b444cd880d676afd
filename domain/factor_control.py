"""Factor control 要素供应管控 (P2.4, P2.5): reviewed when the next year's figures come."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from domain.actions import action_rule
from domain.changed import changed
from domain.consequence import Consequence
from domain.people import Actor, Role
from domain.refusals import Refusal
from domain.stopped_days import working_days
from domain.topics import Folds, Rules, Tellings
from domain.words import Reason, Text

if TYPE_CHECKING:
    from domain.case import Case
    from domain.events import Entry, Taken


@dataclass(frozen=True, slots=True)
class ReviewControl:
    """Whether the control goes on for another year, by which year's figures and why."""

    keep: Annotated[bool, Field(strict=True)]
    year: Annotated[int, Field(strict=True, ge=2000, le=2200)]
    reason: Reason
    kind: Literal["review_control"] = "review_control"


ACTIONS = {
    "review_control": action_rule(
        "复核管控", "review the control", "P2.4", Role.SUPERVISOR, documented=True
    )
}


def _review(case: "Case", action: ReviewControl, by: Actor, on: date) -> Consequence | Refusal:
    if not action.keep:
        return Consequence("end")
    days = case.procedure.limits[case.stage].working_days
    return Consequence("keep", limit=working_days(case, on, days))


RULES: Rules = {"review_control": _review}


def _reviewed(case: "Case", action: ReviewControl, entry: "Entry", event: "Taken") -> "Case":
    """A control that goes on rests on the newer figures from then on, and the end of one does."""
    return changed(case, documents=(*case.documents, entry.document))


FOLDS: Folds = {"review_control": _reviewed}


def _tell(action: ReviewControl, outcome: str) -> Text:
    verdict = Text("继续管控", "kept") if action.keep else Text("解除管控", "ended")
    return Text(
        "{year} 年度，{verdict}，{reason}", "figures of {year}, {verdict}: {reason}"
    ).format(year=action.year, verdict=verdict, reason=action.reason)


TELLINGS: Tellings = {"review_control": _tell}
