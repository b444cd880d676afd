"""A failed re-inspection that was entered wrongly is put right by a counter-entry 更正 (S7), as
long as no exit decision rests on it."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from domain.actions import action_rule
from domain.advance_notice import unheard
from domain.changed import changed
from domain.consequence import Consequence
from domain.people import Actor, Role
from domain.rectification import RecordReinspection, Verdict, judged, tell_reinspection
from domain.refusals import Refusal, refuse
from domain.topics import Folds, Guards, Rules, Tellings
from domain.words import Quantity, Reason, Reference, Text

if TYPE_CHECKING:
    from domain.case import Case
    from domain.events import Entry, Taken


@dataclass(frozen=True, slots=True)
class CorrectReinspection:
    """What was found after all, as in the entry that it corrects: a pass ends the case, and after
    another fail the enterprise is told anew (L5)."""

    reason: Reason
    measured: Quantity | None = None
    limit: Quantity | None = None
    verdict: Verdict | None = None
    findings: Reference = ""
    kind: Literal["correct_reinspection"] = "correct_reinspection"

    @property
    def found(self) -> RecordReinspection:
        return RecordReinspection(self.measured, self.limit, self.verdict, self.findings)


ACTIONS = {
    "correct_reinspection": action_rule(
        "更正复查结果", "correct the re-inspection", "P2.3", Role.INSPECTOR, documented=True
    )
}


def _reinspected(case: "Case") -> Refusal | None:
    return None if case.reinspected else refuse("not_reinspected")


GUARDS: Guards = {"correct_reinspection": _reinspected}


def _correct(
    case: "Case", action: CorrectReinspection, by: Actor, on: date
) -> Consequence | Refusal:
    return judged(case, action.found)


RULES: Rules = {"correct_reinspection": _correct}


def _corrected(case: "Case", action: CorrectReinspection, entry: "Entry", event: "Taken") -> "Case":
    """What the enterprise was told, and what was approved, rested on the wrong result."""
    return changed(unheard(case), approval=None)


FOLDS: Folds = {"correct_reinspection": _corrected}


def _tell(action: CorrectReinspection, outcome: str) -> Text:
    found = tell_reinspection(action.found, outcome)
    return Text(f"{found.zh}；{action.reason}", f"{found.en}; {action.reason}")


TELLINGS: Tellings = {"correct_reinspection": _tell}
