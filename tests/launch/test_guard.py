import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psutil
import pytest

from launch import guard
from tests.launch.waiting import gone

BARE = (sys.executable, "-I", "-S", guard.__file__, "--")
GUARD = (*BARE, sys.executable, "-c")
IMPATIENT = """
import sys
from launch import guard
guard.GRACE_SECONDS = 0.3
sys.exit(guard.main(sys.argv[1:]))
"""
LASTING = "print('up', flush=True); import time; time.sleep(60)"
DEAF = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);" + LASTING


@contextmanager
def guarded(
    command: str, *, start: tuple[str, ...] = GUARD
) -> Iterator[tuple[subprocess.Popen[bytes], psutil.Process]]:
    """The guard, and its command once it is up."""
    with subprocess.Popen(
        [*start, command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        said = psutil.Process(int(process.stdout.readline()))
        try:
            assert process.stderr.readline() == b"up\n"
            assert said.ppid() == process.pid
            yield process, said
        finally:
            process.kill()
            with suppress(psutil.NoSuchProcess):
                said.kill()


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("raise SystemExit(3)", 3),
        ("pass", 0),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", 128 + 9),
        ("import sys; raise SystemExit(len(sys.stdin.read()))", 0),  # has no input of its own
    ],
)
def test_the_commands_exit_code_is_the_guards(command: str, code: int) -> None:
    with subprocess.Popen(
        [*GUARD, command], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
    ) as process:
        assert process.wait(10) == code


def test_a_command_that_does_not_exist_is_told_of() -> None:
    with subprocess.Popen(
        [*BARE, "/no/such/program"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.wait(10) == 127
        assert process.stderr is not None
        assert b"/no/such/program" in process.stderr.read()


def test_the_end_of_input_ends_the_command() -> None:
    with guarded(LASTING) as (process, command):
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(10) == 128 + signal.SIGTERM
        assert gone([command], within_seconds=5)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_command(number: signal.Signals) -> None:
    with guarded(LASTING) as (process, command):
        process.send_signal(number)
        assert process.wait(10) == 128 + signal.SIGTERM
        assert gone([command], within_seconds=5)


def test_a_command_deaf_to_sigterm_is_killed_after_the_grace() -> None:
    impatient = (sys.executable, "-c", IMPATIENT, "--", sys.executable, "-c")
    with guarded(DEAF, start=impatient) as (process, command):
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(10) == 128 + signal.SIGKILL
        assert gone([command], within_seconds=5)


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's help is Linux's")
def test_a_killed_guard_leaves_no_orphan() -> None:
    with guarded(DEAF) as (process, command):
        process.kill()
        assert gone([command], within_seconds=5)


def test_a_broken_pipe_ends_the_command_as_it_would_without_a_guard() -> None:
    """Python ignores SIGPIPE, and a program inherits what is ignored."""
    with subprocess.Popen(
        [*BARE, "/bin/sh", "-c", "kill -PIPE $$; exit 5"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    ) as process:
        assert process.wait(10) == 128 + signal.SIGPIPE
