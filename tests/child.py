"""A server that tests start as a child process, which never outlives them."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from launch import guard


@contextmanager
def child(command: Sequence[str], stop: signal.Signals = signal.SIGTERM) -> Iterator[None]:
    """Runs the command under the guard, which ends it also when the tests are killed."""
    process = subprocess.Popen(
        [sys.executable, "-I", "-S", guard.__file__, "--", *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdin
    assert process.stdout
    pid = int(process.stdout.readline())
    try:
        yield
    finally:
        os.kill(pid, stop)
        process.wait()
        process.stdin.close()
        process.stdout.close()
