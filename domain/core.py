"""The two ways in: a command, and time. Both give entries; a command may be refused instead.

    handle(enterprise, command, at)  ->  the enterprise after it and its entries, or a refusal
    wake(enterprise, at)             ->  the enterprise after what was due by then, and its entries

What is due is done before a command is looked at, so a command and a deadline in the same
instant always come out the same way: the period is over at 24:00.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from domain.adopting import adopt
from domain.alarming import report
from domain.answering import accept_in_person, note_progress, receive
from domain.calendar import local_date
from domain.commands import ACTIONS, Command
from domain.decisions import barred, barred_for, wrong_day
from domain.due import do_due
from domain.enterprise import Enterprise
from domain.events import OrderAccepted
from domain.exits import complete_exits
from domain.flagging import Flag, dealt_with
from domain.opening import open_by, unopenable
from domain.ordering import issue_orders
from domain.people import Actor, Person, department_system
from domain.places import OfCase, place_of
from domain.proposing import lapse_overtaken
from domain.refusals import Refusal, refuse
from domain.rights import allowed, forbidden
from domain.taking import take
from domain.turn import Result, Turn


def handle(enterprise: Enterprise, command: Command, at: datetime) -> Result | Refusal:
    """Carry out a command entered at `at` (UTC). A refusal changes nothing on record by itself."""
    turn = Turn(enterprise, at)
    _do_what_is_due(turn)
    before = turn.enterprise
    take_otherwise = _OTHERWISE.get(command.action.kind)
    if take_otherwise:
        refusal = take_otherwise(turn, command, command.action)
    else:
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
    """The department has the order, or its cancellation; its receipt is still to come."""
    turn = Turn(enterprise, at)
    _do_what_is_due(turn)
    order = turn.enterprise.order(number)
    if order is not None and not order.delivered and order.receipt is None:
        event = OrderAccepted(number)
        turn.add(order.case, event, order.rules, by=department_system(order.department))
        _do_what_is_due(turn)
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
        or unopenable(enterprise, action, on)
        or dealt_with(enterprise.cases.values(), action, command.document)
    )
    if refusal is None:
        open_by(turn, command, action, on)
    return refusal


_OTHERWISE: dict[str, Callable[[Turn, Command, Any], Refusal | None]] = {
    "flag": _flag,
    "accept_order": accept_in_person,
    "receive_receipt": receive,
    "report_progress": note_progress,
    "adopt_calendar": adopt,
    "adopt_rules": adopt,
    "report_consumption": report,
}
"""What is no step of a case that its procedure lays down."""


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
