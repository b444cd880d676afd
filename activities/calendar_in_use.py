"""The calendar that new cases get: the built-in one, with every notice that came in since (L8)."""

from collections.abc import Sequence
from functools import lru_cache

from sqlmodel import Session

from activities.holidays import announced_calendar
from domain.calendar import Calendar
from domain.holiday_notice import announced
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
