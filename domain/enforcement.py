"""When enforcement on site may be carried out 执行时间: never by night nor on a day off, save in an
emergency that the order states (L6)."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.calendar import CHINA, ONE_DAY, Calendar, start_of
from domain.holiday_notice import STATUTORY
from domain.words import Text

Hours = tuple[int, int]
"""From which full hour of a day in China until which; what is outside is night."""


class Irregularity(StrEnum):
    NIGHT = "night"
    DAY_OFF = "day_off"
    TOO_EARLY = "too_early"


IRREGULARITIES = {
    Irregularity.NIGHT: Text("夜间", "by night"),
    Irregularity.DAY_OFF: Text("休息日", "on a day off"),
    Irregularity.TOO_EARLY: Text("可执行之日前", "before its time"),
}


def irregular(at: datetime, hours: Hours, calendar: Calendar) -> Irregularity | None:
    """What L6 has against this moment, if anything."""
    there = at.astimezone(CHINA)
    if _off(there.date(), calendar):
        return Irregularity.DAY_OFF
    first, last = hours
    return None if first <= there.hour < last else Irregularity.NIGHT


def allowed_from(at: datetime, hours: Hours, calendar: Calendar) -> datetime | None:
    """The first moment (UTC) after `at` that L6 lets pass; None where `at` itself is one."""
    if irregular(at, hours, calendar) is None:
        return None
    there, first = at.astimezone(CHINA), hours[0]
    day = there.date() if there.hour < first else there.date() + ONE_DAY
    while _off(day, calendar):
        day += ONE_DAY
    return start_of(day) + timedelta(hours=first)


def _off(day: date, calendar: Calendar) -> bool:
    """Statutory holidays are known before any notice of their year."""
    return not calendar.is_working_day(day) or (day.month, day.day) in STATUTORY
