"""Alarms on consumption after a cut, given to their cases in the background of the API.

Nothing says that an alarm is still to be given but the readings and the cases themselves: what a
process did not live to give, or what a late receipt made an alarm of, the next look finds.
"""

import asyncio
import contextlib
import logging
from collections.abc import Iterable, Sequence
from typing import Annotated, Self

from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool

from api.giving import fingerprint_of, give
from api.state import Shared
from domain.alarming import ToReport, alarms
from domain.commands import Command
from domain.people import SYSTEM
from records import queries, readings
from records.database import reading

log = logging.getLogger(__name__)


class ConsumptionWatch:
    """Looks at enterprises whose readings came in, and at all of them from time to time;
    `async with` it for as long as the API runs."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        self._asked: set[str] = set()
        self._wanted = asyncio.Event()

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._watch())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._task

    def look_at(self, codes: Iterable[str]) -> None:
        """Soon: new readings are on record."""
        self._asked.update(codes)
        self._wanted.set()

    async def _watch(self) -> None:
        every = self._shared.settings.readings_every_seconds
        loop = asyncio.get_running_loop()
        all_at = loop.time()
        while True:
            if loop.time() >= all_at:
                all_at = loop.time() + every
                await self._ask_for_all()
            self._wanted.clear()
            while self._asked:
                await self._see_to(self._asked.pop())
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(all_at - loop.time()):
                    await self._wanted.wait()

    async def _ask_for_all(self) -> None:
        try:
            self._asked.update(await run_in_threadpool(self._all))
        except Exception as problem:  # the next round asks again
            log.warning("readings not looked at: %r", problem)

    async def _see_to(self, code: str) -> None:
        """Whatever goes wrong, the next round finds the same alarms."""
        try:
            for alarm in await run_in_threadpool(self._alarms, code):
                await give(self._shared, code, _command(alarm))
        except Exception as problem:
            log.warning("alarm of %s waits: %r", code, problem)

    def _all(self) -> Sequence[str]:
        with reading(self._shared.engine) as session:
            return readings.enterprises_to_watch(session)

    def _alarms(self, code: str) -> list[ToReport]:
        with reading(self._shared.engine) as session:
            enterprise = queries.enterprise(session, code)
            if enterprise is None:
                return []
            by_meter = readings.by_meter(readings.of_enterprise(session, code))
        return alarms(enterprise, by_meter, self._shared.settings.consumption)


def _command(alarm: ToReport) -> Command:
    """Whichever process gives it: the same stretch under the same id, which counts once (S5)."""
    action = alarm.action
    stretch = fingerprint_of(
        alarm.case,
        action.meter,
        action.since.read_at.isoformat(),
        action.until.read_at.isoformat(),
        str(action.amount),
    )
    return Command(f"alarm:{stretch}", alarm.case, SYSTEM, action, fingerprint=stretch)


def _watched(request: Request) -> ConsumptionWatch:
    watch: ConsumptionWatch = request.app.state.consumption
    return watch


ConsumptionWatched = Annotated[ConsumptionWatch, Depends(_watched)]
