"""The whole service as `make run` starts it, within the tests, so that they can kill its parts."""

import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
from sqlalchemy import Engine
from temporalio.client import Client

from domain.catalogue import DEPARTMENTS
from launch.demo_people import PASSWORD
from launch.environment import UNLIMITED_REQUESTS
from launch.folder import DataFolder
from launch.ports import Ports
from launch.stack import PROGRAMS, Stack
from records.database import connect
from tests.payload_keys import OLD, OLD_ONE
from tests.system.careful import CarefulClient, Json
from tests.system.verdict import each_order_is_carried_out_once, ledger, nothing_is_lost
from workflows.conversion import data_converter

DYING_API = (sys.executable, "-P", str(Path(__file__).with_name("dying_api.py")))


@dataclass
class Service:
    stack: Stack
    engine: Engine
    temporal: Client
    client: CarefulClient
    die_once: Path
    """While this file is there, the API dies between the next command's answer and the record."""

    async def behave(self, department: str, **behaviour: Any) -> None:
        async with httpx2.AsyncClient(base_url=self.stack.ports.simulator_url) as simulator:
            answer = await simulator.put(f"/departments/{department}/behaviour", json=behaviour)
            answer.raise_for_status()

    async def ledger(self) -> list[Json]:
        return await ledger(self.stack.ports.simulator_url)

    async def check(self) -> None:
        await nothing_is_lost(self.engine, self.temporal, self.client)
        each_order_is_carried_out_once(self.engine, await self.ledger())


@asynccontextmanager
async def serving(
    path: Path, environment: Mapping[str, str] | None = None
) -> AsyncIterator[Service]:
    with DataFolder(path) as folder:
        url = f"sqlite:///{folder.records_database}"
        die_once = folder.path / "die-once"

        stack = Stack(
            folder,
            Ports(0, 0, 0, 0),
            sandbox=False,
            departments=tuple(DEPARTMENTS),
            extra_environment={
                "DIE_ONCE": str(die_once),
                "PHASEOUT_PAYLOAD_KEYS": OLD,
                **UNLIMITED_REQUESTS,
                **(environment or {}),
            },
            programs={**PROGRAMS, "api": DYING_API},
        )
        async with stack:
            temporal = await Client.connect(
                stack.ports.temporal_address,
                data_converter=data_converter(OLD_ONE),
            )
            client, engine = CarefulClient([stack.ports.api_url], PASSWORD), connect(url)
            yield Service(stack, engine, temporal, client, die_once)
            await client.close()
            engine.dispose()
