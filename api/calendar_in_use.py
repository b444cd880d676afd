"""The calendar that new cases get: the built-in one, with every notice that came in since (L8)."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from sqlmodel import Session

from activities.holidays import announced_calendar
from api.state import Shared
from domain.calendar import Calendar
from domain.holiday_notice import announced
from records.database import reading
from records.holiday_notices import Kept, kept


def calendar_in_use(session: Session) -> Calendar:
    return calendar_of(kept(session))


def calendar_of(notices: Sequence[Kept]) -> Calendar:
    """The built-in calendar with these notices, in their order."""
    return _made_of(tuple(notices))


@lru_cache(maxsize=4)
def _made_of(notices: tuple[Kept, ...]) -> Calendar:
    calendar = announced_calendar()
    for each in notices:
        calendar = announced(calendar, each.notice, each.edition)
    return calendar


def calendar_from(shared: Shared, day: date) -> Calendar:
    """From the year of that day on: all that a case can come to need."""
    with reading(shared.engine) as session:
        calendar = calendar_in_use(session)
    return calendar.within(day.year, max(calendar.years))
