"""What holds of every period, and an oracle that walks the days one by one."""

from dataclasses import replace
from datetime import date, timedelta

from chinese_calendar import is_workday
from hypothesis import given
from hypothesis import strategies as st

from activities.holidays import announced_calendar
from domain.deadlines import extended, in_months

CALENDAR = announced_calendar()
FIRST_YEAR, LAST_YEAR = CALENDAR.years[0], CALENDAR.years[-1]
LONGEST_HOLIDAY = timedelta(days=12)

served_days = st.dates(date(FIRST_YEAR - 2, 1, 1), date(LAST_YEAR + 4, 12, 31))
periods = st.integers(1, 24)
extensions = st.integers(1, 3)


def walked(served: date, months: int) -> tuple[date, date, bool]:
    """The unmoved day, the last day and whether it is provisional, by nothing but counting days."""
    day, months_begun = served, 0
    while months_begun < months:
        day += timedelta(days=1)
        months_begun += day.day == 1
    while day.day != served.day and (day + timedelta(days=1)).day != 1:
        day += timedelta(days=1)
    unmoved, looked_at = day, [day]
    while not working(day):
        day += timedelta(days=1)
        looked_at.append(day)
    return unmoved, day, any(not FIRST_YEAR <= each.year <= LAST_YEAR for each in looked_at)


def working(day: date) -> bool:
    known = FIRST_YEAR <= day.year <= LAST_YEAR
    return is_workday(day) if known else day.isoweekday() <= 5


@given(served_days, periods)
def test_l1_l2_l3_l8_agree_with_days_walked_one_by_one(served: date, months: int) -> None:
    deadline = in_months(served, months, CALENDAR)
    found = (deadline.unmoved, deadline.last_day, deadline.provisional)
    assert found == walked(served, months)


@given(served_days, periods, extensions)
def test_p2_2_an_extension_agrees_with_days_walked_from_the_unmoved_day(
    served: date, months: int, extension: int
) -> None:
    unmoved, _, _ = walked(served, months)
    longer = extended(in_months(served, months, CALENDAR), extension, CALENDAR)
    found = (longer.unmoved, longer.last_day, longer.provisional)
    assert found == walked(unmoved, extension)


@given(served_days, periods, extensions, st.integers(0, 60))
def test_p2_2_holidays_never_lengthen_an_extension(
    served: date, months: int, extension: int, moved_by: int
) -> None:
    deadline = in_months(served, months, CALENDAR)
    moved = replace(deadline, last_day=deadline.unmoved + timedelta(days=moved_by))
    usual, after_move = (extended(each, extension, CALENDAR) for each in (deadline, moved))
    assert after_move == usual


@given(served_days, periods)
def test_l3_the_last_day_is_the_first_working_day_from_the_unmoved_one(
    served: date, months: int
) -> None:
    deadline = in_months(served, months, CALENDAR)
    assert working(deadline.last_day)
    assert deadline.unmoved <= deadline.last_day <= deadline.unmoved + LONGEST_HOLIDAY
    between = (deadline.last_day - deadline.unmoved).days
    assert not any(working(deadline.unmoved + timedelta(days=n)) for n in range(between))


@given(served_days, served_days, periods)
def test_who_was_served_later_never_ends_earlier(one: date, other: date, months: int) -> None:
    earlier, later = (in_months(day, months, CALENDAR) for day in sorted((one, other)))
    assert earlier.unmoved <= later.unmoved
    assert earlier.last_day <= later.last_day


@given(served_days, periods, extensions)
def test_the_steps_tell_the_result(served: date, months: int, extension: int) -> None:
    first = in_months(served, months, CALENDAR)
    for deadline in (first, extended(first, extension, CALENDAR)):
        told = {step.rule: step.day for step in deadline.steps}
        assert told["L1"] == served + timedelta(days=1)
        assert told["L2"] == deadline.unmoved
        assert told["L3"] == deadline.last_day
        assert (deadline.steps[-1].rule == "L8") is deadline.provisional
