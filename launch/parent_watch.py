"""Whoever started us, as `make`, may be killed without a signal coming to us."""

import asyncio
import os

LOOK_SECONDS = 0.5


async def until_gone(parent: int) -> None:
    """Returns once this process's parent is no longer `parent`."""
    while os.getppid() == parent:  # noqa: ASYNC110 - another process brings it about
        await asyncio.sleep(LOOK_SECONDS)
