"""A department's receipt 回执 for an order (S5)."""

from dataclasses import dataclass
from typing import Literal

from pydantic import AwareDatetime

from domain.actions import action_rule
from domain.measures import Outcome
from domain.people import Role
from domain.topics import Tellings
from domain.words import Name, Text


@dataclass(frozen=True, slots=True)
class ReceiveReceipt:
    """A department's receipt for one order; the same receipt again changes nothing (S5)."""

    order: Name
    receipt: Name
    outcome: Outcome
    done_at: AwareDatetime
    signed_by: Name
    kind: Literal["receive_receipt"] = "receive_receipt"


ACTIONS = {
    "receive_receipt": action_rule(
        "登记回执", "receive receipt", "S5", Role.CLERK, backdated=True, days_back=366
    )
}


def _tell(action: ReceiveReceipt, outcome: str) -> Text:
    return Text(
        f"{action.order}，回执 {action.receipt}", f"{action.order}, receipt {action.receipt}"
    )


TELLINGS: Tellings = {"receive_receipt": _tell}
