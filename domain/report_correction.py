"""A rectification report that was entered in the wrong case is struck by a counter-entry 更正 (S7):
the period goes on as if nobody had reported."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from domain.actions import action_rule
from domain.changed import changed
from domain.consequence import Consequence
from domain.correction import period_from
from domain.people import Actor, Role
from domain.refusals import Refusal, refuse
from domain.topics import Folds, Guards, Rules, Tellings
from domain.words import Reason, Text

if TYPE_CHECKING:
    from domain.case import Case
    from domain.events import Entry, Taken


@dataclass(frozen=True, slots=True)
class CorrectReport:
    """The enterprise did not report; a period that is over meanwhile ends at once, on its day."""

    reason: Reason
    kind: Literal["correct_report"] = "correct_report"


ACTIONS = {
    "correct_report": action_rule(
        "更正整改报告登记", "correct the report", "S2", Role.INSPECTOR, documented=True
    )
}


def _reported(case: "Case") -> Refusal | None:
    return refuse("not_recorded", "S2") if case.reinspected else None


GUARDS: Guards = {"correct_report": _reported}


def _go_on(case: "Case", action: CorrectReport, by: Actor, on: date) -> Consequence | Refusal:
    assert case.served_on  # noqa: S101 - it was reported on
    return Consequence(deadline=period_from(case.served_on, case))


RULES: Rules = {"correct_report": _go_on}


def _unreported(case: "Case", action: CorrectReport, entry: "Entry", event: "Taken") -> "Case":
    return changed(case, deadline=event.deadline)


FOLDS: Folds = {"correct_report": _unreported}


def _tell(action: CorrectReport, outcome: str) -> Text:
    return Text(action.reason, action.reason)


TELLINGS: Tellings = {"correct_report": _tell}
