"""One of the project's commands as a process of its own, which never outlives the tests."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from launch import guard
from launch.environment import own_environment


def clean_environment() -> dict[str, str]:
    """Ours without what belongs to somebody's installation."""
    own = own_environment()
    return {name: value for name, value in own.items() if not name.startswith("PHASEOUT_")}


class Program:
    """Under a guard, with what it says in a file; not started again when it ends."""

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], output: Path
    ) -> None:
        self.output = output
        with output.open("ab") as file:
            self._guard = subprocess.Popen(
                [sys.executable, "-I", "-S", guard.__file__, "--", *command],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=file,
                env=dict(environment),
                cwd=output.parent,
                start_new_session=True,
            )
        assert self._guard.stdout
        self.pid = int(self._guard.stdout.readline())

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        self._end()

    def stop(self) -> int:
        """SIGTERM; gives the exit code, 128 + n for signal n."""
        if self._guard.poll() is None:
            os.kill(self.pid, signal.SIGTERM)
        return self._end()

    def _end(self) -> int:
        code = self._guard.wait(30)
        for pipe in (self._guard.stdin, self._guard.stdout):
            assert pipe
            pipe.close()
        return code
