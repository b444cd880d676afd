"""What follows where a department refuses an order, or leaves others half done: supervisors have it
ordered again, or undo what the others did (S8)."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from domain.actions import action_rule
from domain.changed import changed
from domain.consequence import NOTHING_MORE, Consequence
from domain.people import Actor, Role
from domain.refusals import Refusal, refuse
from domain.topics import Folds, Guards, Rules, Tellings
from domain.words import Name, Reason, Text

if TYPE_CHECKING:
    from domain.case import Case
    from domain.events import Entry, Taken


@dataclass(frozen=True, slots=True)
class OrderAgain:
    """A refused order is given anew, also a lifting after the case's end; what stood in its way is
    put right, or the department was told that it has to."""

    order: Name
    reason: Reason
    kind: Literal["order_again"] = "order_again"


@dataclass(frozen=True, slots=True)
class UndoMeasures:
    """What departments did for the case is lifted, and what they have not done yet is cancelled,
    while its decision stands."""

    reason: Reason
    kind: Literal["undo_measures"] = "undo_measures"


@dataclass(frozen=True, slots=True)
class RedoMeasures:
    """What was undone is ordered again."""

    reason: Reason
    kind: Literal["redo_measures"] = "redo_measures"


ACTIONS = {
    "order_again": action_rule("重新发函", "order again", "S8", Role.SUPERVISOR),
    "undo_measures": action_rule(
        "撤回已采取的措施", "undo the measures", "S6", Role.SUPERVISOR, documented=True
    ),
    "redo_measures": action_rule(
        "恢复撤回的措施", "order again what was undone", "S6", Role.SUPERVISOR, documented=True
    ),
}


def _something_refused(case: "Case") -> Refusal | None:
    return None if case.refused else refuse("nothing_refused")


def _not_undone(case: "Case") -> Refusal | None:
    if case.undone:
        return refuse("undone_already", document=case.undone)
    return None if case.needs else refuse("nothing_to_undo")


def _undone(case: "Case") -> Refusal | None:
    return None if case.undone else refuse("nothing_undone")


GUARDS: Guards = {
    "order_again": _something_refused,
    "undo_measures": _not_undone,
    "redo_measures": _undone,
}


def _again(case: "Case", action: OrderAgain, by: Actor, on: date) -> Consequence | Refusal:
    if action.order not in case.refused:
        return refuse("order_not_refused", order=action.order)
    return NOTHING_MORE


RULES: Rules = {"order_again": _again}


def _was_undone(case: "Case", action: UndoMeasures, entry: "Entry", event: "Taken") -> "Case":
    return changed(case, undone=entry.document)


def _was_redone(case: "Case", action: RedoMeasures, entry: "Entry", event: "Taken") -> "Case":
    return changed(case, undone="")


FOLDS: Folds = {"undo_measures": _was_undone, "redo_measures": _was_redone}


def _tell_again(action: OrderAgain, outcome: str) -> Text:
    return Text(f"{action.order}，{action.reason}", f"{action.order}: {action.reason}")


def _tell(action: UndoMeasures | RedoMeasures, outcome: str) -> Text:
    return Text(action.reason, action.reason)


TELLINGS: Tellings = {
    "order_again": _tell_again,
    "undo_measures": _tell,
    "redo_measures": _tell,
}
