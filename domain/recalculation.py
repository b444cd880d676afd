"""A period worked out again with another calendar (L8): its own steps are the recipe."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, assert_never

from domain.calendar import ONE_DAY, Calendar
from domain.deadlines import (
    Deadline,
    Step,
    StepKind,
    extended,
    in_months,
    in_working_days,
    months_after,
    until_day,
    with_days_left_again,
    with_working_days_left,
)

Period = Literal[
    "deadline",
    "limit",
    "objection",
    "inspection",
    "confirmation",
    "rung",
    "acceptance",
    "receipt",
    "cancellation",
    "refusal",
    "enforcement",
]
"""Those of a case are listed in `domain/case_periods.py`, those of an order in
`domain/order_periods.py`; either has a `rung`."""


@dataclass(frozen=True, slots=True)
class Recalculation:
    """One open period, before and after: of the case, or of its `order` with that id."""

    period: Period
    before: Deadline
    after: Deadline
    order: str = ""

    @property
    def moved(self) -> bool:
        return self.before.last_day != self.after.last_day

    @property
    def changed(self) -> bool:
        """Beyond the version of the calendar it was worked out with."""
        version = self.after.calendar_version
        return replace(self.before, calendar_version=version) != self.after


def recalculated(deadline: Deadline, calendar: Calendar) -> Deadline:
    """The deadline as it would be, had the calendar been known from the start."""
    now, origin, extending = deadline, deadline.last_day, False
    suspended = resumed = origin
    ended: date | None = None
    before: tuple[Step, ...] = ()
    for step in deadline.steps:
        match step.kind:
            case StepKind.SERVED | StepKind.STARTED:
                origin = step.day - ONE_DAY
                if origin == ended:  # it counts from the end of the one before
                    origin, before = now.last_day, now.steps
            case StepKind.CORRESPONDING_DAY | StepKind.MONTH_END if extending:
                now = extended(now, step.count, calendar)
            case StepKind.CORRESPONDING_DAY | StepKind.MONTH_END:
                months = in_months if deadline.steps[0].kind is StepKind.SERVED else months_after
                now = months(origin, step.count, calendar)
            case StepKind.WORKING_DAYS:
                now = in_working_days(origin, step.count, calendar, before=before)
                ended = step.day
            case StepKind.ORDERED | StepKind.PLANNED | StepKind.ENFORCED:
                now = until_day(step.day, step.kind, calendar)
            case StepKind.SUSPENDED:
                suspended = step.day
            case StepKind.RESUMED:
                resumed = step.day
            case StepKind.DAYS_LEFT:
                now = with_days_left_again(now, step, calendar)
            case StepKind.WORKING_DAYS_LEFT:
                now = with_working_days_left(now, suspended, resumed, calendar)
                ended = step.day
            case StepKind.EXTENDED:
                extending = True
            case (
                StepKind.AT_ONCE
                | StepKind.MOVED
                | StepKind.MAKE_UP_WORKDAY
                | StepKind.WORKING_DAY
                | StepKind.UNANNOUNCED
            ):
                pass  # what came of the steps before
            case _:
                assert_never(step.kind)
    return now
