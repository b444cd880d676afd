"""Schedules in Temporal: each made by a worker at its start, and brought to what is wanted now."""

from temporalio.client import (
    Client,
    Schedule,
    ScheduleAlreadyRunningError,
    ScheduleUpdate,
    ScheduleUpdateInput,
)
from temporalio.common import SearchAttributeKey

SCHEDULED_AT = SearchAttributeKey.for_datetime("TemporalScheduledStartTime")
"""Set by Temporal on what a schedule starts: the moment that it was to start at, however late."""


async def see_to_schedule(client: Client, name: str, wanted: Schedule) -> None:
    """Safe to repeat; a schedule from before gets the time and policy that are wanted, and stays
    paused if it is. Raises RPCError where Temporal does not allow it."""

    def brought_up(found: ScheduleUpdateInput) -> ScheduleUpdate | None:
        was = found.description.schedule
        # Temporal drops what was missed before an update: after a stop none may be made in vain.
        if (was.spec, was.policy) == (wanted.spec, wanted.policy):
            return None
        wanted.state = was.state
        return ScheduleUpdate(wanted)

    try:
        await client.create_schedule(name, wanted)
    except ScheduleAlreadyRunningError:
        await client.get_schedule_handle(name).update(brought_up)
