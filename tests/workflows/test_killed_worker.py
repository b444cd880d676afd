"""The worker is killed before and after it writes: each entry is on record once, as in history."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from tests.domain.lives import INSPECTOR, SERVE
from tests.workflows.history import written_by_the_loop
from tests.workflows.installation import Installation
from tests.workflows.office import Office

PROJECT = Path(__file__).parents[2]


@asynccontextmanager
async def _worker(installation: Installation, dies: str) -> AsyncIterator[asyncio.subprocess.Process]:
    settings = installation.settings
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "tests.workflows.mortal_worker", dies),
        cwd=PROJECT,
        env={
            **os.environ,
            "TEMPORAL_ADDRESS": installation.server.address,
            "PHASEOUT_DATABASE_URL": settings.database_url,
            "PHASEOUT_TASK_QUEUE": settings.task_queue,
        },
    )
    yield process
    if process.returncode is None:
        process.terminate()
    await process.wait()


async def test_s7_killed_at_each_writing(installation: Installation) -> None:
    """Of what commands did, and then of what time did."""
    await installation.stop_worker()
    office = Office(installation)
    async with _worker(installation, dies="before") as first:
        await office.send(office.command(INSPECTOR, office.flag_of()))
        await office.send(office.command(INSPECTOR, SERVE))
        passing = asyncio.create_task(office.forward(timedelta(minutes=1)))
        assert await first.wait() != 0
    assert office.recorded() == []
    async with _worker(installation, dies="after") as second:
        assert await second.wait() != 0
    assert len(office.recorded()) == 2
    async with _worker(installation, dies="never"):
        await passing
        due = await office.due()
        await office.check()
