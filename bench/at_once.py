"""Many at a time."""

import asyncio
import time
from collections.abc import Awaitable, Callable

AT_ONCE = 50


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
