"""The calendar that a new case gets (L8)."""

from datetime import date

from activities.calendar_in_use import calendar_in_use
from api.state import Shared
from domain.calendar import Calendar
from records.database import reading


def calendar_from(shared: Shared, day: date) -> Calendar:
    """From the year of that day on: all that a case can come to need."""
    with reading(shared.engine) as session:
        calendar = calendar_in_use(session)
    return calendar.within(day.year, max(calendar.years))
