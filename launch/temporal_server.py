"""The embedded Temporal server: its command line, and what has to be asked of it once it runs."""

import asyncio
import os
import shutil
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from google.protobuf.duration_pb2 import Duration
from temporalio.api.namespace.v1 import NamespaceConfig
from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest, UpdateNamespaceRequest
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from launch.ports import LOOPBACK, Ports

NAMESPACE = "default"
POLL_SECONDS = 0.05
CALL_LIMIT = timedelta(seconds=2)

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
        *(_SKIPPING if sandbox else ()),
    )


_SKIPPING = ("--dynamic-config-value", "frontend.WorkflowTimeSkippingEnabled=true")


def _binary() -> str:
    beside = Path(sys.executable).with_name("temporal")
    if beside.exists():
        return str(beside)
    found = shutil.which("temporal")
    if found is None:
        raise FileNotFoundError("temporal: not beside Python and not on PATH")
    return found


async def wait_until_serving(address: str) -> Client:
    """A client, as soon as the server answers for the namespace. Waits for ever: bound it."""
    while True:
        try:
            client = await Client.connect(address, namespace=NAMESPACE)
            await _describe(client)
        except (RuntimeError, RPCError):
            await asyncio.sleep(POLL_SECONDS)
        else:
            return client


async def raise_retention(client: Client, days: int) -> None:
    """Keeps closed workflows for at least `days`; the dev server's own default is 24 hours.

    Asks again while the server is not ready. Waits for ever: bound it.
    """
    wanted = timedelta(days=days)
    while True:
        try:
            if await _describe(client) < wanted:
                await client.workflow_service.update_namespace(
                    UpdateNamespaceRequest(
                        namespace=client.namespace,
                        config=NamespaceConfig(
                            workflow_execution_retention_ttl=Duration(seconds=days * 86400)
                        ),
                    ),
                    timeout=CALL_LIMIT,
                )
        except RPCError as error:
            if error.status not in NOT_READY:
                raise
            await asyncio.sleep(POLL_SECONDS)
        else:
            return
