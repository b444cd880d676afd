"""L8: a newer calendar moves the one durable timer, whatever process is there to see it."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from domain.calendar import Calendar
from domain.new_calendar import AdoptCalendar
from domain.procedures import ENERGY_SUPPLY
from tests.domain.lives import CALENDAR, INSPECTOR, LINE, SERVE, SUPERVISOR
from tests.workflows.city import City
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


async def test_l8_a_department_is_sent_an_order_again_whose_days_have_moved(
    office: Office, city: City
) -> None:
    """L8, S5: the same order with other days is taken, and was carried out once."""
    city.behave("district", answer="later")
    await office.flag(line=replace(LINE, name="全厂"), procedure=ENERGY_SUPPLY)
    await office.do(INSPECTOR, SERVE)
    await office.until(lambda enterprise: bool(enterprise.waiting()[0].accepted_at))
    (before,) = (await office.state()).waiting()
    days_off = tuple(sorted({*CALENDAR.days_off, before.receipt_by}))
    years = tuple(sorted({*CALENDAR.years, before.receipt_by.year}))
    calendar = replace(CALENDAR, version="更正", years=years, days_off=days_off, edition=1)
    await office.give(office.command(SUPERVISOR, AdoptCalendar(calendar)))
    await office.until(lambda enterprise: not enterprise.waiting())
    after = (await office.state()).order(before.id)
    assert after
    assert after.done
    assert after.receipt_by == calendar.next_working_day(before.receipt_by)
    assert city.times_received(office.code, "district") == [2]
    assert [count for _, _, count in city.effects(office.code)] == [1]
    await office.check()
