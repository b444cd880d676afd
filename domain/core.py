"""The two ways in: a command, and time. Both give entries; a command may be refused instead.

    handle(enterprise, command, at)  ->  the enterprise after it and its entries, or a refusal
    wake(enterprise, at)             ->  the enterprise after what was due by then, and its entries

What is due is done before a command is looked at, so a command and a deadline in the same
instant always come out the same way: the period is over at 24:00.
"""

from dataclasses import replace
from datetime import datetime

from domain.accepting import AcceptOrder
from domain.adopting import adopt
from domain.alarming import report
from domain.calendar import local_date
from domain.commands import ACTIONS, Command
from domain.consumption import ReportConsumption
from domain.decisions import barred, barred_for, wrong_day
from domain.due import do_due
from domain.enterprise import Enterprise
from domain.events import Irregular, OrderAccepted, Taken
from domain.exits import complete_exits
from domain.flagging import Flag, dealt_with
from domain.measures import Order
from domain.new_calendar import AdoptCalendar
from domain.new_rules import AdoptRules
from domain.opening import open_by, unopenable
from domain.ordering import issue_orders
from domain.people import Actor, Person, department_system
from domain.places import OfCase, OfDepartment, place_of
from domain.proposing import lapse_overtaken
from domain.receiving import ReceiveReceipt, irregularity, unproved
from domain.refusals import Refusal, refuse
from domain.rights import allowed, forbidden
from domain.taking import take
from domain.turn import Result, Turn


def handle(enterprise: Enterprise, command: Command, at: datetime) -> Result | Refusal:
    """Carry out a command entered at `at` (UTC). A refusal changes nothing on record by itself."""
    turn = Turn(enterprise, at)
    _do_what_is_due(turn)
    before = turn.enterprise
    match command.action:
        case Flag() as action:
            refusal = _flag(turn, command, action)
        case AcceptOrder() as action:
            refusal = _accept(turn, command, action)
        case ReceiveReceipt() as action:
            refusal = _receive(turn, command, action)
        case AdoptCalendar() | AdoptRules() as action:
            refusal = adopt(turn, command, action)
        case ReportConsumption() as action:
            refusal = report(turn, command, action)
        case _:
            refusal = take(turn, command)
    if refusal:
        return replace(refusal, permitted=permitted(before, command.case, command.by))
    _follow_up(turn)
    _do_what_is_due(turn)
    return turn.result


def wake(enterprise: Enterprise, at: datetime) -> Result:
    """Do what is due by `at` (UTC), in the order in which it fell due (S8)."""
    turn = Turn(enterprise, at)
    _do_what_is_due(turn)
    return turn.result


def accept(enterprise: Enterprise, number: str, at: datetime) -> Result:
    """The department acknowledged the order; its receipt is still to come."""
    turn = Turn(enterprise, at)
    order = enterprise.order(number)
    if order is not None and not order.accepted and order.receipt is None:
        event = OrderAccepted(number)
        turn.add(order.case, event, order.rules, by=department_system(order.department))
    return turn.result


def permitted(enterprise: Enterprise, number: str, actor: Actor) -> tuple[str, ...]:
    """The commands that this person may give on the case as it stands."""
    case = enterprise.cases.get(number)
    if case is None:
        return ()
    steps = case.procedure.steps(case.stage)
    return tuple(
        kind
        for kind in allowed(actor, place_of(case))
        if kind in steps and not barred(case, kind) and not barred_for(case, kind, actor)
    )


def permitted_to(enterprise: Enterprise, number: str, person: Person) -> tuple[str, ...]:
    """Likewise in any of their capacities."""
    ways = [permitted(enterprise, number, capacity) for capacity in person.capacities]
    return tuple(kind for kind in ACTIONS if any(kind in way for way in ways))


def _flag(turn: Turn, command: Command, action: Flag) -> Refusal | None:
    enterprise = turn.enterprise
    place = OfCase(action.line.district, action.procedure.ground, action.enterprise)
    today = local_date(turn.at)
    on = command.happened_on or today
    if action.enterprise != enterprise.code:
        return refuse("other_enterprise")
    refusal = (
        forbidden(command.by, "flag", place)
        or wrong_day("flag", on, today, None)
        or unopenable(enterprise, action)
        or dealt_with(enterprise.cases.values(), action, command.document)
    )
    if refusal is None:
        open_by(turn, command, action, on)
    return refusal


def _accept(turn: Turn, command: Command, action: AcceptOrder) -> Refusal | None:
    order = _order(turn, command, action.order)
    if isinstance(order, Refusal):
        return order
    if order.receipt is not None:
        return refuse("another_receipt", receipt=order.receipt.number)
    if order not in turn.enterprise.waiting():
        return refuse("overtaken")
    if order.clerk and order.clerk != command.by.name:
        return refuse("in_hand", clerk=order.clerk)
    if not (order.clerk and order.accepted):
        turn.add(order.case, Taken(action, None), order.rules, by=command.by, command=command)
    return None


def _order(turn: Turn, command: Command, number: str) -> Order | Refusal:
    """The order, where it is this person's or system's to answer (S9)."""
    order = turn.enterprise.order(number)
    place = OfDepartment(order.department) if order else None
    refusal = forbidden(command.by, command.action.kind, place)
    if refusal:
        return refusal
    return order or refuse("unknown_order", order=number)


def _receive(turn: Turn, command: Command, action: ReceiveReceipt) -> Refusal | None:
    order = _order(turn, command, action.order)
    if isinstance(order, Refusal):
        return order
    if order.receipt is not None:
        same = order.receipt.number == action.receipt and order.receipt.outcome == action.outcome
        return None if same else refuse("another_receipt", receipt=order.receipt.number)
    if action.outcome == "superseded" and order in turn.enterprise.waiting():
        return refuse("not_overtaken")
    on, today = local_date(action.done_at), local_date(turn.at)
    refusal = wrong_day("receive_receipt", on, today, local_date(order.issued_at)) or unproved(
        order, action
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


def _do_what_is_due(turn: Turn) -> None:
    while (due := turn.enterprise.next_wake()) is not None and due <= turn.at:
        do_due(turn, due)
        _follow_up(turn)


def _follow_up(turn: Turn) -> None:
    """What a change brings with it by itself: exits completed, proposals overtaken, orders to
    issue."""
    complete_exits(turn)
    lapse_overtaken(turn)
    issue_orders(turn)
