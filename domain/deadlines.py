"""When a period ends, and how that was worked out (L1-L4, L8)."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.calendar import ONE_DAY, SATURDAY, Calendar, end_of


class StepKind(StrEnum):
    SERVED = "served"
    STARTED = "started"
    ORDERED = "ordered"
    PLANNED = "planned"
    ENFORCED = "enforced"
    AT_ONCE = "at_once"
    EXTENDED = "extended"
    CORRESPONDING_DAY = "corresponding_day"
    MONTH_END = "month_end"
    WORKING_DAYS = "working_days"
    MOVED = "moved"
    MAKE_UP_WORKDAY = "make_up_workday"
    WORKING_DAY = "working_day"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    DAYS_LEFT = "days_left"
    WORKING_DAYS_LEFT = "working_days_left"
    UNANNOUNCED = "unannounced"


STEP_RULES = {
    StepKind.SERVED: "L1",
    StepKind.STARTED: "L1",
    StepKind.ORDERED: "P4.1",
    StepKind.PLANNED: "P3.1",
    StepKind.ENFORCED: "L6",
    StepKind.AT_ONCE: "P1.4",
    StepKind.EXTENDED: "P2.2",
    StepKind.CORRESPONDING_DAY: "L2",
    StepKind.MONTH_END: "L2",
    StepKind.WORKING_DAYS: "L4",
    StepKind.MOVED: "L3",
    StepKind.MAKE_UP_WORKDAY: "L3",
    StepKind.WORKING_DAY: "L3",
    StepKind.SUSPENDED: "L7",
    StepKind.RESUMED: "L7",
    StepKind.DAYS_LEFT: "L7",
    StepKind.WORKING_DAYS_LEFT: "L7",
    StepKind.UNANNOUNCED: "L8",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the arithmetic and the day that it gave; `count` is of its months, working days
    or days suspended, or the year that has no notice. `domain/explaining.py` says it in words."""

    kind: StepKind
    day: date
    count: int = 0

    @property
    def rule(self) -> str:
        return STEP_RULES[self.kind]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A period's end: 24:00 of `last_day` in Asia/Shanghai.

    `unmoved` is the last day before L3 moved it; extensions count from there. A `provisional`
    one rests on a year without a holiday notice, and is worked out again when that appears (L8).
    """

    last_day: date
    unmoved: date
    provisional: bool
    calendar_version: str
    steps: tuple[Step, ...]

    @property
    def ends_at(self) -> datetime:
        """The end as UTC."""
        return end_of(self.last_day)

    @property
    def months(self) -> int | None:
        """How many from service it was given; None where its last day was named."""
        return self.steps[1].count if self.steps[0].kind is StepKind.SERVED else None


def in_months(served: date, months: int, calendar: Calendar) -> Deadline:
    """A period of months from service (L1, L2, L3, L8). Raises ValueError for months below 1."""
    return _month_period(served, months, calendar, (Step(StepKind.SERVED, served + ONE_DAY),))


def months_after(day: date, months: int, calendar: Calendar) -> Deadline:
    """A period of months from any other day (L1, L2, L3, L8). Raises ValueError as `in_months`."""
    return _month_period(day, months, calendar, (Step(StepKind.STARTED, day + ONE_DAY),))


def until_day(last_day: date, kind: StepKind, calendar: Calendar) -> Deadline:
    """A period whose last day an order (P4.1, P5.1) or the annual plan (P3.1) names (L3, L8); or
    the first day on which something may be enforced (L6)."""
    return _moved_deadline((), Step(kind, last_day), calendar)


def at_once(today: date, calendar: Calendar) -> Deadline:
    """What is due the day it is asked for (P1.4): no period runs, so that no day off moves it."""
    return Deadline(
        last_day=today,
        unmoved=today,
        provisional=False,
        calendar_version=calendar.version,
        steps=(Step(StepKind.AT_ONCE, today),),
    )


def extended(deadline: Deadline, months: int, calendar: Calendar) -> Deadline:
    """A period made longer (P2.2), counted from the unmoved day, so holidays never lengthen it.

    How many months may be granted is not decided here (S3). Raises ValueError for months below 1.
    """
    origin = deadline.unmoved
    step = Step(StepKind.EXTENDED, origin, months)
    return _month_period(origin, months, calendar, (*deadline.steps, step))


def in_working_days(
    start: date, days: int, calendar: Calendar, before: tuple[Step, ...] = ()
) -> Deadline:
    """A period of working days after `start` (L1, L4, L8), which is where the steps `before` it
    led. Raises ValueError for days below 1."""
    last_day = calendar.add_working_days(start, days)
    unknown = _unannounced(start + ONE_DAY, last_day, calendar)
    return Deadline(
        last_day=last_day,
        unmoved=last_day,
        provisional=bool(unknown),
        calendar_version=calendar.version,
        steps=(
            *before,
            Step(StepKind.STARTED, start + ONE_DAY),
            Step(StepKind.WORKING_DAYS, last_day, days),
            *unknown,
        ),
    )


def with_days_left(
    deadline: Deadline, suspended_on: date, resumed_on: date, calendar: Calendar
) -> Deadline:
    """A period in months or to a named day, of which no day ran between the two (L7): the unmoved
    day shifted by the days suspended, never to before the clock runs again, and then L3."""
    days = (resumed_on - suspended_on).days
    if days <= 0 or deadline.last_day < suspended_on:
        return deadline
    shifted = max(deadline.unmoved + timedelta(days), resumed_on)
    return _moved_deadline(deadline.steps, Step(StepKind.DAYS_LEFT, shifted, days), calendar)


def with_days_left_again(deadline: Deadline, step: Step, calendar: Calendar) -> Deadline:
    """The same shift as an earlier `with_days_left` gave: it counts days, not working days."""
    return _moved_deadline(deadline.steps, step, calendar)


def with_working_days_left(
    deadline: Deadline, suspended_on: date, resumed_on: date, calendar: Calendar
) -> Deadline:
    """A period of working days, of which none ran between the two (L7). Where its last day was
    the day suspended, it ends on the first working day on which the clock runs again."""
    if suspended_on >= resumed_on or deadline.last_day < suspended_on:
        return deadline
    left = calendar.working_days_between(suspended_on, deadline.last_day)
    last_day = (
        calendar.add_working_days(resumed_on, left)
        if left
        else calendar.next_working_day(resumed_on)
    )
    unknown = _unannounced(resumed_on, last_day, calendar)
    return Deadline(
        last_day=last_day,
        unmoved=last_day,
        provisional=bool(unknown),
        calendar_version=calendar.version,
        steps=(
            *deadline.steps,
            Step(StepKind.SUSPENDED, suspended_on),
            Step(StepKind.RESUMED, resumed_on),
            Step(StepKind.WORKING_DAYS_LEFT, last_day, left),
            *unknown,
        ),
    )


def _month_period(
    origin: date, months: int, calendar: Calendar, steps: tuple[Step, ...]
) -> Deadline:
    return _moved_deadline(steps, _corresponding_day(origin, months), calendar)


def _moved_deadline(steps: tuple[Step, ...], end: Step, calendar: Calendar) -> Deadline:
    unmoved = end.day
    last_day = calendar.next_working_day(unmoved)
    unknown = _unannounced(unmoved, last_day, calendar)
    return Deadline(
        last_day=last_day,
        unmoved=unmoved,
        provisional=bool(unknown),
        calendar_version=calendar.version,
        steps=(*steps, end, _moved(unmoved, last_day), *unknown),
    )


def _corresponding_day(origin: date, months: int) -> Step:
    if months < 1:
        raise ValueError(f"a period has at least one month, not {months}")
    years, month = divmod(origin.month - 1 + months, 12)
    year, month = origin.year + years, month + 1
    length = monthrange(year, month)[1]
    day = date(year, month, min(origin.day, length))
    kind = StepKind.CORRESPONDING_DAY if origin.day <= length else StepKind.MONTH_END
    return Step(kind, day, months)


def _moved(unmoved: date, last_day: date) -> Step:
    if last_day != unmoved:
        return Step(StepKind.MOVED, last_day)
    weekend = unmoved.weekday() >= SATURDAY
    return Step(StepKind.MAKE_UP_WORKDAY if weekend else StepKind.WORKING_DAY, last_day)


def _unannounced(first: date, last_day: date, calendar: Calendar) -> tuple[Step, ...]:
    """L8: a step for each year that was looked at, from first to last, and has no notice."""
    return tuple(
        Step(StepKind.UNANNOUNCED, last_day, year)
        for year in range(first.year, last_day.year + 1)
        if year not in calendar.years
    )
