"""Waiting for what an API process does in its background."""

import time
from collections.abc import Callable

PATIENCE_SECONDS = 30


def until(met: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not met():
        assert time.monotonic() < end
        time.sleep(0.02)
