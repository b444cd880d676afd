"""The State Council's yearly holiday notices, as the package `chinesecalendar` has them."""

from functools import cache
from importlib.metadata import version

from chinese_calendar.constants import holidays, workdays

from domain.calendar import SATURDAY, Calendar


@cache
def announced_calendar() -> Calendar:
    """Every year that the installed version knows a notice for; its version names the source."""
    return Calendar(
        version=f"chinesecalendar {version('chinesecalendar')}",
        years=tuple(sorted({day.year for day in holidays})),
        # The package also lists the weekend days of a holiday, which the plain week gives anyway.
        days_off=tuple(sorted(day for day in holidays if day.weekday() < SATURDAY)),
        workdays=tuple(sorted(day for day in workdays if day.weekday() >= SATURDAY)),
    )
