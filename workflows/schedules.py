"""Schedules in Temporal: each made by a worker at its start, and brought to what is wanted now."""

from typing import Any

from temporalio.client import (
    Client,
    Schedule,
    ScheduleActionStartWorkflow,
    ScheduleAlreadyRunningError,
    ScheduleCalendarSpec,
    SchedulePolicy,
    ScheduleSpec,
    ScheduleUpdate,
    ScheduleUpdateInput,
)
from temporalio.types import MethodAsyncNoParam

from settings import Settings


def schedule_name(config: Settings, what: str) -> str:
    """Of this installation: others may share the namespace."""
    return f"{config.task_queue}-{what}"


async def see_to_schedule(
    client: Client,
    config: Settings,
    what: str,
    run: MethodAsyncNoParam[Any, None],
    at: ScheduleCalendarSpec,
    policy: SchedulePolicy,
) -> None:
    """Runs the workflow at these times in China. Safe to repeat; a schedule from before gets the
    time and policy that are wanted, and stays paused if it is. Raises RPCError where Temporal does
    not allow it."""
    name = schedule_name(config, what)
    wanted = Schedule(
        action=ScheduleActionStartWorkflow(run, id=name, task_queue=config.task_queue),
        spec=ScheduleSpec(calendars=[at], time_zone_name="Asia/Shanghai"),
        policy=policy,
    )

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
