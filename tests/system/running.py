"""`phaseout run` itself, as a person starts it in a terminal."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from tests.system.program import clean_environment

PHASEOUT = Path(sys.executable).with_name("phaseout")
ANY_PORTS = [
    argument
    for name in ("api", "temporal", "temporal-ui", "simulator")
    for argument in (f"--{name}-port", "0")
]


def run_command(data: Path) -> list[str]:
    return [str(PHASEOUT), "run", "--data", str(data), *ANY_PORTS]


class Running:
    """Ready from the start on; raises AssertionError if it does not become so."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.pid = process.pid
        welcome = self._read_until("supervisor")
        found = re.search(r"http://127\.0\.0\.1:\d+(?=/docs)", welcome)
        assert found, welcome
        self.api_url = found.group()
        self.children = psutil.Process(self.pid).children(recursive=True)

    def ctrl_c(self) -> int:
        """As a terminal does it: to the whole process group. Gives the exit code."""
        os.killpg(self.pid, signal.SIGINT)
        assert "已停止" in self._read_until("已停止")
        return self._process.wait(60)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def _read_until(self, word: str) -> str:
        assert self._process.stdout
        said = ""
        for line in self._process.stdout:
            said += line
            if word in line:
                break
        return said


# As make is: a parent that a signal to it alone does not go beyond.
UNDER_MAKE = ("sh", "-c", '"$@" --with-parent; exit', "make")


@contextmanager
def running(data: Path, *, under_make: bool = False) -> Iterator[Running]:
    with subprocess.Popen(
        [*(UNDER_MAKE if under_make else ()), *run_command(data)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=clean_environment(),
        cwd=data.parent,
        start_new_session=True,
    ) as process:
        try:
            yield Running(process)
        finally:
            process.kill()
