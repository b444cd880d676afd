"""The inspector in charge 承办人: who flagged the case, until it is reassigned to another."""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

from domain.actions import FILLED_IN, action_rule
from domain.changed import changed
from domain.consequence import NOTHING_MORE, Consequence
from domain.people import Actor, Role
from domain.refusals import Refusal, refuse
from domain.topics import Folds, Rules, Tellings
from domain.words import KnownPerson, PersonName, Reason, Text

if TYPE_CHECKING:
    from domain.case import Case
    from domain.events import Entry, Taken


@dataclass(frozen=True, slots=True)
class Reassign:
    """Another inspector takes the case over; `to` is the id of their account. `name` is empty for
    somebody who is no inspector or could not work on the case."""

    to: PersonName
    reason: Reason
    name: KnownPerson = field(default="", metadata=FILLED_IN)
    kind: Literal["reassign"] = "reassign"


@dataclass(frozen=True, slots=True)
class InCharge:
    id: KnownPerson
    name: KnownPerson


ACTIONS = {
    "reassign": action_rule("改派承办人", "reassign", "S7", Role.APPROVER, Role.SUPERVISOR),
}


def first_in_charge(by: Actor) -> InCharge | None:
    """Nobody yet, where the office flagged the case. A stand-in flags it for whom they stand in."""
    if by.role is not Role.INSPECTOR:
        return None
    principal = by.standing_in_for
    return InCharge(principal.id, principal.name) if principal else InCharge(by.id, by.name)


def _reassign(case: "Case", action: Reassign, by: Actor, on: date) -> Consequence | Refusal:
    if not action.name:
        return refuse("no_such_inspector")
    same = case.in_charge is not None and case.in_charge.id == action.to
    return refuse("already_recorded") if same else NOTHING_MORE


RULES: Rules = {"reassign": _reassign}


def _reassigned(case: "Case", action: Reassign, entry: "Entry", event: "Taken") -> "Case":
    return changed(case, in_charge=InCharge(action.to, action.name))


FOLDS: Folds = {"reassign": _reassigned}


def _tell(action: Reassign, outcome: str) -> Text:
    return Text(f"{action.name}，{action.reason}", f"{action.name}: {action.reason}")


TELLINGS: Tellings = {"reassign": _tell}
