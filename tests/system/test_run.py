"""`phaseout run` on one folder: killed, started again, stopped."""

import asyncio
import contextlib
import sqlite3
import subprocess
import time
from pathlib import Path
from typing import Any

from cli.sample_cases import SAMPLES
from launch.demo_people import PASSWORD
from tests.launch.waiting import gone
from tests.system.careful import CarefulClient
from tests.system.living import SERVE
from tests.system.program import clean_environment
from tests.system.running import Running, run_command, running

REPOSITORY = Path(__file__).parents[2]
REST_SECONDS = 60


async def test_killed_it_leaves_nothing_running_and_the_next_run_finds_every_case(
    tmp_path: Path,
) -> None:
    data = tmp_path / "data"
    with running(data) as first:
        found = await _cases(first)
        assert len(found) == len(SAMPLES)
        _refused_beside(first, data)
        first.kill()
        assert gone(first.children, within_seconds=20)
    with running(data) as second:
        assert await _cases(second) == found
        await _goes_on(second)
        assert second.ctrl_c() == 0
        assert gone(second.children, within_seconds=1)


async def test_killed_while_samples_are_entered_the_next_run_enters_the_others(
    tmp_path: Path,
) -> None:
    data = tmp_path / "data"
    broken_off = subprocess.Popen(  # noqa: ASYNC220 - nothing else runs here
        run_command(data), stdout=subprocess.DEVNULL, env=clean_environment()
    )
    _wait_until_some_are_entered(data / "records.db")
    broken_off.kill()
    broken_off.wait()
    with running(data) as run:
        found = await _cases(run)
        run.kill()
        assert gone(run.children, within_seconds=20)
    entered = sorted(case["enterprise_name"] for case, _ in found.values())
    assert entered == sorted(sample.name for sample in SAMPLES)
    unserved = [case["enterprise_name"] for case, _ in found.values() if case["stage"] == "flagged"]
    assert unserved == [sample.name for sample in SAMPLES if sample.served_days_ago is None]


def _wait_until_some_are_entered(database: Path) -> None:
    until = time.monotonic() + REST_SECONDS
    while time.monotonic() < until:
        if database.exists() and _entered(database) >= 2:
            return
        time.sleep(0.01)
    raise AssertionError("no sample was entered")


def _entered(database: Path) -> int:
    with contextlib.closing(sqlite3.connect(database)) as records:
        try:
            count: int = records.execute('SELECT count(*) FROM "case"').fetchone()[0]
        except sqlite3.OperationalError:  # not migrated yet
            return 0
    return count


def test_where_make_is_killed_nothing_is_left_running(tmp_path: Path) -> None:
    with running(tmp_path / "data", under_make=True) as run:
        assert len(run.children) == 9  # the command and what it started
        run.kill()
        assert gone(run.children, within_seconds=20)


def test_that_is_how_make_starts_it() -> None:
    recipe = subprocess.run(
        ["make", "--dry-run", "--no-print-directory", "run"],
        cwd=REPOSITORY,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert recipe.stdout.splitlines()[-1].endswith("phaseout run --with-parent")


def _refused_beside(first: Running, data: Path) -> None:
    """A second start says who has the folder, and disturbs nobody."""
    second = subprocess.run(
        run_command(data), capture_output=True, text=True, env=clean_environment(), timeout=60
    )
    assert second.returncode == 1
    assert f"in use by process {first.pid}" in second.stderr
    assert "Traceback" not in second.stderr
    assert all(child.is_running() for child in first.children)


async def _cases(run: Running) -> dict[str, Any]:
    """Every case as its workflow has it, with its timeline, once all of it is on record."""
    client = CarefulClient([run.api_url], PASSWORD)
    page = await client.get("inspector", "/cases")
    numbers = [case["number"] for case in page["cases"]]
    found = {number: await _at_rest(client, number) for number in numbers}
    await client.close()
    return found


async def _at_rest(client: CarefulClient, number: str) -> Any:
    async with asyncio.timeout(REST_SECONDS):
        while True:
            live = await client.live(number)
            case = await client.get("inspector", f"/cases/{number}")
            if live == case:
                return case, await client.get("inspector", f"/cases/{number}/timeline")
            await asyncio.sleep(0.2)


async def _goes_on(run: Running) -> None:
    client = CarefulClient([run.api_url], PASSWORD)
    [flagged] = (await client.get("inspector", "/cases?stage=flagged"))["cases"]
    _, action, body = SERVE
    case = await client.act("inspector", flagged["number"], action, body)
    assert case["stage"] == "deciding"
    await client.close()
