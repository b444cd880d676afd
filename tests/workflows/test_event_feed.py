"""The event feed on a real Temporal, to a real receiver, by workers that are killed meanwhile."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from standardwebhooks import Webhook
from temporalio.client import WorkflowExecutionStatus

from records import subscriptions
from records.database import reading, writing
from records.sealing import Sealer
from records.subscriptions import NewSubscription
from records.write import write
from tests.activities.bureau import SECRET, Bureau, open_bureau
from tests.department_secrets import SECRET_KEY
from tests.domain.stages import sealed
from tests.workflows.installation import Installation
from tests.workflows.waiting import until
from workflows.feed_start import feed_id, start_feed

PROJECT = Path(__file__).parents[2]


@asynccontextmanager
async def worker(installation: Installation) -> AsyncIterator[asyncio.subprocess.Process]:
    settings = installation.settings
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.workflows.impatient_worker"),
        cwd=PROJECT,
        env={
            **os.environ,
            "TEMPORAL_ADDRESS": installation.server.address,
            "PHASEOUT_DATABASE_URL": settings.database_url,
            "PHASEOUT_TASK_QUEUE": settings.task_queue,
            "PHASEOUT_OUTWARD_HOSTS": '["127.0.0.1"]',
            "PHASEOUT_SECRET_KEY": SECRET_KEY.get_secret_value(),
        },
    )
    yield process
    if process.returncode is None:
        process.terminate()
    await process.wait()


def subscribe(installation: Installation, to: Bureau) -> str:
    url = f"http://127.0.0.1:{to.port}/events"
    with writing(installation.engine) as session:
        new = NewSubscription("数据平台", url, SECRET, (), (), 0, "administrator")
        return subscriptions.make(session, Sealer(SECRET_KEY), new).id


def position(installation: Installation, number: str) -> int:
    with reading(installation.engine) as session:
        row = subscriptions.find(session, number)
    assert row
    return row.position


def on_record(installation: Installation) -> int:
    life = sealed()
    with writing(installation.engine) as session:
        write(session, life.enterprise.code, life.recorded)
    return len(life.recorded)


async def test_killed_in_the_middle_nothing_is_lost_and_the_order_is_kept(
    installation: Installation,
) -> None:
    """Killed with an event in flight that the receiver took in: it may come again, and none that
    comes after it is missing. Nobody tells the next worker how far the last one was."""
    await installation.stop_worker()
    total = on_record(installation)
    with open_bureau() as receiver:
        receiver.status = 204
        number = subscribe(installation, receiver)
        receiver.silent.set()

        async def in_flight() -> bool:
            return bool(receiver.sent)

        async def all_there() -> bool:
            return position(installation, number) == total

        async with worker(installation) as first:
            await until(in_flight)
            first.kill()
            await first.wait()
        receiver.silent.clear()
        receiver.over.set()
        async with worker(installation):
            await until(all_there)
        sent = [json.loads(each.body)["position"] for each in receiver.sent]
        for each in receiver.sent:
            Webhook(SECRET).verify(each.body, dict(each.headers))
    assert list(dict.fromkeys(sent)) == list(range(1, total + 1))
    assert sent == sorted(sent)


async def test_down_for_a_while_it_gets_all_it_missed(installation: Installation) -> None:
    await installation.stop_worker()
    total = on_record(installation)
    with open_bureau() as receiver:
        receiver.status = 503
        number = subscribe(installation, receiver)

        async def failed() -> bool:
            return len(receiver.sent) > 1

        async def all_there() -> bool:
            return position(installation, number) == total

        async with worker(installation):
            await until(failed)
            receiver.status = 200
            await until(all_there)
        sent = [json.loads(each.body)["position"] for each in receiver.sent]
    assert list(dict.fromkeys(sent)) == list(range(1, total + 1))


@pytest.mark.parametrize("times", [1, 2])
async def test_every_worker_starts_it_and_it_is_one(installation: Installation, times: int) -> None:
    client, settings = installation.server.client, installation.settings
    handle = client.get_workflow_handle(feed_id(settings))
    runs = set()
    for _ in range(times):
        await start_feed(client, settings)
        description = await handle.describe()
        assert description.status is WorkflowExecutionStatus.RUNNING
        runs.add(description.run_id)
    assert len(runs) == 1
    await handle.terminate()
