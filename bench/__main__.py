import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
from collections.abc import Awaitable
from pathlib import Path
from typing import Any

import httpx2
from temporalio.client import Client

from bench import bare, served
from bench.at_once import AT_ONCE, at_once
from bench.core import commands_per_second
from bench.figures import percentiles
from bench.footprint import measure_footprint
from bench.history import history
from bench.orders import Orders
from cli.api_client import ApiClient
from domain.catalogue import DEPARTMENTS
from launch.demo_people import PASSWORD
from launch.environment import UNLIMITED_REQUESTS
from launch.folder import DataFolder
from launch.ports import Ports
from launch.stack import Stack
from records.database import connect
from workflows.messages import workflow_id
from workflows.unrecorded import PATIENCE

ALONE, WARMING_UP = 800_000, 900_000
"""Where the numbers of those lives begin."""


async def measure(lives: int, orders: int) -> dict[str, Any]:
    figures: dict[str, Any] = {"core_commands_per_second": commands_per_second()}
    with tempfile.TemporaryDirectory(prefix="phaseout-bench-") as path:
        folder = DataFolder(Path(path))
        stack = Stack(
            folder,
            Ports(0, 0, 0, 0),
            sandbox=False,
            departments=tuple(DEPARTMENTS),
            extra_environment=UNLIMITED_REQUESTS,
        )
        async with stack:
            temporal = await Client.connect(stack.ports.temporal_address)
            figures |= await measure_bare(stack, temporal, lives)
            figures |= await measure_served(stack, temporal, lives)
            figures |= await measure_orders(stack, temporal, orders)
    figures["ratio_to_bare"] = round(
        figures["lives_per_second"] / figures["bare_lives_per_second"], 2
    )
    return figures


async def measure_bare(stack: Stack, temporal: Client, lives: int) -> dict[str, Any]:
    environment = {"TEMPORAL_ADDRESS": stack.ports.temporal_address}
    worker = subprocess.Popen(  # noqa: ASYNC220 - started once, before anything is measured
        [sys.executable, "-m", "bench.bare"], stdout=subprocess.PIPE, env=environment
    )
    assert worker.stdout is not None
    await asyncio.to_thread(worker.stdout.readline)
    try:
        await at_once(AT_ONCE, lambda n, t: bare.live(temporal, f"warm-{n}", t))
        rate, times = await at_once(lives, lambda n, t: bare.live(temporal, f"bare-{n}", t))
        events = await history(temporal, "bare-0")
    finally:
        worker.kill()
    return {
        "bare_lives_per_second": round(rate, 2),
        "bare_command_ms": percentiles(times),
        **{f"bare_{name}": value for name, value in events.items()},
    }


async def measure_served(stack: Stack, temporal: Client, lives: int) -> dict[str, Any]:
    def live(number: int, times: list[float]) -> Awaitable[None]:
        return served.live(stack.ports.api_url, tokens, served.credit_code(number), times)

    numbers = (*range(lives), *range(ALONE, ALONE + 3), *range(WARMING_UP, WARMING_UP + AT_ONCE))
    database_url = f"sqlite:///{stack.folder.records_database}"
    tokens = served.let_in(database_url, [served.credit_code(number) for number in numbers])
    await at_once(AT_ONCE, lambda n, t: live(WARMING_UP + n, t))
    rate, times = await at_once(lives, live)
    alone: list[float] = []
    for number in range(ALONE, ALONE + 3):
        await live(number, alone)
    await asyncio.sleep(PATIENCE.total_seconds() + 2)  # until the loop has seen to the record
    events = await history(temporal, workflow_id(served.credit_code(0)))
    return {
        "lives_per_second": round(rate, 2),
        "command_ms": percentiles(times),
        "command_ms_one_at_a_time": percentiles(alone),
        **events,
    }


async def measure_orders(stack: Stack, temporal: Client, count: int) -> dict[str, Any]:
    api = ApiClient(stack.ports.api_url, PASSWORD)
    engine = connect(f"sqlite:///{stack.folder.records_database}")
    async with httpx2.AsyncClient(base_url=stack.ports.simulator_url, trust_env=False) as simulator:
        figures = await Orders(api, temporal, simulator, engine).measure(count)
    await api.close()
    engine.dispose()
    return figures


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--lives", type=int, default=300)
    parser.add_argument("--orders", type=int, default=1000, help="department orders under way")
    asked = parser.parse_args()
    print(json.dumps(measure_footprint() | asyncio.run(measure(asked.lives, asked.orders))))
