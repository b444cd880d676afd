"""Runs a stack of stand-ins in the folder argv[1] as `make run` does; says "ready" when it is.

With argv[2] "slow" it is ready once there is a file `go` in the folder, and says "starting".
"""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

from launch.folder import DataFolder, FolderInUse
from launch.stack import Stack
from launch.stop_signal import until_stop_signal
from tests.launch.stand_ins import PROGRAMS, stand_in_stack


def say(what: str) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


# An API that answers only once there is a file `go`.
SLOW = """
import pathlib, runpy, sys, time
while not pathlib.Path(sys.argv.pop(1)).exists():
    time.sleep(0.05)
sys.argv.pop(0)
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def programs(folder: Path) -> dict[str, Sequence[str]]:
    if "slow" not in sys.argv:
        return {}
    python, *arguments = PROGRAMS["api"]
    return {"api": (python, "-c", SLOW, str(folder / "go"), *arguments)}


async def tell_of_start(stack: Stack) -> None:
    while "api" not in stack.processes:  # noqa: ASYNC110 (the stack does not tell)
        await asyncio.sleep(0.05)
    say("starting")


async def run(folder: DataFolder) -> None:
    stack = stand_in_stack(folder, programs=programs(folder.path))
    with until_stop_signal():
        telling = asyncio.create_task(tell_of_start(stack)) if "slow" in sys.argv else None
        async with stack:
            say("ready")
            await asyncio.Event().wait()
    assert telling is None or telling.done()


try:
    with DataFolder(Path(sys.argv[1])) as folder:
        asyncio.run(run(folder))
    say("stopped")
except FolderInUse as refusal:
    sys.exit(str(refusal))
