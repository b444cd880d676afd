"""What a department's answer to an order comes to, or why it is not taken (S5)."""

from domain.accepting import AcceptOrder
from domain.calendar import local_date
from domain.commands import Command
from domain.decisions import wrong_day
from domain.enterprise import place_of_order
from domain.events import Irregular, Taken
from domain.orders import Order
from domain.receiving import ReceiveReceipt, ReportProgress, irregularity, unproved
from domain.refusals import Refusal, refuse
from domain.rights import forbidden
from domain.turn import Turn


def receive(turn: Turn, command: Command, action: ReceiveReceipt) -> Refusal | None:
    order = _answered(turn, command, action)
    if isinstance(order, Refusal):
        return order
    if order.receipt is not None:
        same = order.receipt.number == action.receipt and order.receipt.outcome == action.outcome
        return None if same else refuse("another_receipt", receipt=order.receipt.number)
    on, today = local_date(action.done_at), local_date(turn.at)
    refusal = (
        _unfounded(turn, order, action)
        or wrong_day("receive_receipt", on, today, local_date(order.issued_at))
        or unproved(order, action)
    )
    if refusal:
        return refusal
    wrong = irregularity(turn.enterprise.cases[order.case], order, action)
    event, rules = Taken(action, None, action.outcome), (*order.rules, "S5")
    if wrong is None:
        turn.add(order.case, event, rules, by=command.by, on=on, command=command)
    else:
        turn.add(order.case, event, (*rules, "L6"), by=command.by, on=on, command=command)
        turn.add(order.case, Irregular(order.id, wrong), ("L6",))
    return None


def note_progress(turn: Turn, command: Command, action: ReportProgress) -> Refusal | None:
    order = _answered(turn, command, action)
    if isinstance(order, Refusal):
        return order
    if order not in turn.enterprise.waiting():
        return refuse("order_closed", order=order.id)
    event = Taken(action, None)
    turn.add(order.case, event, (*order.rules, "S8"), by=command.by, command=command)
    return None


def accept_in_person(turn: Turn, command: Command, action: AcceptOrder) -> Refusal | None:
    order = _answered(turn, command, action)
    if isinstance(order, Refusal):
        return order
    if order.receipt is not None:
        return refuse("another_receipt", receipt=order.receipt.number)
    if order not in turn.enterprise.waiting() or order.cancelled_at:
        return refuse("order_closed", order=order.id)
    if order.clerk and order.clerk != command.by.name:
        return refuse("in_hand", clerk=order.clerk)
    if not (order.clerk and order.delivered):
        turn.add(order.case, Taken(action, None), order.rules, by=command.by, command=command)
    return None


def _answered(
    turn: Turn, command: Command, action: AcceptOrder | ReceiveReceipt | ReportProgress
) -> Order | Refusal:
    """The order, if it is one of the department and district that answers (S9)."""
    order = turn.enterprise.order(action.order)
    place = place_of_order(turn.enterprise, order) if order else None
    refusal = forbidden(command.by, action.kind, place)
    if refusal:
        return refusal
    return order or refuse("unknown_order", order=action.order)


def _unfounded(turn: Turn, order: Order, action: ReceiveReceipt) -> Refusal | None:
    """An outcome that nothing on record allows for."""
    match action.outcome:
        case "superseded" if order in turn.enterprise.waiting():
            return refuse("not_overtaken")
        case "cancelled" if order.cancelled_at is None:
            return refuse("not_cancelled")
        case "refused" if not action.reason:
            return refuse("refusal_unexplained")
        case _:
            return None
