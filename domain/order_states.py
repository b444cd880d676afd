"""How far a department order 协办函 has come, in one word."""

from datetime import date, datetime
from enum import StrEnum

from domain.measures import Measure
from domain.orders import Order
from domain.words import Text


class OrderState(StrEnum):
    ISSUED = "issued"
    ACCEPTED = "accepted"
    CANCELLING = "cancelling"
    DONE = "done"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    SUPERSEDED = "superseded"


ORDER_STATES = {
    OrderState.ISSUED: Text("已发出，待接收", "issued, to be accepted"),
    OrderState.ACCEPTED: Text("已接收，待回执", "accepted, receipt to come"),
    OrderState.CANCELLING: Text("已要求取消，待答复", "cancelled, answer to come"),
    OrderState.DONE: Text("已办结", "carried out"),
    OrderState.REFUSED: Text("部门拒办", "refused by its department"),
    OrderState.CANCELLED: Text("已取消，未执行", "cancelled, not carried out"),
    OrderState.SUPERSEDED: Text("已被后函取代", "superseded by a later order"),
}


def state_of(measure: Measure, order: Order) -> OrderState:
    """Superseded also where the department has not said so yet: nobody waits for it any more."""
    if order.receipt:
        return OrderState(order.receipt.outcome)
    if order is not measure.waiting:
        return OrderState.SUPERSEDED
    if order.cancelled_at:
        return OrderState.CANCELLING
    return OrderState.ACCEPTED if order.accepted_at else OrderState.ISSUED


def since(order: Order) -> datetime:
    """When it came to its state (UTC), as far as it is known; a receipt says so itself."""
    if order.receipt:
        return order.receipt.done_at
    return order.cancelled_at or order.accepted_at or order.issued_at


def due(measure: Measure, order: Order) -> date | None:
    """The last day of what is waited for: to be accepted, carried out or cancelled by its
    department, or to be decided on by supervisors once it was refused. None where nothing is."""
    return order.due if order is measure.chased else None
