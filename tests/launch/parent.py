"""Runs a stack of stand-ins in the folder argv[1] as `make run` does; says "ready" when it is.

With argv[2] "slow" its preparation takes until there is a file `go` in the folder.
"""

import asyncio
import sys
import time
from pathlib import Path

from launch.folder import DataFolder, FolderInUse
from launch.stop_signal import until_stop_signal
from tests.launch.stand_ins import stand_in_stack


def say(what: str) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


def prepare() -> None:
    if "slow" in sys.argv:
        say("preparing")
        while not Path(sys.argv[1], "go").exists():
            time.sleep(0.05)


async def run(folder: DataFolder) -> None:
    with until_stop_signal():
        async with stand_in_stack(folder, prepare=prepare):
            say("ready")
            await asyncio.Event().wait()


try:
    with DataFolder(Path(sys.argv[1])) as folder:
        asyncio.run(run(folder))
    say("stopped")
except FolderInUse as refusal:
    sys.exit(str(refusal))
