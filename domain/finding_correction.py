"""What an inspection found wrongly, put right by a counter-entry 更正 (S7): a verification of an
exit by plan (P3.1), and an inspection of the watch after an exit (P1.4)."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from domain.actions import action_rule
from domain.advance_notice import unheard
from domain.agenda import rewatched, without
from domain.changed import changed
from domain.consequence import Consequence
from domain.notice import by_plan
from domain.people import Actor, Role
from domain.recalculation import recalculated
from domain.refusals import Refusal, refuse
from domain.stages import Lateness
from domain.topics import Folds, Guards, Rules, Tellings
from domain.watch import Inspected
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
    """The last inspection that is on record was none, or not of this line: the watch stands as it
    did before it, with what was due and what was to be looked into. A case that was opened upon it
    is withdrawn on its own."""

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


def _inspected(case: "Case") -> Refusal | None:
    return None if case.inspected else refuse("not_recorded", "P1.4")


GUARDS: Guards = {"correct_watch": _inspected}


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


def _uninspected(case: "Case", action: CorrectWatch, entry: "Entry", event: "Taken") -> "Case":
    *earlier, last = case.inspected
    return changed(
        _due_again(case, last),
        inspected=tuple(earlier),
        alarm=last.alarm or case.alarm,
        seals_broken=last.seals_broken,
        resumed=last.resumed,
    )


def _due_again(case: "Case", before: Inspected) -> "Case":
    """What was late before it goes on up its ladder; an alarm raised since is looked into first,
    and where it had settled nothing all stays as it is."""
    now, due = case.inspection, before.inspection
    if now and (now.unmoved == due.unmoved or (case.alarm and now.last_day < due.last_day)):
        return case
    if not before.late:
        return rewatched(case, recalculated(due, case.calendar))
    agenda = (*without(case, "watch", "rung"), *before.climbing)
    return changed(case, inspection=due, late=(Lateness.WATCH,), agenda=agenda)


FOLDS: Folds = {"correct_verification": _unverified, "correct_watch": _uninspected}


def _tell(action: CorrectVerification | CorrectWatch, outcome: str) -> Text:
    return Text(action.reason, action.reason)


TELLINGS: Tellings = {"correct_verification": _tell, "correct_watch": _tell}
