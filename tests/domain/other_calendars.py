"""Newer calendars for generated lives: like the one before, but for some days around those that
something hangs on."""

from dataclasses import replace
from datetime import date, timedelta

from domain.calendar import SATURDAY, Calendar
from tests.domain.choosing import Choose

AHEAD = [-6, -3, -2, -1, 0, 0, 0, 20]
LENGTHS = [1, 2, 4, 9]


def newer(known: Calendar, days: list[date], choose: Choose) -> Calendar:
    """A festival that comes, goes or moves; or one that differs in nothing but its number."""
    calendar = replace(known, edition=known.edition + 1, version=f"第{known.edition + 1}版")
    for change in choose(CHANGES):
        first = choose(days) + timedelta(days=choose(AHEAD))
        changed = [first + timedelta(days=number) for number in range(choose(LENGTHS))]
        calendar = change(calendar, changed)
    return calendar


def _festival(calendar: Calendar, days: list[date]) -> Calendar:
    return _with(calendar, days, off=[day for day in days if day.weekday() < SATURDAY])


def _worked(calendar: Calendar, days: list[date]) -> Calendar:
    return _with(calendar, days, worked=[day for day in days if day.weekday() >= SATURDAY])


def _plain(calendar: Calendar, days: list[date]) -> Calendar:
    return _with(calendar, days)


def _with(
    calendar: Calendar,
    days: list[date],
    off: list[date] | None = None,
    worked: list[date] | None = None,
) -> Calendar:
    def others(known: tuple[date, ...]) -> set[date]:
        return {day for day in known if day not in days}

    return replace(
        calendar,
        days_off=tuple(sorted({*others(calendar.days_off), *(off or [])})),
        workdays=tuple(sorted({*others(calendar.workdays), *(worked or [])})),
    )


CHANGES = [
    *((), (_plain,), (_worked,), (_festival,)),
    *((_festival, _worked), (_festival, _festival), (_festival, _plain)),
]
"""One after the other, each around a day of its own."""
