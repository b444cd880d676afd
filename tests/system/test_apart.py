"""In production the same code runs apart: two workers and two APIs side by side, one each lost."""

import asyncio
import socket
from pathlib import Path

import pytest
from temporalio.client import Client

from tests.databases import PostgresDatabases
from tests.system.apart import Fleet, running_apart
from tests.system.careful import CarefulClient
from tests.system.living import LIVES, SERVE, credit_code, flag_body, live
from tests.system.verdict import (
    commands,
    each_order_is_carried_out_once,
    ledger,
    nothing_is_lost,
)
from workflows.messages import ENTERPRISE_WORKFLOW

WITHIN_SECONDS = 60
COMMANDS_AFTERWARDS = 30
STOPPED_IN_ORDER = (0, 128 + 15)


@pytest.fixture
def empty_database(postgres_databases: PostgresDatabases) -> str:
    return postgres_databases.empty()


async def test_two_of_each_side_by_side_and_one_of_each_lost(
    empty_database: str, tmp_path: Path
) -> None:
    async with running_apart(empty_database, tmp_path) as fleet:
        client, enough = fleet.client, asyncio.Event()
        code = credit_code()
        flag, serve = f"/enterprises/{code}/cases", f"/cases/{code}-1/serve-notice"
        await client.give_to_all_at_once("inspector", flag, code, flag_body("energy"))
        await client.give_to_all_at_once("inspector", serve, code, SERVE[2])
        assert set(commands(fleet.engine, code).values()) == {1}
        lanes = [asyncio.create_task(_lives(fleet, lane, enough)) for lane in range(len(LIVES))]
        async with asyncio.timeout(WITHIN_SECONDS):
            await _all_take_part(fleet.temporal, {worker.pid for worker in fleet.workers})
        fleet.workers[0].kill()
        fleet.apis[0].kill()
        await _commands(client, COMMANDS_AFTERWARDS)
        enough.set()
        await asyncio.gather(*lanes)
        await nothing_is_lost(fleet.engine, fleet.temporal, client)
        done = await ledger(f"http://127.0.0.1:{fleet.city.port}")
        each_order_is_carried_out_once(fleet.engine, done)
        for program in (fleet.workers[1], fleet.apis[1]):
            assert program.stop() in STOPPED_IN_ORDER


async def _lives(fleet: Fleet, lane: int, enough: asyncio.Event) -> None:
    while not enough.is_set():
        await live(fleet.client, fleet.engine, LIVES[lane])


async def _all_take_part(temporal: Client, workers: set[int]) -> None:
    """Until each worker has carried something out."""
    wanted = {f"{worker}@{socket.gethostname()}" for worker in workers}
    seen: set[str] = set()
    while not wanted <= seen:
        async for workflow in temporal.list_workflows(f"WorkflowType = '{ENTERPRISE_WORKFLOW}'"):
            history = await temporal.get_workflow_handle(workflow.id).fetch_history()
            seen |= {
                event.workflow_task_completed_event_attributes.identity for event in history.events
            }
        await asyncio.sleep(0.2)


async def _commands(client: CarefulClient, count: int) -> None:
    enough = len(client.acknowledged) + count
    async with asyncio.timeout(WITHIN_SECONDS):
        while len(client.acknowledged) < enough:  # noqa: ASYNC110
            await asyncio.sleep(0.1)
