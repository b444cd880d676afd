"""When the record is anchored (S7): each day, by a schedule in Temporal."""

from datetime import timedelta

from temporalio.client import (
    Client,
    Schedule,
    ScheduleActionStartWorkflow,
    ScheduleCalendarSpec,
    ScheduleOverlapPolicy,
    SchedulePolicy,
    ScheduleRange,
    ScheduleSpec,
)

from settings import Settings
from workflows.daily_anchor import DailyAnchorWorkflow
from workflows.schedules import see_to_schedule

ONE_DAY = timedelta(days=1)
"""Of the days missed in a stop one is made up for: an anchor is over the record as it is now."""


def anchor_schedule_id(config: Settings) -> str:
    """Of this installation: others may share the namespace."""
    return f"{config.task_queue}-daily-anchor"


async def schedule_anchors(client: Client, config: Settings) -> None:
    """Safe to repeat. Raises RPCError where Temporal does not allow it."""
    name = anchor_schedule_id(config)
    wanted = Schedule(
        action=ScheduleActionStartWorkflow(
            DailyAnchorWorkflow.run, id=name, task_queue=config.task_queue
        ),
        spec=ScheduleSpec(
            calendars=[ScheduleCalendarSpec(hour=(ScheduleRange(config.anchor.hour),))],
            time_zone_name="Asia/Shanghai",
        ),
        # One that still tries to reach a place holds up no later one.
        policy=SchedulePolicy(overlap=ScheduleOverlapPolicy.ALLOW_ALL, catchup_window=ONE_DAY),
    )
    await see_to_schedule(client, name, wanted)
