"""L8: a newer calendar moves the one durable timer, whatever process is there to see it."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from domain.calendar import Calendar
from domain.new_calendar import AdoptCalendar
from tests.domain.lives import CALENDAR, INSPECTOR, SERVE, SUPERVISOR
from tests.workflows.installation import Installation
from tests.workflows.office import Office

MINUTE = timedelta(minutes=1)


async def test_l8_s8_the_end_moves_with_the_calendar_across_restarts_of_the_worker(
    installation: Installation,
) -> None:
    """L8, S8: adopted while no worker ran, and the old end passes without a word."""
    office = Office(installation)
    await office.flag()
    await office.do(INSPECTOR, SERVE)
    old_end = await office.due()
    await installation.stop_worker()
    adopt = AdoptCalendar(await _with_the_last_day_off(office))
    giving = asyncio.create_task(office.give(office.command(SUPERVISOR, adopt)))
    await asyncio.sleep(0.5)
    assert not giving.done()
    await installation.start_worker()
    await giving
    new_end = await office.due()
    assert new_end > old_end
    await office.forward_to(old_end + MINUTE)
    assert await office.stage() == "rectifying"
    await installation.stop_worker()
    await installation.start_worker()
    await office.forward_to(new_end - MINUTE)
    assert await office.stage() == "rectifying"
    await office.forward_to(new_end + MINUTE)
    assert await office.stage() == "overdue"
    await office.check()
    assert office.story()[:3] == ["flag", "serve_notice", "adopt_calendar"]
    assert office.story()[-1] == "period_ended"


async def _with_the_last_day_off(office: Office) -> Calendar:
    """A notice for the year of the period's end, which this makes a day off."""
    deadline = office.on_record().cases[f"{office.code}-1"].deadline
    assert deadline
    days_off = {*CALENDAR.days_off, deadline.last_day}
    years = {*CALENDAR.years, deadline.last_day.year}
    return replace(
        CALENDAR,
        version="国办发明电〔2026〕8号",
        years=tuple(sorted(years)),
        days_off=tuple(sorted(days_off)),
        edition=1,
    )
