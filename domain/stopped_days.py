"""Periods of working days on which the clock was stopped (L7): those days stay out of them."""

from datetime import date
from typing import TYPE_CHECKING

from domain.calendar import ONE_DAY
from domain.deadlines import Deadline, Step, in_working_days, with_working_days_left
from domain.ladder import Stop

if TYPE_CHECKING:
    from domain.case import Case


def working_days(case: "Case", since: date, count: int, before: tuple[Step, ...] = ()) -> Deadline:
    """L1, L4: so many after that day, which may lie before or in a stop that is over by now."""
    return without_stops(in_working_days(since, count, case.calendar, before), case)


def without_stops(deadline: Deadline, case: "Case") -> Deadline:
    for stop in case.stopped:
        if deadline.steps[0].day <= stop[1]:
            deadline = going_on_from(deadline, stop, case)
    return deadline


def going_on_from(deadline: Deadline, stop: Stop, case: "Case") -> Deadline:
    """What began while the clock was stopped has all of its days left."""
    since, on = stop
    began = deadline.steps[0].day - ONE_DAY
    return with_working_days_left(deadline, max(since, began), on, case.calendar)
