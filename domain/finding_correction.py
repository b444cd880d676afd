"""What an inspection found wrongly, put right by a counter-entry 更正 (S7): a verification of an
exit by plan (P3.1), and what was found in the watch after an exit (P1.4)."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from domain.actions import action_rule
from domain.advance_notice import unheard
from domain.changed import changed
from domain.consequence import Consequence
from domain.notice import by_plan
from domain.people import Actor, Role
from domain.refusals import Refusal, refuse
from domain.topics import Folds, Guards, Rules, Tellings
from domain.words import Reason, Text

if TYPE_CHECKING:
    from domain.case import Case
    from domain.events import Entry, Taken


@dataclass(frozen=True, slots=True)
class CorrectVerification:
    """What was verified does not stand, and the line is verified again by its date: with it goes
    what followed from it (O4.3, O4.4, O6)."""

    reason: Reason
    kind: Literal["correct_verification"] = "correct_verification"


@dataclass(frozen=True, slots=True)
class CorrectWatch:
    """Production was not resumed, or the seals were not broken, after all. A case that was opened
    upon it is withdrawn by itself."""

    reason: Reason
    kind: Literal["correct_watch"] = "correct_watch"


ACTIONS = {
    "correct_verification": action_rule(
        "更正退出核验", "correct the verification", "P3.1", Role.INSPECTOR, documented=True
    ),
    "correct_watch": action_rule(
        "更正退出后检查",
        "correct an inspection after exit",
        "P1.4",
        Role.INSPECTOR,
        documented=True,
    ),
}


def _found(case: "Case") -> Refusal | None:
    found_something = case.inspection and (case.seals_broken or case.resumed)
    return None if found_something else refuse("not_recorded", "P1.4")


GUARDS: Guards = {"correct_watch": _found}


def _verify_again(
    case: "Case", action: CorrectVerification, by: Actor, on: date
) -> Consequence | Refusal:
    """The planned date stays what it was, but for the days on which the clock was stopped since
    (L7); one that is over ends the period again at once (S8)."""
    assert case.planned_exit  # noqa: S101 - it was verified
    assert case.served_on  # noqa: S101 - likewise
    return Consequence(deadline=by_plan(case.planned_exit, case.served_on, case))


RULES: Rules = {"correct_verification": _verify_again}


def _unverified(
    case: "Case", action: CorrectVerification, entry: "Entry", event: "Taken"
) -> "Case":
    return changed(unheard(case), exited_itself="", brought={}, undone="", deadline=event.deadline)


def _nothing_found(case: "Case", action: CorrectWatch, entry: "Entry", event: "Taken") -> "Case":
    return changed(case, seals_broken="", resumed=False)


FOLDS: Folds = {"correct_verification": _unverified, "correct_watch": _nothing_found}


def _tell(action: CorrectVerification | CorrectWatch, outcome: str) -> Text:
    return Text(action.reason, action.reason)


TELLINGS: Tellings = {"correct_verification": _tell, "correct_watch": _tell}
