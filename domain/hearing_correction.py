"""How an enterprise was heard 听取意见, entered wrongly, is struck by a counter-entry (S7): a
statement, a request, a waiver or minutes that are another's."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from domain.actions import action_rule
from domain.advance_notice import told, unheard
from domain.people import Role
from domain.topics import Folds, Guards, Tellings
from domain.words import Reason, Text

if TYPE_CHECKING:
    from domain.case import Case
    from domain.events import Entry, Taken


@dataclass(frozen=True, slots=True)
class CorrectHearing:
    """How the enterprise was heard does not stand: it is told and heard anew (L5)."""

    reason: Reason
    kind: Literal["correct_hearing"] = "correct_hearing"


ACTIONS = {
    "correct_hearing": action_rule(
        "更正听取意见登记", "correct the hearing", "L5", Role.INSPECTOR, documented=True
    )
}
GUARDS: Guards = {"correct_hearing": told}


def _heard_anew(case: "Case", action: CorrectHearing, entry: "Entry", event: "Taken") -> "Case":
    return unheard(case)


FOLDS: Folds = {"correct_hearing": _heard_anew}


def _tell(action: CorrectHearing, outcome: str) -> Text:
    return Text(action.reason, action.reason)


TELLINGS: Tellings = {"correct_hearing": _tell}
