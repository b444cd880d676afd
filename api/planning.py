"""Giving what a plan lists, in the background of the API: flags, or what else is for many cases.

A plan is on record before anything of it is given, each line with its complete command, whose
id makes it count once. So a plan that a process leaves unfinished is taken up at the next start,
and it does no harm if two processes do that at once.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Coroutine, Sequence
from typing import Annotated, Any, Self, TypeVar

from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from api.giving import give
from api.numbers import enterprise_of
from api.problems import ProblemError
from api.state import Shared
from domain.commands import Command
from domain.flagging import Flag
from records import plans
from records.database import reading, writing
from records.plans import Settled
from records.queries import by_command

log = logging.getLogger(__name__)

LINES_AT_ONCE = 20
SHORTEST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 60.0
STOP_WITHIN_SECONDS = 2.0
Line = tuple[int, Command]
T = TypeVar("T")


class Planning:
    """A task for each plan under way; `async with` it for as long as the API runs."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._stopping = asyncio.Event()

    async def __aenter__(self) -> Self:
        self._start("", self._take_up_unfinished())
        return self

    async def __aexit__(self, *_: object) -> None:
        """No line is begun any more; one that nobody answers for is given up after a moment."""
        self._stopping.set()
        if self._tasks:
            late = (await asyncio.wait(self._tasks.values(), timeout=STOP_WITHIN_SECONDS))[1]
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def take_up(self, plan: str) -> None:
        """See to it that the plan, which is on record, is being given; safe to repeat."""
        if plan not in self._tasks:
            self._start(plan, self._give_all(plan))

    def _start(self, plan: str, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks[plan] = task
        task.add_done_callback(lambda _: self._tasks.pop(plan))

    async def _take_up_unfinished(self) -> None:
        for plan in await self._read(plans.unfinished):
            log.info("plan %s taken up again", plan)
            self.take_up(plan)

    async def _give_all(self, plan: str) -> None:
        """Round after round until no line is open. A line that nobody can take now holds up
        none of the others for good: the next round starts behind it."""
        after, pause = 0, SHORTEST_PAUSE_SECONDS
        while not self._stopping.is_set() and (lines := await self._open_lines(plan, after)):
            after = lines[-1][0]
            open_still = await self._give_each(plan, lines)
            if open_still:
                await self._wait(pause)
            nobody_there = open_still == len(lines)
            pause = (
                min(2 * pause, LONGEST_PAUSE_SECONDS) if nobody_there else SHORTEST_PAUSE_SECONDS
            )

    async def _open_lines(self, plan: str, after: int) -> Sequence[Line]:
        def find(session: Session) -> Sequence[Line]:
            return plans.open_lines(session, plan, after, LINES_AT_ONCE) or plans.open_lines(
                session, plan, 0, LINES_AT_ONCE
            )

        return await self._read(find)

    async def _give_each(self, plan: str, lines: Sequence[Line]) -> int:
        """How many of the lines are open still. Those of one enterprise in their order, so that
        its cases are numbered as the plan lists them."""
        by_enterprise: dict[str, list[Line]] = {}
        for row, command in lines:
            by_enterprise.setdefault(_enterprise_of(command), []).append((row, command))
        return sum(
            await asyncio.gather(*(self._in_order(plan, same) for same in by_enterprise.values()))
        )

    async def _in_order(self, plan: str, lines: Sequence[Line]) -> int:
        return sum([not await self._settle(plan, row, command) for row, command in lines])

    async def _settle(self, plan: str, row: int, command: Command) -> bool:
        """Whether it is settled what becomes of the line. Whatever goes wrong, it stays open."""
        if self._stopping.is_set():
            return False
        try:
            settled = await self._give(command)
            await run_in_threadpool(self._keep, plan, row, settled)
        except Exception as problem:
            log.warning("plan %s, row %s waits: %r", plan, row, problem)
            return False
        return True

    async def _give(self, command: Command) -> Settled:
        code = _enterprise_of(command)
        try:
            await give(self._shared, code, command)
        except ProblemError as problem:
            if problem.body.status == 503:
                raise
            return Settled(refused=problem.body.code, message=problem.body.detail)
        entry = await self._read(lambda session: by_command(session, code, command.id))
        if entry is None:
            raise LookupError(f"{command.id} is not on record yet")
        return Settled(case=entry.case)

    def _keep(self, plan: str, row: int, settled: Settled) -> None:
        with writing(self._shared.engine) as session:
            plans.settle(session, plan, row, settled)

    async def _read(self, read: Callable[[Session], T]) -> T:
        """Waits for the database for as long as it takes."""

        def once() -> T:
            with reading(self._shared.engine) as session:
                return read(session)

        pause = SHORTEST_PAUSE_SECONDS
        while True:
            try:
                return await run_in_threadpool(once)
            except OperationalError as problem:
                log.warning("plans wait for the database: %s", type(problem).__name__)
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE_SECONDS)

    async def _wait(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stopping.wait()


def _enterprise_of(command: Command) -> str:
    flag = command.action
    return flag.enterprise if isinstance(flag, Flag) else enterprise_of(command.case)


def _planning(request: Request) -> Planning:
    planning: Planning = request.app.state.planning
    return planning


PlansUnderWay = Annotated[Planning, Depends(_planning)]
