"""L8: the yearly notice, what is wrong with one, and when the next is asked for."""

from dataclasses import replace
from datetime import date

import pytest

from activities.holidays import announced_calendar
from domain.calendar import SATURDAY, Calendar
from domain.holiday_notice import HolidayNotice, announced, flaws, missing_year, year_of_notice

ALL = announced_calendar()


def notice_of(year: int) -> HolidayNotice:
    """The notice as the built-in calendar has it."""
    return HolidayNotice(
        f"notice {year}",
        year,
        tuple(day for day in ALL.days_off if year_of_notice(day) == year),
        tuple(day for day in ALL.workdays if year_of_notice(day) == year),
    )


NOTICE = notice_of(2026)


@pytest.mark.parametrize("year", range(2014, 2027))
def test_l8_no_real_notice_has_a_flaw(year: int) -> None:
    assert flaws(notice_of(year)) == ()


def test_l8_notices_one_after_another_make_the_calendar_that_is_known() -> None:
    """L8: the days at the end of 2018 came with the notice for 2019."""
    calendar = ALL.within(2004, 2016)
    for year in range(2017, 2027):
        calendar = announced(calendar, notice_of(year), year)
    assert (calendar.years, calendar.days_off) == (ALL.years, ALL.days_off)
    assert calendar.workdays == ALL.workdays
    assert (calendar.version, calendar.edition) == ("notice 2026", 2026)


def test_l8_a_corrected_notice_takes_the_place_of_the_first() -> None:
    first = announced(ALL.within(2004, 2025), NOTICE, 1)
    again = announced(first, replace(NOTICE, days_off=NOTICE.days_off[1:]), 2)
    assert set(first.days_off) - set(again.days_off) == {NOTICE.days_off[0]}


def test_l8_weekend_days_of_a_holiday_may_be_named_and_add_nothing() -> None:
    """As a notice reads: off from 1 to 7 October."""
    whole = (*NOTICE.days_off, date(2026, 10, 3), date(2026, 10, 4))
    calendar = announced(ALL.within(2004, 2025), replace(NOTICE, days_off=whole), 1)
    assert all(day.weekday() < SATURDAY for day in calendar.days_off)
    assert calendar.days_off == ALL.days_off


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (replace(NOTICE, year=2027), "belongs to another year's notice"),
        (replace(NOTICE, days_off=(*NOTICE.days_off, date(2026, 12, 25))), "another year's"),
        (replace(NOTICE, workdays=(*NOTICE.workdays, date(2026, 1, 1))), "named twice"),
        (replace(NOTICE, workdays=(date(2026, 3, 4),)), "no weekend day"),
        (replace(NOTICE, days_off=NOTICE.days_off[1:]), "2026-01-01 is a statutory holiday"),
        (replace(NOTICE, workdays=(date(2026, 10, 3),)), "2026-10-03 is a statutory holiday"),
    ],
)
def test_l8_a_slip_in_typing_a_notice_in_is_seen(wrong: HolidayNotice, says: str) -> None:
    assert any(says in flaw.en for flaw in flaws(wrong))


@pytest.mark.parametrize(
    ("calendar", "today", "missing"),
    [
        (ALL, date(2026, 10, 31), None),
        (ALL, date(2026, 11, 1), 2027),
        (ALL, date(2027, 1, 1), 2027),
        (ALL.within(2004, 2025), date(2026, 12, 1), 2026),
        (announced(ALL, replace(NOTICE, year=2027), 1), date(2026, 12, 31), None),
    ],
)
def test_l8_from_november_on_next_years_notice_is_asked_for(
    calendar: Calendar, today: date, missing: int | None
) -> None:
    assert missing_year(calendar, today) == missing
