"""phaseout as docs/production.md has it: a Temporal, a PostgreSQL, and workers and APIs beside each
other, told where to find them by the documented environment and nothing else.
"""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, create_subprocess_exec
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine
from temporalio.client import Client

from launch import temporal_server
from launch.environment import UNLIMITED_REQUESTS
from launch.http_probe import answers_ok
from launch.ports import Ports
from records.database import connect
from tests.department_secrets import SECRET_KEY, SECRETS
from tests.payload_keys import OLD, OLD_ONE
from tests.system.careful import CarefulClient
from tests.system.program import Program, clean_environment
from tests.system.running import PHASEOUT
from tests.workflows.city import City
from workflows.conversion import data_converter

PEOPLE = {"inspector": "inspector", "approver": "approver", "approver.deputy": "approver"}
PASSWORD = "a-long-enough-password"
READY_SECONDS = 120


@dataclass
class Fleet:
    """`client` speaks to all of `apis`; the departments' callbacks go to the last of them."""

    workers: list[Program]
    apis: list[Program]
    client: CarefulClient
    temporal: Client
    engine: Engine
    city: City


@asynccontextmanager
async def running_apart(database_url: str, folder: Path, count: int = 2) -> AsyncIterator[Fleet]:
    """So many workers and so many APIs; `database_url` is an empty database's."""
    ports = [Ports(0, 0, 0, 0).settled() for _ in range(count)]
    async with AsyncExitStack() as held:
        city = City(folder / "simulator.db")
        held.callback(city.stop)
        temporal = Program(
            temporal_server.command(folder / "temporal.db", ports[0], sandbox=False),
            clean_environment() | temporal_server.ENVIRONMENT,
            folder / "temporal.log",
        )
        held.callback(temporal.stop)
        environment = _documented(database_url, ports[0].temporal_address, ports[-1], city)
        await _prepare(environment)
        workers = [_start("worker", environment, folder, str(n)) for n in range(count)]
        apis = [
            _start("api", environment | {"PHASEOUT_API_PORT": str(own.api)}, folder, str(own.api))
            for own in ports
        ]
        for program in (*workers, *apis):
            held.callback(program.stop)
        async with asyncio.timeout(READY_SECONDS):
            for own in ports:
                while not await answers_ok(own.api, "/ready"):  # noqa: ASYNC110
                    await asyncio.sleep(0.1)
        client = CarefulClient([own.api_url for own in ports], PASSWORD)
        held.push_async_callback(client.close)
        engine = connect(database_url)
        held.callback(engine.dispose)
        named = await Client.connect(
            ports[0].temporal_address, data_converter=data_converter(OLD_ONE)
        )
        yield Fleet(workers, apis, client, named, engine, city)


def _documented(database_url: str, temporal: str, public: Ports, city: City) -> dict[str, str]:
    departments = {
        key: {"url": f"http://127.0.0.1:{city.port}/departments/{key}", "secret": secret}
        for key, secret in SECRETS.items()
    }
    return (
        clean_environment()
        | UNLIMITED_REQUESTS
        | {
            "TEMPORAL_ADDRESS": temporal,
            "TEMPORAL_NAMESPACE": "default",
            "PHASEOUT_DATABASE_URL": database_url,
            "PHASEOUT_PUBLIC_URL": public.api_url,
            "PHASEOUT_DEPARTMENTS": json.dumps(departments),
            "PHASEOUT_DEPARTMENT_HOSTS": json.dumps(["127.0.0.1"]),
            "PHASEOUT_SECRET_KEY": SECRET_KEY.get_secret_value(),
            "PHASEOUT_PAYLOAD_KEYS": OLD,
        }
    )


async def _prepare(environment: Mapping[str, str]) -> None:
    """The schema, brought up by two at once, and people."""
    await asyncio.gather(*(_phaseout(environment, "migrate") for _ in range(2)))
    options = ("--district", "hainan", "--password", PASSWORD)
    await asyncio.gather(
        *(
            _phaseout(environment, "add-account", who, "--name", who, "--role", role, *options)
            for who, role in PEOPLE.items()
        )
    )


async def _phaseout(environment: Mapping[str, str], *arguments: str) -> None:
    process = await create_subprocess_exec(
        PHASEOUT, *arguments, stdout=PIPE, stderr=PIPE, env=dict(environment)
    )
    said, complained = await process.communicate()
    assert process.returncode == 0, (said + complained).decode()


def _start(module: str, environment: Mapping[str, str], folder: Path, name: str) -> Program:
    return Program((sys.executable, "-m", module), environment, folder / f"{module}-{name}.log")
