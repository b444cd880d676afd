"""The embedded Temporal server: its command line, and what has to be asked of it once it runs.

It is asked by its HTTP API: who only waits for it does without Temporal's client, which takes
longer to import than all else here.
"""

import asyncio
import json
import shutil
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

from launch.http_probe import answer
from launch.ports import LOOPBACK, Ports

NAMESPACE = "default"
POLL_SECONDS = 0.05

TIME_SKIPPING = ("--dynamic-config-value", "frontend.WorkflowTimeSkippingEnabled=true")

# The server asks its maker over the internet whether a newer version exists, unless this is set.
ENVIRONMENT = {"TEMPORAL_VERSION_CHECK_DISABLED": "1"}
_ABOUT = f"/api/v1/namespaces/{NAMESPACE}"


def command(database: Path, ports: Ports, *, sandbox: bool) -> Sequence[str]:
    """`sandbox` lets a workflow's time be skipped; production never has it."""
    return (
        *(_binary(), "server", "start-dev"),
        *("--db-filename", str(database)),
        *("--ip", LOOPBACK, "--port", str(ports.temporal), "--ui-port", str(ports.temporal_ui)),
        *("--http-port", str(ports.temporal_http)),
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


async def is_serving(http_port: int) -> bool:
    """Whether the server answers for the namespace."""
    return await _retention(http_port) is not None


async def raise_retention(http_port: int, days: int) -> None:
    """Keeps closed workflows for at least `days`; the dev server's own default is 24 hours.

    Asks again while the server is not ready: bound it with `asyncio.timeout`.
    """
    wanted = timedelta(days=days)
    config = {"workflowExecutionRetentionTtl": f"{wanted.total_seconds():.0f}s"}
    update = json.dumps({"config": config}).encode()
    while (found := await _retention(http_port)) is None or found < wanted:
        if found is None or await answer(http_port, f"{_ABOUT}/update", update) is None:
            await asyncio.sleep(POLL_SECONDS)


async def has_worker(http_port: int, task_queue: str) -> bool:
    """Whether a worker has asked for workflow tasks lately, in the last minutes."""
    path = f"{_ABOUT}/task-queues/{quote(task_queue, safe='')}"
    told = await _told(http_port, f"{path}?taskQueueType=TASK_QUEUE_TYPE_WORKFLOW")
    return told is not None and bool(told.get("pollers"))


async def _retention(http_port: int) -> timedelta | None:
    told = await _told(http_port, _ABOUT)
    if told is None:
        return None
    return timedelta(seconds=float(told["config"]["workflowExecutionRetentionTtl"].rstrip("s")))


async def _told(http_port: int, path: str) -> Any:
    """None while the server is not ready."""
    answered = await answer(http_port, path)
    return None if answered is None else json.loads(answered)
