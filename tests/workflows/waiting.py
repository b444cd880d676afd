"""Waiting for what Temporal, a worker or a department brings about in its own time."""

import asyncio
from collections.abc import Awaitable, Callable

WITHIN_SECONDS = 60


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(WITHIN_SECONDS):
        while not await condition():  # noqa: ASYNC110 - it comes true elsewhere
            await asyncio.sleep(0.02)
