"""S8: nobody was there when it fell due; once somebody is, all of it happens, in order, once."""

import asyncio
from datetime import timedelta

from domain.ladder import Rung
from tests.domain.lives import INSPECTOR, SERVE, Life
from tests.workflows.installation import Installation
from tests.workflows.office import Office
from workflows.messages import Start

LIVED = ["flag", "serve_notice"]
OVER = ["period_ended", "escalated reinspection_late"]
CLIMBED = [*OVER, *(f"escalated reinspection_late {rung}" for rung in list(Rung)[1:])]
"""All that is done about it, where nobody ever inspects."""


async def test_s8_no_worker_for_the_whole_period_and_longer(installation: Installation) -> None:
    """Temporal is there, and its timer fires into the void; skipped time waits at each of them."""
    office = Office(installation)
    await office.flag()
    await office.do(INSPECTOR, SERVE)
    due = await office.due()
    await installation.stop_worker()
    passing = asyncio.create_task(office.forward_to(due + timedelta(days=40)))
    await asyncio.sleep(1)
    assert not passing.done()
    assert office.story() == LIVED
    await installation.start_worker()
    assert await passing
    lived = [*LIVED, "reminded 30", "reminded 7", "reminded 1"]
    over = office.story()[len(lived) :]
    assert office.story() == [*lived, *CLIMBED[: len(over)]]
    assert over[: len(OVER)] == OVER
    await office.check()


async def test_s8_every_process_down_for_more_than_a_year(office: Office) -> None:
    """A single waking, now, for all that fell due since the spring of 2025; to be reminded of an
    end that has passed is no use to anybody."""
    life = Life(office.code)
    life.flag("2025-04-01")
    life.do(INSPECTOR, SERVE, "2025-04-01")
    await office.resume(Start(life.enterprise, tuple(life.recorded)))
    await office.forward()
    assert office.story() == [*LIVED, *CLIMBED]
    over = office.entries()[len(LIVED) :]
    assert len({entry.at for entry in over}) == 1
    days = [str(entry.happened_on) for entry in over if entry.event.kind == "period_ended"]
    assert days == ["2025-10-09"]
    await office.check()
