"""Waiting for what other processes do."""

import asyncio
import time
from collections.abc import Callable, Iterable

import psutil


def gone(processes: Iterable[psutil.Process], *, within_seconds: float) -> bool:
    """Whether all of them end in that time; an unreaped zombie has ended."""
    give_up_at = time.monotonic() + within_seconds
    while time.monotonic() < give_up_at:
        if not any(_runs(process) for process in processes):
            return True
        time.sleep(0.05)
    return False


async def until(condition: Callable[[], bool], *, within_seconds: float = 15) -> None:
    async with asyncio.timeout(within_seconds):
        while not condition():  # noqa: ASYNC110 (another process makes it true)
            await asyncio.sleep(0.02)


def _runs(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
