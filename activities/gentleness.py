"""How a department is tried: a few orders at once, and while it is down one probe now and then.

A worker keeps this for itself and forgets it when it stops: nothing rests on it but manners.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

AT_ONCE = 8
FAILURES = 5
"""So many in a row, and the department is taken to be down."""
FIRST_PAUSE = 2.0
"""Seconds; twice as long after each probe that failed too."""
WAITS_SECONDS = 5.0
"""For a place among those at once, and meanwhile in one of the worker's, which orders to others
need too."""
BUSY_PAUSE = 60.0
"""Seconds; after which another try is made for a place."""


class DownError(Exception):
    """Nothing is sent for so many seconds."""

    def __init__(self, pause: float, why: str = "down") -> None:
        super().__init__(f"{why}, tried again in {pause:.0f} s")
        self.pause = pause


class Gate:
    """`longest` is the longest pause, in seconds; with 0 there is none."""

    def __init__(self, longest: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._longest = longest
        self._clock = clock
        self._places = asyncio.Semaphore(AT_ONCE)
        self._failures = 0
        self._pause = 0.0
        self._closed_until = 0.0

    @asynccontextmanager
    async def passing(self) -> AsyncIterator[None]:
        """For one try. Raises DownError where none is made now; what the try raises says that the
        department did not answer."""
        await self._enter()
        try:
            self._knock()
            try:
                yield
            except Exception:
                self._failed()
                raise
            self._failures = 0
            self._pause = 0.0
        finally:
            self._places.release()

    async def _enter(self) -> None:
        try:
            async with asyncio.timeout(WAITS_SECONDS):
                await self._places.acquire()
        except TimeoutError as problem:
            raise DownError(min(BUSY_PAUSE, self._longest), "busy") from problem

    def _knock(self) -> None:
        """Whoever comes after the pause is the probe, and keeps the gate closed for the others."""
        if self._failures < FAILURES:
            return
        left = self._closed_until - self._clock()
        if left > 0:
            raise DownError(left)
        self._closed_until = self._clock() + self._pause

    def _failed(self) -> None:
        self._failures += 1
        if self._failures >= FAILURES:
            self._pause = min(max(FIRST_PAUSE, 2 * self._pause), self._longest)
            self._closed_until = self._clock() + self._pause
