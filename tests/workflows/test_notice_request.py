"""L8: each day it is looked whether a holiday notice is missing, by a schedule of a worker's."""

from datetime import UTC, datetime, timedelta

import pytest
from temporalio.client import ScheduleBackfill, ScheduleOverlapPolicy

from activities import calendar_in_use
from activities.holidays import announced_calendar
from domain.calendar import Calendar
from domain.ladder import Rung
from records import notice_requests
from records.database import reading
from tests.workflows.installation import Installation
from tests.workflows.waiting import until
from workflows.schedules import NOTICE_REQUESTS, schedule_name, see_to_schedule


def _until_2025() -> Calendar:
    return announced_calendar().within(2004, 2025)


async def test_l8_each_day_it_is_asked_for_and_by_the_day_it_was_due(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The days are those of 2025, whenever this runs."""
    calendar_in_use._made_of.cache_clear()
    monkeypatch.setattr(calendar_in_use, "announced_calendar", _until_2025)
    client, settings = installation.server.client, installation.settings
    for _ in range(2):
        await see_to_schedule(client, settings, NOTICE_REQUESTS)
    schedule = client.get_schedule_handle(schedule_name(settings, NOTICE_REQUESTS))
    first, second = (await schedule.describe()).info.next_action_times[:2]
    assert first.astimezone(UTC).hour == 0
    assert second - first == timedelta(days=1)

    async def asked(rungs: list[Rung]) -> None:
        async def there() -> bool:
            with reading(installation.engine) as session:
                found = notice_requests.asked(session, 2026)
            return [each.request.rung for each in found] == rungs

        await until(there)

    async def is_due(*days: datetime) -> None:
        for day in days:
            await schedule.backfill(
                ScheduleBackfill(day, day + timedelta(hours=2), ScheduleOverlapPolicy.BUFFER_ALL)
            )

    midnight = timedelta(hours=-1)
    await is_due(datetime(2025, 11, 1, tzinfo=UTC) + midnight)
    await asked([Rung.REMINDER])
    await is_due(*(datetime(2025, *day, tzinfo=UTC) + midnight for day in ((11, 2), (12, 1))))
    await asked([Rung.REMINDER, Rung.ESCALATION])
    await schedule.delete()
    calendar_in_use._made_of.cache_clear()
