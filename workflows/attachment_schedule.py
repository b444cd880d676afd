"""When attachments that nobody refers to are removed: each day, by a schedule in Temporal."""

from datetime import timedelta

from temporalio.client import (
    Client,
    ScheduleCalendarSpec,
    ScheduleOverlapPolicy,
    SchedulePolicy,
    ScheduleRange,
)

from settings import Settings
from workflows.attachment_removal import AttachmentRemovalWorkflow
from workflows.schedules import see_to_schedule

REMOVAL = "attachment-removal"
ONE_DAY = timedelta(days=1)
"""Of the days missed in a stop one is made up for: it removes all that is due."""


async def schedule_attachment_removal(client: Client, config: Settings) -> None:
    """Safe to repeat. Raises RPCError where Temporal does not allow it."""
    at = ScheduleCalendarSpec(hour=(ScheduleRange(config.attachments.hour),))
    policy = SchedulePolicy(overlap=ScheduleOverlapPolicy.SKIP, catchup_window=ONE_DAY)
    await see_to_schedule(client, config, REMOVAL, AttachmentRemovalWorkflow.run, at, policy)
