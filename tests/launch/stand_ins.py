"""A stack of the real Temporal and of small programs in place of our own."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from launch.folder import DataFolder
from launch.ports import Ports
from launch.stack import Stack

HERE = Path(__file__).parent
ANY_PORTS = Ports(0, 0, 0, 0)
PROGRAMS: Mapping[str, Sequence[str]] = {
    "api": (sys.executable, str(HERE / "stand_in_web.py"), "PHASEOUT_API_PORT", "api"),
    "simulator": (
        *(sys.executable, str(HERE / "stand_in_web.py")),
        *("PHASEOUT_SIMULATOR_PORT", "simulator"),
    ),
    "worker": (sys.executable, str(HERE / "stand_in_worker.py")),
}


def stand_in_stack(
    folder: DataFolder,
    *,
    ports: Ports = ANY_PORTS,
    programs: Mapping[str, Sequence[str]] | None = None,
) -> Stack:
    """Its programs note their end in `notes` in the folder, in the order in which they end."""
    return Stack(
        folder,
        ports,
        sandbox=False,
        departments=["power", "water"],
        extra_environment={"STAND_IN_NOTES": str(folder.path / "notes")},
        programs={**PROGRAMS, **(programs or {})},
    )
