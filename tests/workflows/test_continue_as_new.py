"""A long history is left behind, again and again, and nothing is lost or done twice by it."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio

from domain.closing import ConfirmDismantling
from domain.extension import ApplyForExtension, DecideExtension
from domain.procedures import ELIMINATED
from tests.domain.lives import (
    ANNOUNCE,
    APPROVER,
    COMMIT,
    INSPECTOR,
    LINE,
    SERVE,
)
from tests.workflows.city import City
from tests.workflows.installation import Installation, installed
from tests.workflows.office import Office
from tests.workflows.server import Server, serving
from tests.workflows.stretches import is_heard, seals
from workflows.visibility import STAGE

A_LONG_HISTORY = 40


@pytest_asyncio.fixture(scope="module")
async def forgetful_server() -> AsyncIterator[Server]:
    """One that suggests to continue as new after few events, and lets it happen at once."""
    config = {
        "limit.historyCount.suggestContinueAsNew": str(A_LONG_HISTORY),
        "history.workflowIdReuseMinimalInterval": '"0s"',
    }
    async with serving(config) as server:
        yield server


@pytest_asyncio.fixture(scope="module")
async def shared_installation(
    forgetful_server: Server, shared_city: City, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Installation]:
    folder = tmp_path_factory.mktemp("records")
    async with installed(forgetful_server, shared_city, folder) as installation:
        yield installation


async def _run(office: Office) -> str:
    return (await office.workflow.describe()).run_id


async def _extensions_refused(office: Office, times: int) -> None:
    """Commands that move nothing, to make a history long."""
    for _ in range(times):
        await office.do(office.owner, ApplyForExtension(1, "设备未到"))
        await office.do(APPROVER, DecideExtension(0, "理由不足"))


async def test_state_and_record_go_on(office: Office) -> None:
    await office.flag()
    await office.do(INSPECTOR, SERVE)
    first = await _run(office)
    due = await office.due()
    await _extensions_refused(office, 5)
    await office.forward()
    assert await _run(office) != first
    assert await office.due() == due
    await office.forward_to(due + timedelta(days=30))
    await office.check()
    story = office.story()
    last = story.index("escalated reinspection_late")
    assert story[last - 4 : last] == ["reminded 30", "reminded 7", "reminded 1", "period_ended"]


async def test_s5_a_command_counts_once_across_runs(office: Office) -> None:
    """Temporal forgets the ids of a run that has gone; the loop carries them along."""
    await office.flag()
    serve = office.command(INSPECTOR, SERVE)
    office.write(await office.send(serve))
    first = await _run(office)
    await _extensions_refused(office, 5)
    assert await _run(office) != first
    before = await office.state()
    again = await office.send(serve)
    assert again.fingerprint == serve.fingerprint
    assert await office.state() == before
    await office.check()
    assert [entry.command for entry in office.entries()].count(serve.id) == 1


async def test_s5_orders_under_way_are_delivered_by_the_next_run(
    office: Office, city: City
) -> None:
    city.behave("power", fail_next=1000)
    await office.flag(procedure=ELIMINATED)
    await office.do(INSPECTOR, SERVE)
    await is_heard(office)
    await seals(office)
    await office.until(lambda enterprise: len(enterprise.waiting()) == 1)
    first = await _run(office)
    await office.forward(timedelta(minutes=2))
    await office.do(office.owner, COMMIT)
    await office.do(INSPECTOR, ANNOUNCE)
    for equipment in LINE.equipment:
        await office.refused(INSPECTOR, ConfirmDismantling(equipment))
    await office.forward()
    assert await _run(office) != first
    city.behave("power")
    await office.forward(timedelta(hours=1))
    assert await office.stage() == "sealed"
    assert {effects for _, _, effects in city.effects(office.code)} == {1}
    await office.check()


async def test_what_nobody_wrote_is_written_by_the_next_run(office: Office) -> None:
    await office.send(office.command(INSPECTOR, office.flag_of()))
    first = await _run(office)
    await office.send(office.command(INSPECTOR, SERVE))
    for _ in range(5):
        await office.send(office.command(office.owner, ApplyForExtension(1, "设备未到")))
        await office.send(office.command(APPROVER, DecideExtension(0, "理由不足")))
    assert await _run(office) != first
    assert office.recorded() == []
    await office.check()
    assert len(office.recorded()) == 12


async def test_temporal_still_finds_it(office: Office) -> None:
    await office.flag()
    await office.do(INSPECTOR, SERVE)
    first = await _run(office)
    await office.forward()
    await _extensions_refused(office, 5)
    assert await _run(office) != first
    found = (await office.workflow.describe()).typed_search_attributes
    assert found[STAGE] == ["rectifying"]
