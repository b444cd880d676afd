"""A clerk takes an order up from the department's work list: from then on it is in a person's
hands, and is not sent to the department's system as well, should it get one meanwhile (S5)."""

from dataclasses import dataclass
from typing import Literal

from domain.actions import action_rule
from domain.people import Role
from domain.places import Bound
from domain.topics import Tellings
from domain.words import Name, Text


@dataclass(frozen=True, slots=True)
class AcceptOrder:
    """A clerk accepts an order of their department and will see to it; the receipt follows."""

    order: Name
    kind: Literal["accept_order"] = "accept_order"


ACTIONS = {
    "accept_order": action_rule(
        "接收协办函", "accept order", "S5", Role.CLERK, bound=Bound.DEPARTMENT
    )
}


def _tell(action: AcceptOrder, _: str) -> Text:
    return Text(action.order, action.order)


TELLINGS: Tellings = {"accept_order": _tell}
