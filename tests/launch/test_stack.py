import asyncio
import importlib.util
import os
import signal
import socket
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import psutil
import pytest

from launch import temporal_server
from launch.folder import DataFolder
from launch.http_probe import answers_ok
from launch.ports import Ports, PortTaken
from launch.stack import PROGRAMS, STOP_ORDER
from launch.start_failed import StartFailed
from settings import Settings
from tests.launch.stand_ins import stand_in_stack
from tests.launch.waiting import gone, until

Children = Callable[[], list[psutil.Process]]


async def true(ask: Callable[[], Awaitable[bool]]) -> None:
    while not await ask():  # noqa: ASYNC110 (another process makes it true)
        await asyncio.sleep(0.05)


async def test_everything_is_up_comes_back_when_killed_and_stops_in_order(
    tmp_path: Path, children: Children
) -> None:
    with DataFolder(tmp_path) as folder:
        stack = stand_in_stack(folder)
        async with stack:
            assert await answers_ok(stack.ports.api, "/ready")
            assert await answers_ok(stack.ports.simulator, "/health")
            assert await answers_ok(stack.ports.temporal_ui, "/")
            assert set(stack.processes) == set(STOP_ORDER)
            first = {name: child.pid for name, child in stack.processes.items()}
            for pid in first.values():
                assert pid is not None
                os.kill(pid, signal.SIGKILL)
            for name, child in stack.processes.items():
                await until(lambda c=child, n=name: c.pid not in (None, first[n]))  # type: ignore[misc]
            async with asyncio.timeout(20):
                temporal = stack.ports.temporal_http
                await true(lambda: temporal_server.is_serving(temporal))
                await true(lambda: answers_ok(stack.ports.api, "/ready"))
                await true(lambda: answers_ok(stack.ports.simulator, "/health"))
                await true(lambda: temporal_server.has_worker(temporal, Settings().task_queue))
                assert not await temporal_server.has_worker(temporal, "nobody's")
            running = children()
        assert gone(running, within_seconds=0.1)
    assert (tmp_path / "notes").read_text().splitlines() == [
        "api with temporal",
        "worker",
        "simulator with temporal",
    ]


async def test_a_program_that_keeps_failing_is_told_of_with_its_last_words(
    tmp_path: Path, children: Children
) -> None:
    broken = (sys.executable, "-c", "raise SystemExit('no such table: cases')")
    with DataFolder(tmp_path) as folder:
        stack = stand_in_stack(folder, programs={"api": broken})
        with pytest.raises(StartFailed, match=r"(?s)api 未能启动.*no such table: cases") as failure:
            async with asyncio.timeout(30), stack:
                pass
        assert failure.value.name == "api"
        assert children() == []


async def test_a_taken_port_starts_nothing(tmp_path: Path) -> None:
    with DataFolder(tmp_path) as folder, socket.create_server(("127.0.0.1", 0)) as listener:
        stack = stand_in_stack(folder, ports=Ports(0, 0, listener.getsockname()[1], 0))
        with pytest.raises(PortTaken, match="--api-port"):
            async with stack:
                pass
        assert stack.processes == {}


def test_our_own_programs_are_modules_that_exist() -> None:
    for name in ("worker", "api", "simulator"):
        assert importlib.util.find_spec(PROGRAMS[name][-1]) is not None
