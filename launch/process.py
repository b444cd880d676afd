"""One child process that is kept running until it is told to stop."""

import asyncio
import logging
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping, Sequence
from pathlib import Path

from launch import guard

FIRST_DELAY_SECONDS = 0.2
LONGEST_DELAY_SECONDS = 10.0
# Who lived this long had started well: its next restart is quick again.
SETTLED_SECONDS = 30.0
LARGEST_LOG_BYTES = 10_000_000

log = logging.getLogger(__name__)


class Child:
    """A command under a guard, in a session of its own: a terminal's Ctrl-C does not reach it.

    Started again whenever it ends, after 0.2 seconds and then twice as long each time, at most 10.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        environment: Mapping[str, str],
        log_file: Path,
        held_open: Sequence[int] = (),
    ) -> None:
        """`held_open`: file descriptors that the command inherits, for the locks on them."""
        self.name = name
        self.log_file = log_file
        self.pid: int | None = None
        self.ends = 0
        self._command = command
        self._environment = environment
        self._held_open = held_open
        self._stop = asyncio.Event()
        self._upkeep: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._upkeep = asyncio.create_task(self._keep_running(), name=f"keep {self.name} running")

    async def stop(self) -> None:
        """SIGTERM, after a grace period SIGKILL; returns when the process is gone."""
        self._stop.set()
        if self._upkeep:
            await self._upkeep

    async def _keep_running(self) -> None:
        delay = FIRST_DELAY_SECONDS
        while True:
            started = time.monotonic()
            code = await self._run_once()
            if self._stop.is_set():
                return
            self.ends += 1
            if time.monotonic() - started > SETTLED_SECONDS:
                delay = FIRST_DELAY_SECONDS
            log.warning("%s ended with %s, starts again in %s s", self.name, code, delay)
            try:
                await asyncio.wait_for(self._stop.wait(), delay)
            except TimeoutError:
                delay = min(2 * delay, LONGEST_DELAY_SECONDS)
            else:
                return

    async def _run_once(self) -> int | str:
        """Until the command ends or is told to; its exit code, or why it did not start."""
        try:
            process = await self._start_guard()
        except OSError as error:
            return str(error)
        assert process.stdin is not None  # noqa: S101 (both are pipes)
        assert process.stdout is not None  # noqa: S101
        ended = asyncio.create_task(process.wait())
        told = asyncio.create_task(self._stop.wait())
        try:
            self.pid = int(await process.stdout.readline() or 0) or None
            await asyncio.wait((ended, told), return_when=asyncio.FIRST_COMPLETED)
            process.stdin.close()
            try:
                return await asyncio.wait_for(asyncio.shield(ended), guard.GRACE_SECONDS + 5)
            except TimeoutError:
                process.kill()
                return await ended
        finally:
            told.cancel()
            self.pid = None

    async def _start_guard(self) -> Process:
        if self.log_file.exists() and self.log_file.stat().st_size > LARGEST_LOG_BYTES:
            self.log_file.replace(self.log_file.with_suffix(".log.1"))
        with self.log_file.open("ab") as output:
            return await asyncio.create_subprocess_exec(
                *(sys.executable, "-I", "-S", guard.__file__, "--", *self._command),
                stdin=PIPE,
                stdout=PIPE,
                stderr=output,
                env=dict(self._environment),
                pass_fds=self._held_open,
                start_new_session=True,
            )
