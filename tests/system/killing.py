"""kill -9 of some parts of the service, one at a time, at moments that a seed has chosen."""

import asyncio
import os
import random
import signal
from collections.abc import Sequence

from tests.system.service import Service


async def kill_now_and_then(
    service: Service,
    parts: Sequence[str],
    chance: random.Random,
    *,
    times: int,
    seconds_between: tuple[float, float],
) -> None:
    """Each part in its turn, so that all are killed; who is not up yet is spared."""
    for turn in range(times):
        await asyncio.sleep(chance.uniform(*seconds_between))
        if pid := service.stack.processes[parts[turn % len(parts)]].pid:
            os.kill(pid, signal.SIGKILL)
