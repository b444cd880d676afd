"""A newer calendar for a case that runs (L8): its open periods are worked out again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from domain.actions import action_rule
from domain.calendar import Calendar
from domain.case_periods import CASE_PERIODS, open_periods
from domain.changed import changed
from domain.order_periods import ORDER_PERIODS, order_worked_out_again
from domain.orders import Order
from domain.people import Role
from domain.recalculation import Recalculation, recalculated
from domain.refusals import Refusal, refuse
from domain.topics import Folds, Tellings
from domain.words import Text

if TYPE_CHECKING:
    from domain.case import Case
    from domain.events import Entry, Taken


@dataclass(frozen=True, slots=True)
class AdoptCalendar:
    """The case goes on with this calendar, now and for every period to come."""

    calendar: Calendar
    kind: Literal["adopt_calendar"] = "adopt_calendar"


ACTIONS = {
    "adopt_calendar": action_rule(
        "采用新放假安排", "adopt a newer calendar", "L8", Role.SUPERVISOR, documented=True
    )
}
_PROVISIONAL = Text("{day}（暂定）", "{day} (provisional)")
_FINAL = Text("{day}", "{day}")


def with_calendar(
    case: "Case", orders: Iterable[Order], calendar: Calendar, at: datetime
) -> tuple[Recalculation, ...] | Refusal:
    """What the calendar changes of the open periods of the case and of its unanswered orders. A
    calendar that knows less, or came before the case's, is refused."""
    known = case.calendar
    older = calendar.edition < known.edition or not set(known.years) <= set(calendar.years)
    if older or calendar == known:
        return refuse("calendar_not_newer", version=calendar.version, known=known.version)
    found = [
        Recalculation(period, before, recalculated(before, calendar))
        for period, before in open_periods(case).items()
    ]
    for order in orders:
        found += order_worked_out_again(order, case, calendar, at)
    return tuple(each for each in found if each.changed)


def _adopted(case: "Case", action: AdoptCalendar, entry: "Entry", event: "Taken") -> "Case":
    """Its orders are seen to where orders are."""
    case = changed(case, calendar=action.calendar)
    for each in event.recalculated:
        if not each.order:
            case = CASE_PERIODS[each.period].put(case, each.after, entry.at)
    return case


FOLDS: Folds = {"adopt_calendar": _adopted}


def _tell(action: AdoptCalendar, outcome: str) -> Text:
    return Text(action.calendar.version, action.calendar.version)


def label_of(period: Recalculation) -> Text:
    """Of which order it is, beside what it is."""
    if not period.order:
        return CASE_PERIODS[period.period].label
    return Text("{order} {period}", "{period} {order}").format(
        order=period.order, period=ORDER_PERIODS[period.period].label
    )


def tell_period(period: Recalculation) -> Text:
    """L8: before and after, and whether either is final."""
    ends = [
        (_PROVISIONAL if end.provisional else _FINAL).format(day=end.last_day)
        for end in (period.before, period.after)
    ]
    return Text("{period} {before} → {after}", "{period} {before} → {after}").format(
        period=label_of(period), before=ends[0], after=ends[1]
    )


TELLINGS: Tellings = {"adopt_calendar": _tell}
