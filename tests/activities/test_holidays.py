"""The package's data as our Calendar, held against the package's own answer for every day."""

from datetime import date, timedelta
from importlib.metadata import version

from chinese_calendar import is_workday

from activities.holidays import announced_calendar


def test_every_day_of_every_announced_year_is_what_the_package_says() -> None:
    """L3: no day of more than twenty years may differ."""
    calendar = announced_calendar()
    first, last = date(min(calendar.years), 1, 1), date(max(calendar.years), 12, 31)
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    assert len(days) > 20 * 365
    assert [day for day in days if calendar.is_working_day(day) != is_workday(day)] == []


def test_the_announced_years_have_no_gap() -> None:
    """L8: a year in between without a notice would make its deadlines provisional for ever."""
    years = announced_calendar().years
    assert years == tuple(range(years[0], years[-1] + 1))
    assert {2021, 2025, 2026} <= set(years)


def test_only_what_differs_from_the_plain_week_is_kept() -> None:
    calendar = announced_calendar()
    assert all(day.weekday() < 5 for day in calendar.days_off)
    assert all(day.weekday() >= 5 for day in calendar.workdays)


def test_the_version_names_the_data() -> None:
    assert announced_calendar().version == f"chinesecalendar {version('chinesecalendar')}"


def test_the_calendar_is_made_once() -> None:
    assert announced_calendar() is announced_calendar()
