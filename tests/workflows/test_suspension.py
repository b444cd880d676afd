"""L7 on a real server: the worker goes and comes back while the case is suspended."""

from datetime import date, timedelta

from domain.procedures import ELIMINATED
from tests.domain.lives import (
    APPROVER,
    ASSESS,
    ASSESSED,
    CLOCK_RUNS,
    INSPECTOR,
    RESETTLE,
    RESETTLED,
    RESUME,
    SERVE,
    STOP_CLOCK,
    SUPERVISOR,
    TELL,
    WAIVE,
)
from tests.workflows.city import City
from tests.workflows.history import timers_fired
from tests.workflows.installation import Installation
from tests.workflows.office import Office
from tests.workflows.stretches import seals

CUT = [("power_cut", 1), ("water_cut", 1), ("seal", 1)]


async def _unmoved(office: Office) -> date:
    deadline = (await office.state()).cases[f"{office.code}-1"].deadline
    assert deadline
    return deadline.unmoved


async def test_l7_a_stopped_clock_fires_nothing_and_then_goes_on_where_it_stood(
    installation: Installation,
) -> None:
    office = Office(installation)
    await office.flag()
    await office.do(INSPECTOR, SERVE)
    unmoved = await _unmoved(office)
    await office.do(SUPERVISOR, STOP_CLOCK)
    await office.come_to_rest()
    fired = timers_fired(await office.history())
    await installation.restart_worker()
    assert await office.forward(timedelta(days=400))
    assert office.story() == ["flag", "serve_notice", "suspend"]
    assert timers_fired(await office.history()) == fired
    await office.do(SUPERVISOR, RESUME)
    suspended, resumed = (entry.happened_on for entry in office.entries()[-2:])
    assert resumed - suspended >= timedelta(days=400)
    assert await _unmoved(office) == unmoved + (resumed - suspended)
    end = await office.due()
    await installation.restart_worker()
    await office.forward_to(end - timedelta(minutes=1))
    assert await office.stage() == "rectifying"
    await office.forward(timedelta(minutes=2))
    assert await office.stage() == "overdue"
    assert office.story() == [
        *("flag", "serve_notice", "suspend", "resume"),
        *("reminded 30", "reminded 7", "reminded 1", "period_ended"),
    ]
    await office.check()


async def test_l7_what_was_in_force_is_lifted_and_after_a_restart_imposed_again(
    installation: Installation, city: City
) -> None:
    office = Office(installation)
    await office.flag(procedure=ELIMINATED)
    for by, action in (
        (INSPECTOR, SERVE),
        (INSPECTOR, TELL),
        (office.owner, WAIVE),
        (office.owner, RESETTLE),
        (APPROVER, RESETTLED),
        (INSPECTOR, ASSESS),
        (SUPERVISOR, ASSESSED),
    ):
        await office.do(by, action)
    await seals(office)
    await office.until(lambda enterprise: not enterprise.waiting())
    await office.do(SUPERVISOR, CLOCK_RUNS)
    await office.until(lambda enterprise: not enterprise.waiting())
    effects = city.effects(office.code)
    assert effects[4:] == [(kind, "lift", times) for kind, times in CUT]
    await installation.restart_worker()
    await office.do(SUPERVISOR, RESUME)
    await office.until(lambda enterprise: not enterprise.waiting())
    assert city.effects(office.code)[7:] == [(kind, "impose", times) for kind, times in CUT]
    assert all(measure.in_force for measure in (await office.state()).measures.values())
