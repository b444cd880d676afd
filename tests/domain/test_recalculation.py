"""L8: a deadline is its own recipe, and gives what another calendar would have given."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import Calendar
from domain.deadlines import Deadline, StepKind, extended, in_months, in_working_days, until_day
from domain.recalculation import recalculated
from tests.domain.calendars import (
    ALL,
)

days = st.dates(date(2003, 1, 1), date(2027, 12, 31))
counts = st.integers(1, 24)
known = st.tuples(st.integers(2004, 2026), st.integers(2004, 2026)).map(
    lambda years: replace(ALL.within(min(years), max(years)), version=f"{years}")
)


def worked_out(calendar: Calendar, kind: str, day: date, count: int, more: int) -> Deadline:
    match kind:
        case "months":
            deadline = in_months(day, count, calendar)
        case "working_days":
            return in_working_days(day, count, calendar)
        case _:
            deadline = until_day(day, StepKind(kind), calendar)
    return extended(deadline, more, calendar) if more else deadline


recipes = st.tuples(
    st.sampled_from(["months", "working_days", "ordered", "planned"]),
    days,
    counts,
    st.integers(0, 3),
)


@given(recipes, known)
def test_l8_the_same_calendar_changes_nothing(
    recipe: tuple[str, date, int, int], calendar: Calendar
) -> None:
    """L8."""
    deadline = worked_out(calendar, *recipe)
    assert recalculated(deadline, calendar) == deadline


@given(recipes, known, known)
def test_l8_recalculated_is_as_if_the_calendar_had_been_known_from_the_start(
    recipe: tuple[str, date, int, int], before: Calendar, after: Calendar
) -> None:
    """L8: days, steps and whether it is provisional."""
    deadline = worked_out(before, *recipe)
    assert recalculated(deadline, after) == worked_out(after, *recipe)


@given(recipes, known, known)
def test_l8_recalculated_twice_is_recalculated_once(
    recipe: tuple[str, date, int, int], between: Calendar, after: Calendar
) -> None:
    """L8: what a calendar made of a deadline leaves no trace for the next."""
    deadline = worked_out(ALL, *recipe)
    once = recalculated(deadline, after)
    assert recalculated(recalculated(deadline, between), after) == once
