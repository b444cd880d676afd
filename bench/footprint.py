"""How long `phaseout run` takes to be ready, and what it holds in memory when nothing happens."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

PHASEOUT = Path(sys.executable).with_name("phaseout")
READY = "is ready"
REST_SECONDS = 10.0
MEGABYTE = 1024 * 1024


def measure_footprint() -> dict[str, float]:
    """Seconds from the start to ready, in an empty folder (with the sample cases) and in one that
    has been used; megabytes (2^20 bytes) of all processes after ten seconds of rest, memory that
    they share counted once."""
    with tempfile.TemporaryDirectory(prefix="phaseout-footprint-") as folder:
        with _running(Path(folder)) as (_, first):
            pass
        with _running(Path(folder)) as (process, again):
            time.sleep(REST_SECONDS)
            resident = _resident_bytes(process.pid)
    return {
        "ready_seconds": round(first, 2),
        "ready_again_seconds": round(again, 2),
        "resident_megabytes": round(resident / MEGABYTE, 1),
    }


@contextmanager
def _running(folder: Path) -> Iterator[tuple[subprocess.Popen[str], float]]:
    """The service in this folder, and how many seconds it took until it said that it is ready."""
    command = [str(PHASEOUT), "run", "--data", str(folder)]
    for name in ("api", "temporal", "temporal-ui", "simulator"):
        command += [f"--{name}-port", "0"]
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            assert any(READY in line for line in process.stdout), "it did not start"
            yield process, time.perf_counter() - started
        finally:
            process.terminate()


def _resident_bytes(pid: int) -> int:
    parent = psutil.Process(pid)
    return sum(_own_bytes(process) for process in (parent, *parent.children(recursive=True)))


def _own_bytes(process: psutil.Process) -> int:
    """Its proportional share of what is shared, where the system tells (Linux)."""
    memory = process.memory_full_info()
    share: int = getattr(memory, "pss", memory.rss)
    return share


if __name__ == "__main__":
    print(measure_footprint())
