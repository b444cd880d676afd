"""The Temporal server of these tests: a real dev server that skips time for one workflow at a time.

Which server it is, and how it skips time, is known here only.
"""

import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import SecretStr
from temporalio.client import Client
from temporalio.testing import WorkflowEnvironment

from worker import register_search_attributes
from workflows.conversion import data_converter

BINARY = Path(sys.executable).with_name("temporal")
PLAIN = data_converter(SecretStr(""))
"""Payloads that anybody can read."""
DYNAMIC_CONFIG = {
    "frontend.WorkflowTimeSkippingEnabled": "true",
    # Timers fire up to a second late by default, and every skip would cost that second.
    "history.timerProcessorMaxTimeShift": '"10ms"',
}


class Server:
    """Every enterprise's workflow has a clock of its own, and it runs unless it is moved on."""

    def __init__(self, environment: WorkflowEnvironment, client: Client | None = None) -> None:
        self._environment = environment
        self.client = client or environment.client

    def with_keys(self, payload_keys: SecretStr) -> "Server":
        """The same server to somebody who has these."""
        config = self.client.config()
        config["data_converter"] = data_converter(payload_keys)
        return Server(self._environment, Client(**config))

    @property
    def address(self) -> str:
        return self.client.service_client.config.target_host

    async def now(self, workflow: str) -> datetime:
        """The workflow's time, UTC."""
        return await self._environment.get_current_time(self.client.get_workflow_handle(workflow))

    async def forward(self, workflow: str, by: timedelta) -> bool:
        """Move the workflow's time on, with all that falls due on the way; False if it ended."""
        handle = self.client.get_workflow_handle(workflow)
        return await self._environment.fast_forward(handle, by)


@asynccontextmanager
async def serving(
    dynamic_config: Mapping[str, str] | None = None, *, ui_port: int | None = None
) -> AsyncIterator[Server]:
    """With Temporal's own pages where a port is given."""
    settings = {**DYNAMIC_CONFIG, **(dynamic_config or {})}
    environment = await WorkflowEnvironment.start_time_skipping_v2(
        data_converter=PLAIN,
        identity="tests",  # histories are kept, and are nobody's machine's
        dev_server_existing_path=str(BINARY),
        dev_server_log_level="error",
        ui=ui_port is not None,
        ui_port=ui_port,
        dev_server_extra_args=[
            argument
            for key, value in settings.items()
            for argument in ("--dynamic-config-value", f"{key}={value}")
        ],
    )
    async with environment:
        await register_search_attributes(environment.client)
        with environment.with_time_skipping_disabled():  # time is moved on demand only
            yield Server(environment)
