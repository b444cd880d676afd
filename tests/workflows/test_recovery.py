"""S7, S8: whichever of record and workflows was lost or came back from a backup, what the other has
brings it back: no entry, no deadline and no order is lost, and what went on twice is told.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.workflowservice.v1 import DeleteWorkflowExecutionRequest
from typer.testing import CliRunner, Result

import settings
from cli.main import app
from domain.enterprise import Enterprise
from records.audit import NoteFilter, notes
from records.database import reading
from tests.domain.lives import INSPECTOR, PASS, REPORT, SERVE
from tests.payload_keys import OLD_ONE
from tests.workflows.city import City
from tests.workflows.installation import Installation, installed
from tests.workflows.office import LINGERED, Office
from tests.workflows.server import Server
from tests.workflows.waiting import until
from workflows.history_entries import history_entries
from workflows.messages import Start
from workflows.recovery import Outcome, Recovered, recover


@pytest_asyncio.fixture(params=["plain", "encrypted"])
async def installation(
    server: Server, city: City, tmp_path: Path, request: pytest.FixtureRequest
) -> AsyncIterator[Installation]:
    kept = server if request.param == "plain" else server.with_keys(OLD_ONE)
    async with installed(kept, city, tmp_path) as installation:
        yield installation


@pytest.fixture
def office(installation: Installation) -> Office:
    return Office(installation)


async def recovered(installation: Installation, *offices: Office) -> list[Recovered]:
    """Once Temporal's list has every workflow that there is."""
    client, queue = installation.server.client, installation.settings.task_queue

    async def listed() -> bool:
        return {run.id async for run in client.list_workflows(f"TaskQueue = '{queue}'")} >= {
            office.workflow.id for office in offices
        }

    await until(listed)
    return [each async for each in recover(client, installation.engine, queue)]


def back_up(installation: Installation) -> sqlite3.Connection:
    copy = sqlite3.connect(":memory:")
    with sqlite3.connect(_database(installation)) as database:
        database.backup(copy)
    return copy


def restore(installation: Installation, backup: sqlite3.Connection) -> None:
    with sqlite3.connect(_database(installation)) as database:
        backup.backup(database)
    backup.close()


def _database(installation: Installation) -> str:
    return str(installation.engine.url.database)


async def lose_workflow(installation: Installation, office: Office) -> None:
    client = installation.server.client
    await client.workflow_service.delete_workflow_execution(
        DeleteWorkflowExecutionRequest(
            namespace=client.namespace,
            workflow_execution=WorkflowExecution(workflow_id=office.workflow.id),
        )
    )

    async def lost() -> bool:
        return not [
            run async for run in client.list_workflows(f"WorkflowId = '{office.workflow.id}'")
        ]

    await until(lost)


async def go_back(office: Office, to: Enterprise) -> None:
    """The workflow, to what it was: as a backup of Temporal's has it."""
    await office.workflow.terminate()
    await office.resume(Start(to))


async def test_where_nothing_was_lost_nothing_is_done(
    installation: Installation, office: Office
) -> None:
    await office.flag()
    await office.do(INSPECTOR, SERVE)
    assert await recovered(installation, office) == []


@pytest.mark.parametrize("flagged", [False, True])
async def test_s7_a_record_that_is_behind_gets_what_the_histories_have(
    installation: Installation, office: Office, flagged: bool
) -> None:
    nothing = back_up(installation)
    await office.flag()
    backup = back_up(installation) if flagged else nothing
    await office.do(INSPECTOR, SERVE)
    await office.forward_to(await office.due())
    await office.come_to_rest()
    whole = office.recorded()
    assert "period_ended" in office.story()
    restore(installation, backup)
    assert await recovered(installation, office) == [
        Recovered(office.code, Outcome.COMPLETED, len(whole) - flagged)
    ]
    assert office.recorded() == whole
    await office.do(INSPECTOR, PASS)
    await office.check()


async def test_s7_also_where_the_workflow_has_ended(
    installation: Installation, office: Office
) -> None:
    await office.flag()
    await office.do(INSPECTOR, SERVE)
    backup = back_up(installation)
    await office.do(office.owner, REPORT)
    await office.do(INSPECTOR, PASS)
    await office.forward(LINGERED)
    assert await office.ended()
    whole = office.recorded()
    restore(installation, backup)
    assert await recovered(installation, office) == [
        Recovered(office.code, Outcome.COMPLETED, len(whole) - 2)
    ]
    assert office.recorded() == whole
    assert await office.ended()
    assert await recovered(installation, office) == []


async def test_s8_a_case_whose_workflow_was_lost_gets_one_that_keeps_its_deadlines(
    installation: Installation, office: Office
) -> None:
    await office.flag()
    await office.do(INSPECTOR, SERVE)
    due = await office.due()
    await lose_workflow(installation, office)
    assert await recovered(installation) == [Recovered(office.code, Outcome.STARTED)]
    assert await office.due() == due
    await office.forward_to(due + timedelta(seconds=1))
    assert await office.stage() == "overdue"
    await office.check()
    assert await recovered(installation, office) == []


async def test_a_run_that_is_listed_and_not_there_any_more_stops_nothing(
    installation: Installation, office: Office
) -> None:
    await office.flag()
    client = installation.server.client
    await recovered(installation, office)
    [run] = [run async for run in client.list_workflows(f"WorkflowId = '{office.workflow.id}'")]
    assert len(await history_entries(client, run)) == 1
    await lose_workflow(installation, office)
    assert await history_entries(client, run) == []


async def test_a_workflow_behind_the_record_gives_way_to_one_from_the_record(
    installation: Installation, office: Office
) -> None:
    await office.flag()
    before = await office.state()
    await office.do(INSPECTOR, SERVE)
    await go_back(office, before)
    assert await recovered(installation, office) == [Recovered(office.code, Outcome.REPLACED)]
    assert await office.stage() == "rectifying"
    await office.do(office.owner, REPORT)
    await office.check()


async def test_s7_where_both_went_on_differently_nothing_is_overwritten(
    installation: Installation, office: Office
) -> None:
    await office.flag()
    before = await office.state()
    await office.do(INSPECTOR, SERVE)
    whole = office.recorded()
    await go_back(office, before)
    await office.send(office.command(INSPECTOR, SERVE))
    state = await office.state()
    forked = [Recovered(office.code, Outcome.FORKED)]
    assert await recovered(installation, office) == forked
    assert (office.recorded(), await office.state()) == (whole, state)
    await office.send(office.command(office.owner, REPORT))
    assert await recovered(installation, office) == forked
    assert office.recorded() == whole
    await office.workflow.terminate()


async def test_without_a_worker_it_is_told_and_left(
    installation: Installation, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workflows.heads.ANSWER_WITHIN", timedelta(seconds=1))
    await office.flag()
    await installation.stop_worker()
    assert await recovered(installation, office) == [Recovered(office.code, Outcome.UNANSWERED)]


async def test_an_operator_verifies_recovers_and_verifies_again(
    server: Server,
    city: City,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    request.addfinalizer(settings.settings.cache_clear)
    async with installed(server, city, tmp_path) as installation:
        office = Office(installation)
        await office.flag()
        await lose_workflow(installation, office)
        monkeypatch.setenv("TEMPORAL_ADDRESS", server.address)
        monkeypatch.setenv("PHASEOUT_DATABASE_URL", installation.settings.database_url)
        monkeypatch.setenv("PHASEOUT_TASK_QUEUE", installation.settings.task_queue)
        settings.settings.cache_clear()

        async def typed(*arguments: str) -> Result:
            return await asyncio.to_thread(CliRunner().invoke, app, arguments)

        verified = await typed("verify", "--workflows")
        assert verified.exit_code == 1
        assert f"{office.code}：未结案而无流程" in verified.stdout
        result = await typed("recover")
        assert result.exit_code == 0, result.output
        assert f"{office.code}：缺流程，已按记录重启" in result.stdout
        with reading(installation.engine) as session:
            [noted] = notes(session, NoteFilter(what="recovered"), None, 10)
        assert (noted.actor, noted.subject, noted.code) == ("terminal", office.code, "started")

        async def good() -> bool:
            return (await typed("verify", "--workflows")).exit_code == 0

        await until(good)
        await office.do(INSPECTOR, SERVE)
        await office.check()
