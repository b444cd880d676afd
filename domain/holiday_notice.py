"""The yearly holiday notice 放假安排, and the calendar that it makes of the one before (L8)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from domain.calendar import SATURDAY, Calendar
from domain.words import Day, Text

_NOT_IN_AN_ADDRESS = r"\x00-\x1f\x7f/?#%\\"
Version = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True,
        max_length=80,
        pattern=rf"^[^.{_NOT_IN_AN_ADDRESS}][^{_NOT_IN_AN_ADDRESS}]*$",
    ),
]
"""The notice's document number, which also stands in an address."""
Days = Annotated[tuple[Day, ...], Field(max_length=60)]

NEW_YEAR_FROM = (12, 25)
"""From here on a day belongs to the New Year of the next year, which the next notice arranges."""
STATUTORY = ((1, 1), (5, 1), (10, 1), (10, 2), (10, 3))
"""Days off in every year, whatever else the notice says."""
ASKED_FOR_FROM = (11, 1)
"""When next year's notice is out as a rule."""


@dataclass(frozen=True, slots=True)
class HolidayNotice:
    """All days of a year's holidays, weekend days among them or not, and its make-up workdays."""

    version: Version
    year: Annotated[int, Field(strict=True, ge=2004, le=2199)]
    days_off: Days
    workdays: Days


def year_of_notice(day: date) -> int:
    return day.year + ((day.month, day.day) >= NEW_YEAR_FROM)


def flaws(notice: HolidayNotice) -> tuple[Text, ...]:
    """What cannot be true of a notice for its year: as a rule, a slip in typing it in."""
    days = Counter([*notice.days_off, *notice.workdays])
    statutory = (date(notice.year, *day) for day in STATUTORY)
    found = [
        *(_ELSEWHERE.format(day=day) for day in days if year_of_notice(day) != notice.year),
        *(_TWICE.format(day=day) for day, count in days.items() if count > 1),
        *(_NO_WEEKEND.format(day=day) for day in notice.workdays if day.weekday() < SATURDAY),
        *(_STATUTORY.format(day=day) for day in statutory if not _off(notice, day)),
    ]
    return tuple(found)


def _off(notice: HolidayNotice, day: date) -> bool:
    weekend = day.weekday() >= SATURDAY
    return day not in notice.workdays if weekend else day in notice.days_off


def announced(calendar: Calendar, notice: HolidayNotice, edition: int) -> Calendar:
    """The calendar with the notice in the place of what was known of its year."""

    def with_those_of(known: tuple[date, ...], new: tuple[date, ...]) -> tuple[date, ...]:
        others = (day for day in known if year_of_notice(day) != notice.year)
        return tuple(sorted({*others, *new}))

    # The plain week gives weekend days anyway.
    days_off = tuple(day for day in notice.days_off if day.weekday() < SATURDAY)
    return Calendar(
        version=notice.version,
        years=tuple(sorted({*calendar.years, notice.year})),
        days_off=with_those_of(calendar.days_off, days_off),
        workdays=with_those_of(calendar.workdays, notice.workdays),
        edition=edition,
    )


def missing_year(calendar: Calendar, today: date) -> int | None:
    """The year whose notice is to be asked for: from 1 November on the next one's."""
    asked_for = (today.month, today.day) >= ASKED_FOR_FROM
    years = (today.year, today.year + 1) if asked_for else (today.year,)
    return next((year for year in years if year not in calendar.years), None)


_ELSEWHERE = Text(
    "{day} 不属于该年度的放假安排（12月25日起属于下一年度）",
    "{day} belongs to another year's notice (from 25 December on, to the next year's)",
)
_TWICE = Text("{day} 重复", "{day} is named twice")
_NO_WEEKEND = Text(
    "{day} 不是周末，不可能是调休上班日", "{day} is no weekend day, so no make-up workday"
)
_STATUTORY = Text("{day} 是法定节假日，须列为放假", "{day} is a statutory holiday, so a day off")
