import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import psutil

from launch.process import Child
from tests.launch.waiting import gone, until

LASTING = "import os, time; print('up', os.environ['WORD'], flush=True); time.sleep(60)"


@asynccontextmanager
async def child(folder: Path, command: str) -> AsyncIterator[Child]:
    kept = Child(
        "stand-in",
        (sys.executable, "-c", command),
        environment={"WORD": "hello"},
        log_file=folder / "stand-in.log",
    )
    kept.start()
    try:
        yield kept
    finally:
        await kept.stop()


async def test_a_killed_child_comes_back(tmp_path: Path) -> None:
    async with child(tmp_path, LASTING) as kept:
        seen = set()
        for _ in range(3):
            await until(lambda: kept.pid is not None and kept.pid not in seen)
            assert kept.pid is not None
            seen.add(kept.pid)
            os.kill(kept.pid, signal.SIGKILL)
        await until(lambda: kept.ends == 3)
        await until(lambda: kept.pid is not None)


async def test_a_killed_guard_is_a_killed_child(tmp_path: Path) -> None:
    async with child(tmp_path, LASTING) as kept:
        await until(lambda: kept.pid is not None)
        assert kept.pid is not None
        first = kept.pid
        psutil.Process(first).parent().kill()  # type: ignore[union-attr]
        await until(lambda: kept.pid is not None and kept.pid != first)


async def test_stopping_ends_it_for_good(
    tmp_path: Path, children: Callable[[], list[psutil.Process]]
) -> None:
    async with child(tmp_path, LASTING) as kept:
        await until(lambda: kept.pid is not None)
        processes = children()
        assert kept.pid in {process.pid for process in processes}
        await kept.stop()
        assert gone(processes, within_seconds=0.1)
        assert kept.pid is None
        assert kept.ends == 0


async def test_a_failing_child_is_tried_again_less_and_less_often(tmp_path: Path) -> None:
    async with child(tmp_path, "raise SystemExit('broken')") as kept:
        await until(lambda: kept.ends == 3)
        async with asyncio.timeout(5):  # the next delay is not waited for
            await kept.stop()
    assert (tmp_path / "stand-in.log").read_text().count("broken") == 3


async def test_both_outputs_go_to_its_log_and_the_environment_is_as_given(tmp_path: Path) -> None:
    written = tmp_path / "stand-in.log"
    command = f"import sys; print('also', file=sys.stderr, flush=True); {LASTING}"
    async with child(tmp_path, command):
        await until(lambda: written.exists() and "up" in written.read_text())
    assert written.read_text() == "also\nup hello\n"


async def test_a_large_log_is_set_aside(tmp_path: Path) -> None:
    written = tmp_path / "stand-in.log"
    written.write_bytes(b"x" * 10_000_001)
    async with child(tmp_path, LASTING):
        await until(lambda: written.exists() and written.read_text() == "up hello\n")
    assert (tmp_path / "stand-in.log.1").stat().st_size == 10_000_001


async def test_a_terminals_interrupt_does_not_reach_it(tmp_path: Path) -> None:
    """Ctrl-C goes to the terminal's foreground process group; the parent alone decides."""
    async with child(tmp_path, LASTING) as kept:
        await until(lambda: kept.pid is not None)
        assert kept.pid is not None
        assert os.getsid(kept.pid) != os.getsid(0)
        assert os.getpgid(kept.pid) != os.getpgid(0)
