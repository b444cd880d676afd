"""L5: the time to object runs while no worker does, and nothing is decided before a hearing."""

import asyncio
from datetime import timedelta

from domain.procedures import ELIMINATED, QUALITY
from domain.procedures.heard_stops import heard_before_stop
from tests.domain.grounds import ANSWER, ASK, HEAR, STATE
from tests.domain.lives import APPROVER, DISMANTLE, INSPECTOR, SERVE, TELL
from tests.workflows.installation import Installation
from tests.workflows.office import Office
from tests.workflows.stretches import has_its_plans

MINUTE = timedelta(minutes=1)


async def _told(office: Office) -> None:
    await office.flag(procedure=ELIMINATED)
    await office.do(INSPECTOR, SERVE)
    await office.do(INSPECTOR, TELL)


async def _settled(office: Office) -> bool:
    hearing = (await office.state()).cases[f"{office.code}-1"].hearing
    assert hearing
    return hearing.settled


async def _objection_ends(office: Office) -> timedelta:
    """From now."""
    hearing = (await office.state()).cases[f"{office.code}-1"].hearing
    assert hearing
    return hearing.until.ends_at - await office.now()


async def test_l5_the_time_to_object_ends_once_though_no_worker_was_there(
    installation: Installation,
) -> None:
    office = Office(installation)
    await _told(office)
    await office.forward(await _objection_ends(office) - MINUTE)
    assert (await office.refused(APPROVER, DISMANTLE)).rule == "L5"
    await installation.stop_worker()
    passing = asyncio.create_task(office.forward(2 * MINUTE))
    await asyncio.sleep(0.5)
    assert not passing.done()
    await installation.start_worker()
    assert await passing
    assert (await office.refused(office.owner, ASK)).code == "objection_late"
    await has_its_plans(office)
    await office.do(APPROVER, DISMANTLE)
    await office.check()
    assert office.story().count("objection_ended") == 1


async def test_l5_s8_a_hearing_held_late_is_escalated_and_still_comes_before_the_decision(
    installation: Installation,
) -> None:
    """Asked for in time and answered, then forgotten; every worker there was has gone since."""
    office = Office(installation)
    await _told(office)
    await office.do(office.owner, STATE)
    await office.do(office.owner, ASK)
    await installation.restart_worker()
    await office.do(APPROVER, ANSWER)
    await has_its_plans(office)
    await office.forward(await _objection_ends(office) + MINUTE)
    assert not await _settled(office)
    case = (await office.state()).cases[f"{office.code}-1"]
    assert case.limit
    await installation.restart_worker()
    await office.forward_to(case.limit.ends_at + MINUTE)
    await office.check()
    assert office.story()[-1] == "escalated decision_late"
    assert (await office.refused(APPROVER, DISMANTLE)).rule == "L5"
    await installation.restart_worker()
    await office.do(INSPECTOR, HEAR)
    assert await _settled(office)
    assert (await office.state()).cases[f"{office.code}-1"].late == ()
    await office.do(APPROVER, DISMANTLE)
    await office.check()
    assert await office.stage() == "dismantling"


async def test_l5_p6_1_a_stop_that_counts_as_a_penalty_waits_though_no_worker_was_there(
    installation: Installation,
) -> None:
    office = Office(installation)
    await office.flag(procedure=heard_before_stop(QUALITY))
    assert (await office.refused(INSPECTOR, SERVE)).rule == "L5"
    await office.do(INSPECTOR, TELL)
    await office.forward(await _objection_ends(office) - MINUTE)
    assert (await office.refused(INSPECTOR, SERVE)).rule == "L5"
    await installation.stop_worker()
    passing = asyncio.create_task(office.forward(2 * MINUTE))
    await asyncio.sleep(0.5)
    await installation.start_worker()
    assert await passing
    await office.do(INSPECTOR, SERVE)
    await office.check()
    assert office.story().count("objection_ended") == 1
    assert (await office.state()).cases[f"{office.code}-1"].hearing is None
