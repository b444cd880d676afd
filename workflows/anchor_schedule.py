"""When the record is anchored (S7): each day, by a schedule in Temporal."""

from datetime import timedelta

from temporalio.client import (
    Client,
    ScheduleCalendarSpec,
    ScheduleOverlapPolicy,
    SchedulePolicy,
    ScheduleRange,
)

from settings import Settings
from workflows.daily_anchor import DailyAnchorWorkflow
from workflows.schedules import see_to_schedule

ANCHORS = "daily-anchor"
ONE_DAY = timedelta(days=1)
"""Of the days missed in a stop one is made up for: an anchor is over the record as it is now."""


async def schedule_anchors(client: Client, config: Settings) -> None:
    """Safe to repeat. Raises RPCError where Temporal does not allow it."""
    at = ScheduleCalendarSpec(hour=(ScheduleRange(config.anchor.hour),))
    # One that still tries to reach a place holds up no later one.
    policy = SchedulePolicy(overlap=ScheduleOverlapPolicy.ALLOW_ALL, catchup_window=ONE_DAY)
    await see_to_schedule(client, config, ANCHORS, DailyAnchorWorkflow.run, at, policy)
