"""S10: a case moved to newer rules goes on under them, whatever process is there to see it."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from domain.calendar import local_date
from domain.new_rules import AdoptRules
from domain.procedure import Limit
from domain.procedures import ENERGY
from domain.stages import Lateness, Stage
from tests.domain.lives import INSPECTOR, REPORT, SERVE, SUPERVISOR
from tests.workflows.installation import Installation
from tests.workflows.office import Office

STRICTER = replace(
    ENERGY,
    version=2,
    rectification_months=1,
    limits={**ENERGY.limits, Stage.REPORTED: Limit(5, Lateness.REINSPECTION)},
)
ADOPT = AdoptRules(STRICTER)


async def test_s10_the_period_stays_and_what_comes_after_goes_by_the_new_rules(
    installation: Installation,
) -> None:
    """Adopted while no worker ran, and gone by after another restart."""
    office, other = Office(installation), Office(installation)
    for each in (office, other):
        await each.flag()
        await each.do(INSPECTOR, SERVE)
    due = await office.due()
    await installation.stop_worker()
    giving = asyncio.create_task(office.give(office.command(SUPERVISOR, ADOPT)))
    await asyncio.sleep(0.5)
    assert not giving.done()
    await installation.start_worker()
    await giving
    assert await office.due() == due
    await installation.restart_worker()
    for each in (office, other):
        await each.do(each.owner, REPORT)
    for each, days in ((office, 5), (other, 10)):
        limit = (await each.state()).cases[f"{each.code}-1"].limit
        assert limit
        assert limit.steps[1].count == days
        await installation.restart_worker()
        await each.forward_to(limit.ends_at - timedelta(minutes=1))
        assert local_date(await each.now()) == limit.last_day
        assert each.story()[-1] == "file_report"
        await each.forward(timedelta(minutes=2))
        await each.check()
        assert each.story()[-1] == "escalated reinspection_late"
    assert office.story()[:3] == ["flag", "serve_notice", "adopt_rules"]
    assert "adopt_rules" not in other.story()
