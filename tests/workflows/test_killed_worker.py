"""The worker is killed before and after it writes: each entry is on record once, as in history."""

import asyncio
import os
import signal
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
KILLED = -signal.SIGKILL


@asynccontextmanager
async def _worker(
    installation: Installation, moment: str, first: int
) -> AsyncIterator[asyncio.subprocess.Process]:
    settings = installation.settings
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "tests.workflows.mortal_worker", moment, str(first)),
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


async def test_s7_killed_before_and_after_writing(installation: Installation) -> None:
    """First what commands did, then what time did."""
    await installation.stop_worker()
    office = Office(installation)
    async with _worker(installation, "before", 1) as worker:
        await office.send(office.command(INSPECTOR, office.flag_of()))
        await office.send(office.command(INSPECTOR, SERVE))
        passing = asyncio.create_task(office.forward(timedelta(days=160)))
        assert await worker.wait() == KILLED
    assert office.recorded() == []
    async with _worker(installation, "after", 1) as worker:
        assert await worker.wait() == KILLED
    assert len(office.recorded()) == 2
    async with _worker(installation, "after", 3) as worker:
        assert await worker.wait() == KILLED
    assert office.story() == ["flag", "serve_notice", "reminded 30"]
    async with _worker(installation, "never", 0):
        await passing
        await office.check()
    assert office.story() == ["flag", "serve_notice", "reminded 30"]
    assert await written_by_the_loop(await office.history()) == [[1, 2], [3]]
