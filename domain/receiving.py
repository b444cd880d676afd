"""A department's receipt 回执 for an order (S5)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pydantic import AwareDatetime

from domain.actions import action_rule
from domain.enforcement import Irregularity, irregular
from domain.evidence import NOTHING_BROUGHT, Brought, lacking
from domain.measures import Order, Outcome
from domain.people import Role
from domain.refusals import Refusal, refuse
from domain.topics import Tellings
from domain.words import Name, Text

if TYPE_CHECKING:
    from domain.case import Case


@dataclass(frozen=True, slots=True)
class ReceiveReceipt:
    """A department's receipt for one order; the same receipt again changes nothing (S5)."""

    order: Name
    receipt: Name
    outcome: Outcome
    done_at: AwareDatetime
    signed_by: Name
    evidence: Brought = NOTHING_BROUGHT
    kind: Literal["receive_receipt"] = "receive_receipt"


ACTIONS = {
    "receive_receipt": action_rule(
        "登记回执", "receive receipt", "S5", Role.CLERK, backdated=True, days_back=366
    )
}


def unproved(order: Order, action: ReceiveReceipt) -> Refusal | None:
    """S4: what was done is confirmed by the evidence that its order asked for."""
    missing = lacking(order.evidence, action.evidence) if action.outcome == "done" else None
    return refuse("evidence_missing", order=order.id, evidence=missing) if missing else None


def irregularity(case: "Case", order: Order, action: ReceiveReceipt) -> Irregularity | None:
    """L6: what was wrong with the moment of enforcement on site, in no stated emergency."""
    if not order.on_site or order.emergency or action.outcome != "done":
        return None
    return irregular(action.done_at, case.procedure.enforcement_hours, case.calendar)


def _tell(action: ReceiveReceipt, outcome: str) -> Text:
    return Text(
        f"{action.order}，回执 {action.receipt}", f"{action.order}, receipt {action.receipt}"
    )


TELLINGS: Tellings = {"receive_receipt": _tell}
