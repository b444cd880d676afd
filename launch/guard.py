"""Keeps one command alive no longer than whoever started it.

    python -I -S guard.py -- command argument…

Whoever starts the guard holds the other end of its standard input: when that end closes, however
its holder died, or at SIGTERM or SIGINT, the command gets SIGTERM and, after a grace period,
SIGKILL. The guard says the command's process id on its standard output, gives the command its
standard error for both outputs, and ends with the command's exit code (128 + n for signal n).

Run as a file of its own and without site-packages, so that it costs as little memory as it can.
"""

import os
import select
import signal
import sys
import time
from contextlib import suppress

GRACE_SECONDS = 10.0
NOT_STARTED = 127
PR_SET_PDEATHSIG = 1


def main(arguments: list[str]) -> int:
    if len(arguments) < 2 or arguments[0] != "--":
        os.write(2, b"usage: guard.py -- command argument...\n")
        return 2
    return watch(start(arguments[1:]))


def start(command: list[str]) -> int:
    """Starts the command and says its process id on standard output."""
    guard = os.getpid()
    pid = os.fork()
    if pid == 0:
        become(command, guard)
    with suppress(BrokenPipeError):  # nobody is left to tell; standard input says so too
        os.write(1, b"%d\n" % pid)
    os.dup2(2, 1)
    return pid


def become(command: list[str], guard: int) -> None:
    """Never returns: the forked process is the command from here on."""
    try:
        die_with(guard)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(2, 1)
        # Python ignores these two, and what is ignored stays ignored in the command.
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        os.execvp(command[0], command)  # noqa: S606 (the command is ours)
    except BaseException as error:
        os.write(2, f"cannot start {command[0]}: {error}\n".encode())
    os._exit(NOT_STARTED)


def die_with(guard: int) -> None:
    """On Linux the kernel kills the command even when the guard itself is killed with SIGKILL."""
    if sys.platform != "linux":
        return
    import ctypes  # after the fork: the guard itself stays without it

    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != guard:  # it died before the kernel knew
        os._exit(NOT_STARTED)


def watch(pid: int) -> int:
    """Waits for the command's end, and brings it about when told to stop."""
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(wake)
    for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    watched = [0, woken]
    kill_at: float | None = None
    while True:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            code = os.waitstatus_to_exitcode(status)
            return code if code >= 0 else 128 - code
        patience = None if kill_at is None else max(0.0, kill_at - time.monotonic())
        readable, _, _ = select.select(watched, [], [], patience)
        stop = False
        if woken in readable:
            stop = not {signal.SIGTERM, signal.SIGINT}.isdisjoint(os.read(woken, 64))
        if 0 in readable and not os.read(0, 64):
            watched.remove(0)
            stop = True
        if kill_at is None:
            if stop:
                kill_at = time.monotonic() + GRACE_SECONDS
                os.kill(pid, signal.SIGTERM)
        elif time.monotonic() >= kill_at:
            kill_at += 1
            os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
