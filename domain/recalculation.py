"""A period worked out again with another calendar (L8): its own steps are the recipe."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal, assert_never

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

if TYPE_CHECKING:
    from domain.case import Case

Period = Literal["deadline", "limit", "objection", "inspection"]


@dataclass(frozen=True, slots=True)
class Recalculation:
    """One open period of a case, before and after: the `deadline` of its notice, the `limit` of
    its stage, the time for `objection` (L5), or the next `inspection` after its exit."""

    period: Period
    before: Deadline
    after: Deadline

    @property
    def moved(self) -> bool:
        return self.before.last_day != self.after.last_day


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
            case StepKind.ORDERED | StepKind.PLANNED:
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


def recalculations(case: "Case", calendar: Calendar) -> tuple[Recalculation, ...]:
    """The open periods of the case that the calendar changes. A period that has ended, or whose
    end was escalated, stays as it was."""
    ahead = [appointment.what for appointment in case.agenda]
    found = []
    if case.deadline and "period_end" in ahead:
        found.append(_again("deadline", case.deadline, calendar))
    until = case.hearing.until if case.hearing and "objection_end" in ahead else None
    if until:
        found.append(_again("objection", until, calendar))
    if case.limit and "stage_limit" in ahead:
        found.append(_again("limit", case.limit, calendar))
    if case.inspection and "watch" in ahead:
        found.append(_again("inspection", case.inspection, calendar))
    return tuple(each for each in found if _differs(each))


def _again(period: Period, before: Deadline, calendar: Calendar) -> Recalculation:
    return Recalculation(period, before, recalculated(before, calendar))


def _differs(found: Recalculation) -> bool:
    """Beyond the version of the calendar it was worked out with."""
    version = found.after.calendar_version
    return replace(found.before, calendar_version=version) != found.after
