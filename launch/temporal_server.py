"""The embedded Temporal server: its command line, and what has to be asked of it once it runs."""

import asyncio
import shutil
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import (
    DescribeNamespaceRequest,
    DescribeTaskQueueRequest,
    UpdateNamespaceRequest,
)
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from launch.ports import LOOPBACK, Ports

NAMESPACE = "default"
POLL_SECONDS = 0.05
CALL_LIMIT = timedelta(seconds=2)
NOT_READY_YET = frozenset(
    {RPCStatusCode.NOT_FOUND, RPCStatusCode.UNAVAILABLE, RPCStatusCode.DEADLINE_EXCEEDED}
)

TIME_SKIPPING = ("--dynamic-config-value", "frontend.WorkflowTimeSkippingEnabled=true")

# The server asks its maker over the internet whether a newer version exists, unless this is set.
ENVIRONMENT = {"TEMPORAL_VERSION_CHECK_DISABLED": "1"}


def command(database: Path, ports: Ports, *, sandbox: bool) -> Sequence[str]:
    """`sandbox` lets a workflow's time be skipped; production never has it."""
    return (
        *(_binary(), "server", "start-dev"),
        *("--db-filename", str(database)),
        *("--ip", LOOPBACK, "--port", str(ports.temporal), "--ui-port", str(ports.temporal_ui)),
        # With FULL each commit is on the disk before it is acknowledged, also if power fails.
        *("--sqlite-pragma", "journal_mode=wal", "--sqlite-pragma", "synchronous=full"),
        *("--log-level", "error", "--ui-disable-news-fetch"),
        # The settings of somebody's own command-line client are not meant for this server.
        *("--disable-config-file", "--disable-config-env"),
        *(TIME_SKIPPING if sandbox else ()),
    )


def _binary() -> str:
    beside = Path(sys.executable).with_name("temporal")
    if beside.exists():
        return str(beside)
    found = shutil.which("temporal")
    if found is None:
        raise FileNotFoundError("temporal: not beside Python and not on PATH")
    return found


async def connect_if_serving(address: str) -> Client | None:
    """A client when the server answers for the namespace, else None."""
    try:
        client = await Client.connect(address, namespace=NAMESPACE)
        await _retention(client)
    except (RuntimeError, RPCError):  # connecting raises the former
        return None
    return client


async def wait_until_serving(address: str) -> Client:
    """Waits for ever: bound it with `asyncio.timeout`."""
    while True:
        if client := await connect_if_serving(address):
            return client
        await asyncio.sleep(POLL_SECONDS)


async def raise_retention(client: Client, days: int) -> None:
    """Keeps closed workflows for at least `days`; the dev server's own default is 24 hours.

    Asks again while the server is not ready: bound it with `asyncio.timeout`.
    """
    wanted = timedelta(days=days)
    request = UpdateNamespaceRequest(namespace=client.namespace)
    request.config.workflow_execution_retention_ttl.FromTimedelta(wanted)
    while True:
        try:
            if await _retention(client) < wanted:
                await client.workflow_service.update_namespace(request, timeout=CALL_LIMIT)
        except (RuntimeError, RPCError) as error:
            if isinstance(error, RPCError) and error.status not in NOT_READY_YET:
                raise
            await asyncio.sleep(POLL_SECONDS)
        else:
            return


async def has_worker(client: Client, task_queue: str) -> bool:
    """Whether a worker has asked for workflow tasks lately, in the last minutes."""
    request = DescribeTaskQueueRequest(
        namespace=client.namespace,
        task_queue=TaskQueue(name=task_queue),
        task_queue_type=TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
    )
    try:
        answer = await client.workflow_service.describe_task_queue(request, timeout=CALL_LIMIT)
    except RPCError:
        return False
    return bool(answer.pollers)


async def _retention(client: Client) -> timedelta:
    answer = await client.workflow_service.describe_namespace(
        DescribeNamespaceRequest(namespace=client.namespace), timeout=CALL_LIMIT
    )
    return answer.config.workflow_execution_retention_ttl.ToTimedelta()
