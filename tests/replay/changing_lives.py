"""Lives around which the law changes, or that are heard before a decision."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

from domain.new_calendar import AdoptCalendar
from domain.new_rules import AdoptRules
from domain.procedures import ELIMINATED, ENERGY
from tests.domain.grounds import ANSWER, ASK, HEAR, STATE
from tests.domain.lives import (
    APPROVER,
    CALENDAR,
    DISMANTLE,
    INSPECTOR,
    REPORT,
    SERVE,
    SUPERVISOR,
    TELL,
)
from tests.workflows.city import City
from tests.workflows.office import Office
from tests.workflows.stretches import has_its_plans

STRICTER = replace(ENERGY, version=2, rectification_months=1)


async def calendar_adopted(office: Office, _: City) -> AsyncIterator[str]:
    """Its last day becomes a day off."""
    await office.flag()
    await office.do(INSPECTOR, SERVE)
    deadline = (await office.state()).cases[f"{office.code}-1"].deadline
    assert deadline
    days_off = tuple(sorted({*CALENDAR.days_off, deadline.last_day}))
    years = tuple(sorted({*CALENDAR.years, deadline.last_day.year}))
    newer = replace(CALENDAR, version="更正", years=years, days_off=days_off, edition=1)
    await office.do(SUPERVISOR, AdoptCalendar(newer))
    yield "adopted"
    await office.forward_to(await office.due() + timedelta(hours=1))
    yield "overdue"


async def rules_adopted(office: Office, _: City) -> AsyncIterator[str]:
    await office.flag()
    await office.do(INSPECTOR, SERVE)
    await office.do(SUPERVISOR, AdoptRules(STRICTER))
    yield "adopted"
    await office.do(office.owner, REPORT)
    yield "reported"


async def heard_late(office: Office, _: City) -> AsyncIterator[str]:
    await office.flag(procedure=ELIMINATED)
    await office.do(INSPECTOR, SERVE)
    await office.do(INSPECTOR, TELL)
    await office.do(office.owner, STATE)
    await office.do(office.owner, ASK)
    await office.do(APPROVER, ANSWER)
    yield "hearing asked for"
    await office.forward(timedelta(days=60))
    yield "hearing late"
    await office.do(INSPECTOR, HEAR)
    await has_its_plans(office)
    await office.do(APPROVER, DISMANTLE)
    yield "decided"


CHANGING_LIVES = (calendar_adopted, rules_adopted, heard_late)
