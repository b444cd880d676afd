"""Records the histories that test_replay.py replays: `python -m tests.replay.record`.

Recorded again they would hide just what they are there to show, so that is right only while no
case runs on them: before the first release, or for a version that never ran a real case. The
histories of a released version stay as they are for as long as one of its cases may run. What a
newer version adds is recorded as lives of their own, to files of their own:

    python -m tests.replay.record NAME …      only these lives
"""

import asyncio
import json
import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.replay.lives import LIVES, Life
from tests.replay.saved import Moment, Saved, save
from tests.workflows.city import City
from tests.workflows.installation import Installation, installed
from tests.workflows.office import Office
from tests.workflows.server import serving


async def main(names: list[str]) -> None:
    with TemporaryDirectory() as folder, ExitStack() as finally_:
        city = City(Path(folder) / "simulator.db")
        finally_.callback(city.stop)
        async with serving() as server, installed(server, city, Path(folder)) as installation:
            for life in LIVES:
                if not names or life.__name__ in names:
                    city.behave_well()
                    save(life.__name__, await _live(life, installation))


async def _live(life: Life, installation: Installation) -> Saved:
    office = Office(installation)
    moments = [await _look(name, office) async for name in life(office, installation.city)]
    await office.check()
    history = json.loads((await office.workflow.fetch_history()).to_json())
    return Saved(office.workflow.id, tuple(moments), _without_stack_traces(history))


async def _look(name: str, office: Office) -> Moment:
    await office.come_to_rest()
    return Moment(name, len(await office.history()), await office.state())


def _without_stack_traces(history: Any) -> Any:
    """They hold the paths of the machine that recorded; a replay has no use for them."""
    match history:
        case dict():
            kept = {key: value for key, value in history.items() if key != "stackTrace"}
            return {key: _without_stack_traces(value) for key, value in kept.items()}
        case list():
            return [_without_stack_traces(value) for value in history]
    return history


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
