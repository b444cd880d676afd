"""O3 on a schedule: month by month, each in its turn, and also after a stop."""

import asyncio
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from temporalio.client import ScheduleBackfill, ScheduleHandle, ScheduleOverlapPolicy
from temporalio.service import RPCError

from domain.ladder import Rung
from domain.people import District
from domain.review import Review
from domain.review_period import last_month
from records import reviews
from records.database import reading, writing
from records.write import write
from tests.domain import stages
from tests.workflows.installation import Installation
from tests.workflows.waiting import until
from workflows.schedules import REVIEWS, schedule_name, see_to_schedule

PROJECT = Path(__file__).parents[2]


async def scheduled(installation: Installation) -> ScheduleHandle:
    client, settings = installation.server.client, installation.settings
    await see_to_schedule(client, settings, REVIEWS)
    return client.get_schedule_handle(schedule_name(settings, REVIEWS))


def of_hainan(installation: Installation) -> Sequence[Review]:
    with reading(installation.engine) as session:
        return reviews.reviews(session, districts=[District.HAINAN])


async def until_reviewed(installation: Installation, months: int) -> Sequence[Review]:
    async def all_there() -> bool:
        return len(of_hainan(installation)) >= months

    await until(all_there)
    return of_hainan(installation)


async def test_o3_it_is_due_at_eight_on_the_first_in_china(installation: Installation) -> None:
    description = await (await scheduled(installation)).describe()
    upcoming = description.info.next_action_times
    assert [(each.astimezone(UTC).day, each.astimezone(UTC).hour) for each in upcoming[:2]] == [
        (1, 0),
        (1, 0),
    ]
    assert upcoming[1] - upcoming[0] >= timedelta(days=28)
    policy = description.schedule.policy
    assert policy.catchup_window
    assert policy.catchup_window >= timedelta(days=365)
    assert policy.overlap is ScheduleOverlapPolicy.BUFFER_ALL


async def test_o3_now_it_reviews_the_month_before(installation: Installation) -> None:
    handle = await scheduled(installation)
    before = datetime.now(UTC)
    await handle.trigger()
    (found,) = await until_reviewed(installation, 1)
    assert found.period in {last_month(before), last_month(datetime.now(UTC))}


async def test_o3_months_missed_are_made_up_for_one_after_another(
    installation: Installation,
) -> None:
    """O3: each by the time it was due at, and so each rung on the one before; the worker comes
    later than all of them."""
    life = stages.overdue()
    life.pass_time("2026-02-01")
    with writing(installation.engine) as session:
        write(session, life.enterprise.code, life.recorded)
    await installation.stop_worker()
    handle = await scheduled(installation)
    await handle.backfill(
        ScheduleBackfill(
            start_at=datetime(2025, 9, 30, 12, tzinfo=UTC),
            end_at=datetime(2026, 1, 1, 12, tzinfo=UTC),
            overlap=ScheduleOverlapPolicy.BUFFER_ALL,
        )
    )
    await installation.start_worker()
    found = await until_reviewed(installation, 4)
    assert [(each.period, each.rung) for each in reversed(found)] == [
        ("2025-09", None),
        ("2025-10", Rung.CIRCULAR),
        ("2025-11", Rung.INTERVIEW),
        ("2025-12", Rung.SUPERVISED_HANDLING),
    ]


async def test_o3_a_schedule_that_is_right_is_left_alone(installation: Installation) -> None:
    """O3: an update would make Temporal drop the months that were missed in a stop."""
    handle = await scheduled(installation)
    await see_to_schedule(installation.server.client, installation.settings, REVIEWS)
    assert (await handle.describe()).info.last_updated_at is None


@pytest.mark.parametrize("paused", [False, True])
async def test_every_worker_makes_it_and_it_is_one(
    installation: Installation, *, paused: bool
) -> None:
    """With the time that the settings say last; one that was paused stays so."""
    handle = await scheduled(installation)
    if paused:
        await handle.pause(note="待办公室通知")
    settings = installation.settings.model_copy(update={"review_day": 5, "review_hour": 16})
    for _ in range(2):
        await see_to_schedule(installation.server.client, settings, REVIEWS)
    description = await handle.describe()
    first = description.info.next_action_times[0].astimezone(UTC)
    assert (first.day, first.hour) == (5, 8)
    assert description.schedule.state.paused is paused
    assert description.schedule.state.note == ("待办公室通知" if paused else None)


async def test_o3_a_worker_sees_to_it_at_its_start(installation: Installation) -> None:
    await installation.stop_worker()
    settings, server = installation.settings, installation.server
    handle = server.client.get_schedule_handle(schedule_name(settings, REVIEWS))

    async def is_there() -> bool:
        try:
            return bool((await handle.describe()).info.next_action_times)
        except RPCError:
            return False

    assert not await is_there()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "worker"),
        cwd=PROJECT,
        env={
            **os.environ,
            "TEMPORAL_ADDRESS": server.address,
            "PHASEOUT_DATABASE_URL": settings.database_url,
            "PHASEOUT_TASK_QUEUE": settings.task_queue,
        },
    )
    try:
        await until(is_there)
        await handle.trigger()
        await until_reviewed(installation, 1)
    finally:
        process.terminate()
        await process.wait()
