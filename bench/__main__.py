import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from temporalio.client import Client

from bench import bare, served
from bench.core import commands_per_second
from bench.figures import percentiles
from bench.footprint import measure_footprint
from cli.api_client import ApiClient
from domain.catalogue import DEPARTMENTS
from launch.demo_accounts import PASSWORD
from launch.environment import UNLIMITED_REQUESTS
from launch.folder import DataFolder
from launch.ports import Ports
from launch.stack import Stack
from workflows.messages import workflow_id
from workflows.unrecorded import PATIENCE

AT_ONCE = 50
ALONE, WARMING_UP = 800_000, 900_000
"""Where the numbers of those lives begin."""


async def at_once(
    lives: int, live: Callable[[int, list[float]], Awaitable[None]]
) -> tuple[float, list[float]]:
    """Lives a second with so many under way, and every command's time in seconds."""
    times: list[float] = []
    numbers = iter(range(lives))

    async def one_after_another() -> None:
        for number in numbers:
            await live(number, times)

    started = time.perf_counter()
    await asyncio.gather(*(one_after_another() for _ in range(AT_ONCE)))
    return lives / (time.perf_counter() - started), times


async def measure(lives: int) -> dict[str, Any]:
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
    api = ApiClient(stack.ports.api_url, PASSWORD)

    def live(number: int, times: list[float]) -> Awaitable[None]:
        return served.live(api, served.credit_code(number), times)

    numbers = (*range(lives), *range(ALONE, ALONE + 3), *range(WARMING_UP, WARMING_UP + AT_ONCE))
    database_url = f"sqlite:///{stack.folder.records_database}"
    served.let_in(api, database_url, [served.credit_code(number) for number in numbers])
    await at_once(AT_ONCE, lambda n, t: live(WARMING_UP + n, t))
    rate, times = await at_once(lives, live)
    alone: list[float] = []
    for number in range(ALONE, ALONE + 3):
        await live(number, alone)
    await asyncio.sleep(PATIENCE.total_seconds() + 2)  # until the loop has seen to the record
    events = await history(temporal, workflow_id(served.credit_code(0)))
    await api.close()
    return {
        "lives_per_second": round(rate, 2),
        "command_ms": percentiles(times),
        "command_ms_one_at_a_time": percentiles(alone),
        **events,
    }


async def history(temporal: Client, workflow: str) -> dict[str, int]:
    described = (await temporal.get_workflow_handle(workflow).describe()).raw_description
    info = described.workflow_execution_info
    return {"history_events": info.history_length, "history_bytes": info.history_size_bytes}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--lives", type=int, default=300)
    lives = parser.parse_args().lives
    print(json.dumps(measure_footprint() | asyncio.run(measure(lives))))
