"""However the parent ends, nothing that it started is left behind."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from tests.launch.waiting import gone

REPOSITORY = Path(__file__).parents[2]


@contextmanager
def parent(folder: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.launch.parent", folder, *arguments],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def line(process: subprocess.Popen[str]) -> str:
    """Its next line, without the log lines of the parts."""
    assert process.stdout is not None
    for said in process.stdout:
        if "[" not in said:
            return said.strip()
    return ""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_everything_in_order(tmp_path: Path, number: signal.Signals) -> None:
    with parent(tmp_path) as process:
        assert line(process) == "ready"
        children = psutil.Process(process.pid).children(recursive=True)
        assert len(children) == 8  # four guards, four commands
        process.send_signal(number)
        process.send_signal(number)  # from the terminal, and from `make`
        assert line(process) == "stopped"
        assert process.wait(15) == 0
        assert gone(children, within_seconds=0.5)
    assert (tmp_path / "notes").read_text().splitlines() == [
        "api with temporal",
        "worker",
        "simulator with temporal",
    ]


def test_a_killed_parent_leaves_nothing_and_the_next_waits_for_that(tmp_path: Path) -> None:
    with parent(tmp_path) as process:
        assert line(process) == "ready"
        children = psutil.Process(process.pid).children(recursive=True)
        [temporal] = [child for child in children if child.name() == "temporal"]
        temporal.suspend()  # it takes its time to end
        process.kill()
        with parent(tmp_path) as another:
            while (tmp_path / "lock").read_text() != f"{another.pid}\n":
                assert another.poll() is None
                time.sleep(0.01)
            time.sleep(0.5)
            assert psutil.Process(another.pid).children() == []
            temporal.resume()
            assert line(another) == "ready"
            assert gone(children, within_seconds=0.1)
            another.terminate()
            assert line(another) == "stopped"


def test_a_second_start_leaves_the_first_alone_and_a_signal_also_ends_a_start(
    tmp_path: Path,
) -> None:
    with parent(tmp_path, "slow") as process:
        assert line(process) == "starting"
        children = psutil.Process(process.pid).children(recursive=True)
        second = subprocess.run(
            [sys.executable, "-m", "tests.launch.parent", tmp_path],
            cwd=REPOSITORY,
            stderr=subprocess.PIPE,
            text=True,
            timeout=20,
        )
        assert second.returncode == 1
        assert f"in use by process {process.pid}" in second.stderr
        assert all(child.is_running() for child in children)
        process.send_signal(signal.SIGINT)
        (tmp_path / "go").touch()
        assert line(process) == "stopped"
        assert process.wait(15) == 0
        assert gone(children, within_seconds=0.5)
