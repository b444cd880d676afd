"""The whole service on one machine: one parent, its four children, one data folder."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from types import TracebackType
from typing import Self

from launch import temporal_server
from launch.environment import DEMO_ENTERPRISES, own_environment, service_environment
from launch.folder import DataFolder
from launch.http_probe import answers_ok
from launch.ports import Ports
from launch.process import Child
from launch.start_failed import StartFailed
from settings import Settings

READY_SECONDS = 60.0
POLL_SECONDS = 0.05
# Who ended this often before the service was ready will not get better by itself.
HOPELESS_ENDS = 5
RETENTION_DAYS = 90
# Whoever takes work goes first, and Temporal when nobody needs it any more.
STOP_ORDER = ("api", "worker", "simulator", "temporal")

# -P: a worker.py in the folder that somebody happens to stand in is not ours.
PROGRAMS: Mapping[str, Sequence[str]] = {
    name: (sys.executable, "-P", "-m", "launch.program", module)
    for name, module in {
        "worker": "worker",
        "api": "launch.embedded_api",
        "simulator": "simulator.__main__",
    }.items()
}


class Stack:
    """Starts everything on entering, and has stopped everything when it is left.

    The API brings the database up before it serves. `departments` are the keys that the simulator
    plays, `demo_enterprises` credit codes that get a demo sign-in beside the demo's people; None
    means no demo sign-ins at all. Entering raises PortTaken or StartFailed, with nothing left
    running.
    """

    def __init__(
        self,
        folder: DataFolder,
        ports: Ports,
        *,
        sandbox: bool,
        departments: Sequence[str],
        demo_enterprises: Sequence[str] | None = (),
        extra_environment: Mapping[str, str] | None = None,
        programs: Mapping[str, Sequence[str]] = PROGRAMS,
    ) -> None:
        self.folder = folder
        self.ports = ports
        self.processes: dict[str, Child] = {}
        self._sandbox = sandbox
        self._departments = departments
        self._extra_environment = extra_environment or {}
        self._demo_enterprises = demo_enterprises
        self._programs = programs
        self._awaited = "temporal"

    async def __aenter__(self) -> Self:
        try:
            await self._start()
        except BaseException:
            await self._stop()
            raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._stop()

    async def _start(self) -> None:
        self.ports = self.ports.settled()
        environment = self._environment()
        self._launch(
            "temporal",
            temporal_server.command(
                self.folder.temporal_database, self.ports, sandbox=self._sandbox
            ),
            own_environment() | temporal_server.ENVIRONMENT,
        )
        self._launch("simulator", self._programs["simulator"], environment)
        self._launch("worker", self._programs["worker"], environment)
        self._launch("api", self._programs["api"], environment)
        try:
            async with asyncio.timeout(READY_SECONDS):
                await self._until_ready(environment["PHASEOUT_TASK_QUEUE"])
        except TimeoutError:
            raise _failure(self.processes[self._awaited]) from None

    def _environment(self) -> dict[str, str]:
        secrets = self.folder.department_secrets(self._departments)
        return {
            **service_environment(
                self.folder, self.ports, secrets, demo=self._demo_enterprises is not None
            ),
            "PHASEOUT_TASK_QUEUE": Settings().task_queue,
            DEMO_ENTERPRISES: " ".join(self._demo_enterprises or ()),
            **self._extra_environment,
        }

    def _launch(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
        child = Child(
            name,
            command,
            environment=environment,
            log_file=self.folder.logs / f"{name}.log",
            held_open=(self.folder.children_lock,),
        )
        child.start()
        self.processes[name] = child

    async def _until_ready(self, task_queue: str) -> None:
        """One after another costs no time: they have all been started."""
        ports = self.ports
        await self._poll("temporal", lambda: temporal_server.is_serving(ports.temporal_http))
        await temporal_server.raise_retention(ports.temporal_http, RETENTION_DAYS)
        await self._poll("simulator", lambda: answers_ok(ports.simulator, "/health"))
        await self._poll("api", lambda: answers_ok(ports.api, "/ready"))
        await self._poll(
            "worker", lambda: temporal_server.has_worker(ports.temporal_http, task_queue)
        )

    async def _poll(self, name: str, ask: Callable[[], Awaitable[bool]]) -> None:
        self._awaited = name
        while not await ask():
            for child in self.processes.values():
                if child.ends >= HOPELESS_ENDS:
                    raise _failure(child)
            await asyncio.sleep(POLL_SECONDS)

    async def _stop(self) -> None:
        for name in STOP_ORDER:
            if child := self.processes.get(name):
                await child.stop()


def _failure(child: Child) -> StartFailed:
    return StartFailed(child.name, child.log_file)
