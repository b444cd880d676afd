"""Ctrl-C and SIGTERM, taken as a wish to stop in good order."""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def until_stop_signal() -> Iterator[None]:
    """Cancels what is in it at the first SIGINT or SIGTERM, and then ends without an error.

    Swallows the signals after the first: the one wish often comes twice, from the terminal and
    from whatever started us. Only in the main thread, around what a task awaits.
    """
    loop = asyncio.get_running_loop()
    task = asyncio.current_task()
    assert task is not None  # noqa: S101 (only a task can await)
    heard = False

    def hear() -> None:
        nonlocal heard
        if not heard:
            heard = True
            task.cancel()

    numbers = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.getsignal(number) for number in numbers}
    for number in numbers:
        loop.add_signal_handler(number, hear)
    try:
        yield
    except asyncio.CancelledError:
        if not heard or task.uncancel():
            raise
    finally:
        for number in numbers:
            loop.remove_signal_handler(number)
            signal.signal(number, before[number])
