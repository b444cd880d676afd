"""The periods that run on a department order nobody has answered, a row each: as they stand, and
with another end (L8). An order has days and not their arithmetic: that is done again from where
each began, by as many working days as it has by the calendar of its case.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from domain.calendar import Calendar, local_date, start_of
from domain.changed import changed
from domain.deadlines import Deadline, StepKind, in_working_days, until_day
from domain.orders import Order
from domain.recalculation import Period, Recalculation, recalculated
from domain.words import Text

if TYPE_CHECKING:
    from domain.case import Case


@dataclass(frozen=True, slots=True)
class OrderPeriod:
    """`find` gives it by this calendar, None where it does not run, is over or late at that moment
    (UTC); `put` gives the order with it ending on another day."""

    label: Text
    find: Callable[[Order, Calendar, datetime], Deadline | None]
    put: Callable[[Order, date, "Case"], Order]


def open_order_periods(order: Order, calendar: Calendar, at: datetime) -> dict[Period, Deadline]:
    found = ((name, period.find(order, calendar, at)) for name, period in ORDER_PERIODS.items())
    return {name: deadline for name, deadline in found if deadline}


def order_worked_out_again(
    order: Order, case: "Case", calendar: Calendar, at: datetime
) -> tuple[Recalculation, ...]:
    """Its receipt has as long as ever from the day on which it may be carried out by now."""
    found = {
        name: Recalculation(name, before, recalculated(before, calendar), order.id)
        for name, before in open_order_periods(order, case.calendar, at).items()
    }
    enforced, receipt = found.get("enforcement"), found.get("receipt")
    if enforced and enforced.moved and receipt:
        days = case.calendar.working_days_between(enforced.before.last_day, order.receipt_by)
        after = in_working_days(enforced.after.last_day, days, calendar)
        found["receipt"] = Recalculation("receipt", receipt.before, after, order.id)
    return tuple(found.values())


def order_with(order: Order, again: Recalculation, case: "Case") -> Order:
    """Its department hears of days that moved when it is sent the order again."""
    if not again.moved:
        return order
    return ORDER_PERIODS[again.period].put(order, again.after.last_day, case)


def _counted(start: date, last_day: date, calendar: Calendar) -> Deadline:
    days = calendar.working_days_between(start, last_day)
    return in_working_days(start, max(days, 1), calendar)


def _to_be_done(order: Order) -> bool:
    return order.receipt is None and order.cancelled_at is None


def _acceptance(order: Order, calendar: Calendar, at: datetime) -> Deadline | None:
    if not _to_be_done(order) or order.accepted_at or order.rung:
        return None
    return _counted(local_date(order.issued_at), order.accept_by, calendar)


def _with_acceptance(order: Order, day: date, case: "Case") -> Order:
    return changed(_awaited(order, day), accept_by=day, delivered=False)


def _receipt(order: Order, calendar: Calendar, at: datetime) -> Deadline | None:
    late = order.accepted_at and order.rung
    if not _to_be_done(order) or late:
        return None
    start = local_date(order.not_before or order.issued_at)
    return _counted(start, order.receipt_by, calendar)


def _with_receipt(order: Order, day: date, case: "Case") -> Order:
    now = _awaited(order, day) if order.accepted_at else order
    return changed(now, receipt_by=day, delivered=False)


def _cancellation(order: Order, calendar: Calendar, at: datetime) -> Deadline | None:
    if order.receipt or not order.cancelled_at or order.rung:
        return None
    return _counted(local_date(order.cancelled_at), order.due, calendar)


def _with_cancellation(order: Order, day: date, case: "Case") -> Order:
    return changed(_awaited(order, day), delivered=False)


def _refusal(order: Order, calendar: Calendar, at: datetime) -> Deadline | None:
    if not order.receipt or order.rung:
        return None
    return _counted(local_date(order.receipt.done_at), order.due, calendar)


def _with_refusal(order: Order, day: date, case: "Case") -> Order:
    return _awaited(order, day)


def _rung(order: Order, calendar: Calendar, at: datetime) -> Deadline | None:
    return order.climb.worked_out(calendar) if order.rung and order.climb else None


def _with_rung(order: Order, day: date, case: "Case") -> Order:
    return changed(order, climb=changed(order.climb, over=day))


def _enforcement(order: Order, calendar: Calendar, at: datetime) -> Deadline | None:
    """Nobody was told that it may be carried out before, so that it is never brought forward."""
    if not _to_be_done(order) or order.not_before is None or order.not_before <= at:
        return None
    return until_day(local_date(order.not_before), StepKind.ENFORCED, calendar)


def _with_enforcement(order: Order, day: date, case: "Case") -> Order:
    first_hour = timedelta(hours=case.procedure.enforcement_hours[0])
    return changed(order, not_before=start_of(day) + first_hour, delivered=False)


def _awaited(order: Order, day: date) -> Order:
    """Until that day, and late from its end on."""
    return changed(order, due=day, climb=changed(order.climb, over=day, last_day=day, since=day))


ORDER_PERIODS: dict[Period, OrderPeriod] = {
    "acceptance": OrderPeriod(
        Text("部门接收期限", "time to accept the order"), _acceptance, _with_acceptance
    ),
    "enforcement": OrderPeriod(
        Text("可执行之日", "day from which it may be carried out"),
        _enforcement,
        _with_enforcement,
    ),
    "receipt": OrderPeriod(
        Text("部门回执期限", "time to carry it out and answer"), _receipt, _with_receipt
    ),
    "cancellation": OrderPeriod(
        Text("取消答复期限", "time to answer the cancellation"),
        _cancellation,
        _with_cancellation,
    ),
    "refusal": OrderPeriod(
        Text("拒办处理期限", "time to decide on the refusal"), _refusal, _with_refusal
    ),
    "rung": OrderPeriod(Text("下一级督办", "next rung of escalation"), _rung, _with_rung),
}
