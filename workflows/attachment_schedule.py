"""When attachments that nobody refers to are removed: each day, by a schedule in Temporal."""

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
from workflows.attachment_removal import AttachmentRemovalWorkflow
from workflows.schedules import see_to_schedule

ONE_DAY = timedelta(days=1)
"""Of the days missed in a stop one is made up for: it removes all that is due."""


def attachment_schedule_id(config: Settings) -> str:
    """Of this installation: others may share the namespace."""
    return f"{config.task_queue}-attachment-removal"


async def schedule_attachment_removal(client: Client, config: Settings) -> None:
    """Safe to repeat. Raises RPCError where Temporal does not allow it."""
    name = attachment_schedule_id(config)
    wanted = Schedule(
        action=ScheduleActionStartWorkflow(
            AttachmentRemovalWorkflow.run, id=name, task_queue=config.task_queue
        ),
        spec=ScheduleSpec(
            calendars=[ScheduleCalendarSpec(hour=(ScheduleRange(config.attachments.hour),))],
            time_zone_name="Asia/Shanghai",
        ),
        policy=SchedulePolicy(overlap=ScheduleOverlapPolicy.SKIP, catchup_window=ONE_DAY),
    )
    await see_to_schedule(client, name, wanted)
