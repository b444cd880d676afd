"""How far a department order 协办函 has come, in one word."""

from datetime import date, datetime
from enum import StrEnum

from domain.measures import Measure, Order
from domain.words import Text


class OrderState(StrEnum):
    ISSUED = "issued"
    ACCEPTED = "accepted"
    DONE = "done"
    SUPERSEDED = "superseded"


ORDER_STATES = {
    OrderState.ISSUED: Text("已发出，待接收", "issued, to be accepted"),
    OrderState.ACCEPTED: Text("已接收，待回执", "accepted, receipt to come"),
    OrderState.DONE: Text("已办结", "carried out"),
    OrderState.SUPERSEDED: Text("已被后函取代", "superseded by a later order"),
}


def state_of(measure: Measure, order: Order) -> OrderState:
    """Superseded also where the department has not said so yet: nobody waits for it any more."""
    if order.receipt:
        return OrderState(order.receipt.outcome)
    if order is not measure.waiting:
        return OrderState.SUPERSEDED
    return OrderState.ACCEPTED if order.accepted_at else OrderState.ISSUED


def since(order: Order) -> datetime:
    """When it came to its state (UTC), as far as it is known; a receipt says so itself."""
    if order.receipt:
        return order.receipt.done_at
    return order.accepted_at or order.issued_at


def due(measure: Measure, order: Order) -> date | None:
    """The last day of what is waited for next; None where nothing is."""
    return order.receipt_by if order is measure.waiting else None
