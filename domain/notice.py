"""The notice 通知书: its service starts the period (L1)."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from domain.actions import action_rule
from domain.changed import changed
from domain.consequence import Consequence
from domain.deadlines import in_months
from domain.people import Actor, Role
from domain.refusals import Refusal, refuse
from domain.topics import Folds, Rules, Tellings
from domain.words import Name, Text

if TYPE_CHECKING:
    from domain.case import Case
    from domain.events import Entry, Taken

ServiceMethod = Literal["in_person", "registered_mail", "left_at_place", "public_announcement"]
WITNESSES_NEEDED = 2


@dataclass(frozen=True, slots=True)
class ServeNotice:
    """The notice was served; `happened_on` of the command is the day of service (L1). Left at the
    place, it needs two witnesses."""

    method: ServiceMethod
    receipt: Name
    witnesses: Annotated[tuple[Name, ...], Field(max_length=10)] = ()
    kind: Literal["serve_notice"] = "serve_notice"


ACTIONS = {
    "serve_notice": action_rule("送达通知书", "serve notice", "L1", Role.INSPECTOR, backdated=True),
}


def _serve(case: "Case", action: ServeNotice, by: Actor, on: date) -> Consequence | Refusal:
    """L1: the period starts with service; without a period there is no deadline (P1.1)."""
    if action.method == "left_at_place" and len(set(action.witnesses)) < WITNESSES_NEEDED:
        return refuse("witnesses_missing")
    months = case.procedure.rectification_months
    return Consequence(deadline=in_months(on, months, case.calendar) if months else None)


RULES: Rules = {"serve_notice": _serve}


def _served(case: "Case", action: ServeNotice, entry: "Entry", event: "Taken") -> "Case":
    return changed(case, served_on=entry.happened_on, deadline=event.deadline)


FOLDS: Folds = {"serve_notice": _served}


def _tell(action: ServeNotice, outcome: str) -> Text:
    return Text(action.receipt, action.receipt)


TELLINGS: Tellings = {"serve_notice": _tell}
