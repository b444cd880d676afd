"""Lives that begin while only the holidays of 2025 are known.

Served on 17 August 2025, six months end on 17 February 2026, which the plain week takes for a
working day; the notice for 2026 makes it a day of the Spring Festival and moves the end to 24
February. Served on 28 August they end on Saturday, 28 February, moved by the plain week to 2
March; the notice makes that Saturday a workday.
"""

from dataclasses import replace
from datetime import date

from activities.holidays import announced_calendar
from domain.calendar import Calendar
from domain.case import Case
from domain.events import Taken
from domain.flagging import Flag
from domain.new_calendar import AdoptCalendar
from domain.procedure import Procedure
from domain.procedures import ENERGY
from tests.domain.lives import (
    CODE,
    ENTERPRISE,
    FAIL,
    INSPECTOR,
    LINE,
    NAME,
    REPORT,
    SERVE,
    SUPERVISOR,
    TELL,
    Life,
)

ALL = announced_calendar()
OLD = ALL.within(2025, 2025)
NEW = replace(ALL.within(2025, 2026), version="国办发明电〔2025〕7号", edition=1)
ADOPT = AdoptCalendar(NEW)


def flagged(at: str, calendar: Calendar = OLD, procedure: Procedure = ENERGY) -> Life:
    life = Life()
    planned = date(2026, 2, 17) if procedure.planned else None
    flag = Flag(CODE, NAME, LINE, procedure, calendar, "能耗超限额", planned)
    life.do(INSPECTOR, flag, f"{at} 08:00")
    return life


def rectifying(served: str, calendar: Calendar = OLD) -> Life:
    life = flagged(served, calendar)
    life.do(INSPECTOR, SERVE, served)
    return life


def deciding(failed: str, calendar: Calendar = OLD) -> Life:
    """Told of the decision to come on the day that it failed."""
    life = rectifying("2025-08-17", calendar)
    life.do(ENTERPRISE, REPORT, failed)
    life.do(INSPECTOR, FAIL, failed)
    life.do(INSPECTOR, TELL, failed)
    return life


def adopted(life: Life, at: str, calendar: Calendar = NEW) -> Taken:
    """The event of the adoption itself: what was due comes before it, what falls due after."""
    events = [entry.event for entry in life.do(SUPERVISOR, AdoptCalendar(calendar), at)]
    (event,) = [event for event in events if isinstance(event, Taken)]
    return event


def ends(case: Case) -> dict[str, tuple[date, bool] | None]:
    """Each period's last day, and whether it is provisional."""
    until = case.hearing.until if case.hearing else None
    periods = {"deadline": case.deadline, "limit": case.limit, "objection": until}
    return {name: (end.last_day, end.provisional) if end else None for name, end in periods.items()}
