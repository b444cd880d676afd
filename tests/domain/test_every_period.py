"""L8: no period is forgotten. Every day and moment in the state of a case and of its orders is
either a period that a newer calendar works out again, or a day that no calendar moves."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any, get_args, get_type_hints

from pydantic import AwareDatetime

from domain import agenda
from domain.agenda import Appointment
from domain.approval import Approval
from domain.calendar import Calendar
from domain.case import Case
from domain.case_periods import CASE_PERIODS
from domain.charge import InCharge
from domain.closing import Decision
from domain.closure_plans import Plan
from domain.commands import Action
from domain.consumption import Alarm
from domain.deadlines import Deadline
from domain.enterprise import Enterprise
from domain.extension import Extension
from domain.hearing import Hearing
from domain.ladder import Climb
from domain.measures import Measure
from domain.order_periods import ORDER_PERIODS
from domain.orders import Order, Receipt
from domain.prices import Price
from domain.production import Production
from domain.proposal import Proposal
from domain.recalculation import Period
from domain.suspension import Suspension
from domain.watch import Inspected

WORKED_OUT_AGAIN = {
    "Case.deadline": "deadline",
    "Case.limit": "limit",
    "Case.inspection": "inspection",
    "Hearing.until": "objection",
    "Proposal.limit": "confirmation",
    "Climb.over": "rung",
    "Climb.last_day": "acceptance",
    "Appointment.at": "deadline",
    "Order.accept_by": "acceptance",
    "Order.receipt_by": "receipt",
    "Order.due": "cancellation",
    "Order.not_before": "enforcement",
}
A_PLAIN_DAY = {
    "Case.since": "when the stage began",
    "Case.flagged_on": "a fact",
    "Case.served_on": "a fact",
    "Case.planned_exit": "the plan's own day; its deadline is the period",
    "Case.enforce_on": "the day named in the notice of enforcement; what waits for it is the order",
    "Case.stopped": "facts",
    "Case.consumed": "facts",
    "Alarm.raised_on": "a fact",
    "Alarm.regular": "the corresponding day, before L3 moves it",
    "Climb.since": "when the rung before it was climbed",
    "Decision.decided_on": "a fact",
    "Extension.applied_on": "a fact",
    "Extension.decided_on": "a fact",
    "Hearing.requested_on": "a fact",
    "Hearing.told_since": "a fact",
    "Hearing.last_step": "a fact",
    "Order.issued_at": "a fact",
    "Order.accepted_at": "a fact",
    "Order.cancelled_at": "a fact",
    "Price.first_day": "named by whoever imposed it",
    "Price.last_day": "named by whoever imposed it",
    "Production.heard_since": "a fact: the notice was served on it or later",
    "Receipt.done_at": "a fact",
    "Suspension.since": "a fact",
    "Case.noticed_on": "a fact",
    "Order.enforce_on": "the day named in the notice of enforcement",
    "Inspected.inspection": "worked out again once it is due again",
}
STATE = (
    *(Enterprise, Case, Measure, Order, Receipt, Climb, Appointment, Hearing, Approval, Proposal),
    *(Extension, InCharge, Decision, Plan, Alarm, Price, Production, Suspension, Inspected),
)
NOT_OF_THE_STATE = (Calendar, Deadline, *get_args(get_args(Action)[0]))
"""What periods are worked out with, the periods themselves, and a step as it was proposed."""
DAYS = (date, datetime, AwareDatetime, Deadline)


def _of(hint: Any) -> Iterator[Any]:
    yield hint
    for argument in get_args(hint):
        yield from _of(argument)


def _hints(kind: type) -> dict[str, Any]:
    names = {**vars(agenda), **{each.__name__: each for each in STATE}}
    return get_type_hints(kind, None, names)


def _days() -> set[str]:
    return {
        f"{kind.__name__}.{field.name}"
        for kind in STATE
        for field in fields(kind)
        if any(each in DAYS for each in _of(_hints(kind)[field.name]))
    }


def test_l8_every_day_in_the_state_is_worked_out_again_or_is_moved_by_no_calendar() -> None:
    """A new field has to be put into one of the two."""
    assert _days() == {*WORKED_OUT_AGAIN, *A_PLAIN_DAY}
    assert {*WORKED_OUT_AGAIN}.isdisjoint(A_PLAIN_DAY)


def test_l8_every_part_of_a_case_and_an_order_was_looked_through() -> None:
    """Those that carry days, through whatever they are held in."""
    parts = {
        each
        for kind in STATE
        for hint in _hints(kind).values()
        for each in _of(hint)
        if isinstance(each, type) and is_dataclass(each)
    }
    unseen = parts.difference(STATE, NOT_OF_THE_STATE)
    with_days = {
        part.__name__
        for part in unseen
        for hint in get_type_hints(part, None, {**vars(agenda)}).values()
        if any(each in DAYS for each in _of(hint))
    }
    assert with_days == set()


def test_l8_the_tables_have_a_row_for_every_period_and_every_appointment() -> None:
    known = {*CASE_PERIODS, *ORDER_PERIODS}
    assert known == set(get_args(Period))
    assert {*WORKED_OUT_AGAIN.values(), "refusal"} == known
    woken_for = {
        "reminder": "deadline",
        "period_end": "deadline",
        "stage_limit": "limit",
        "objection_end": "objection",
        "watch": "inspection",
        "rung": "rung",
        "proposal_end": "confirmation",
    }
    by_its_order = {"price_end"}
    """A plain day of the order itself (O5)."""
    assert set(get_args(_hints(Appointment)["what"])) == set(woken_for) | by_its_order
    assert set(woken_for.values()) == set(CASE_PERIODS)
