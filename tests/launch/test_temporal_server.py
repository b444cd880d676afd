import asyncio
import os
import signal
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
from temporalio.client import Client

from launch import temporal_server
from launch.environment import own_environment
from launch.ports import Ports
from launch.process import Child
from tests.launch.serving import wait_until_serving
from tests.launch.stand_ins import ANY_PORTS
from tests.launch.waiting import until


@asynccontextmanager
async def server(database: Path, ports: Ports) -> AsyncIterator[Child]:
    child = Child(
        "temporal",
        temporal_server.command(database, ports, sandbox=False),
        environment=own_environment() | temporal_server.ENVIRONMENT,
        log_file=database.with_suffix(".log"),
    )
    child.start()
    try:
        yield child
    finally:
        await child.stop()


async def serving(ports: Ports) -> Client:
    async with asyncio.timeout(20):
        return await wait_until_serving(ports.temporal_address)


async def retention(client: Client) -> timedelta:
    answer = await client.workflow_service.describe_namespace(
        DescribeNamespaceRequest(namespace="default")
    )
    return answer.config.workflow_execution_retention_ttl.ToTimedelta()


async def test_a_started_workflow_outlives_a_killed_server(tmp_path: Path) -> None:
    ports = ANY_PORTS.settled()
    async with server(tmp_path / "temporal.db", ports) as child:
        client = await serving(ports)
        await temporal_server.raise_retention(ports.temporal_http, 90)
        assert await retention(client) == timedelta(days=90)
        await temporal_server.raise_retention(ports.temporal_http, 30)  # never lowers it
        await client.start_workflow("NobodyRunsIt", id="kept", task_queue="nobody")

        assert child.pid is not None
        os.kill(child.pid, signal.SIGKILL)
        await until(lambda: child.ends == 1)

        client = await serving(ports)
        kept = await client.get_workflow_handle("kept").describe()
        assert kept.workflow_type == "NobodyRunsIt"
        assert [found.id async for found in client.list_workflows()] == ["kept"]
        assert await retention(client) == timedelta(days=90)
    with sqlite3.connect(tmp_path / "temporal.db") as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    database.close()


async def test_retention_waits_for_a_server_that_is_not_ready(tmp_path: Path) -> None:
    ports = ANY_PORTS.settled()
    raised = asyncio.create_task(temporal_server.raise_retention(ports.temporal_http, 7))
    await asyncio.sleep(0.2)
    assert not raised.done()
    async with server(tmp_path / "temporal.db", ports), asyncio.timeout(20):
        await raised
        assert await retention(await serving(ports)) == timedelta(days=7)


def test_only_the_sandbox_skips_time() -> None:
    ports = Ports()
    flag = "frontend.WorkflowTimeSkippingEnabled=true"
    assert flag in temporal_server.command(Path("t.db"), ports, sandbox=True)
    assert flag not in temporal_server.command(Path("t.db"), ports, sandbox=False)
