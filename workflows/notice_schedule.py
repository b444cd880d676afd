"""When it is looked whether a holiday notice is missing (L8): each day, by a schedule in
Temporal."""

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
from workflows.notice_request import NoticeRequestWorkflow
from workflows.schedules import see_to_schedule

ONE_DAY = timedelta(days=1)
"""Of the days missed in a stop one is made up for: what is missing still is the next day."""


def notice_schedule_id(config: Settings) -> str:
    """Of this installation: others may share the namespace."""
    return f"{config.task_queue}-notice-request"


async def schedule_notice_requests(client: Client, config: Settings) -> None:
    """Safe to repeat. Raises RPCError where Temporal does not allow it."""
    name = notice_schedule_id(config)
    wanted = Schedule(
        action=ScheduleActionStartWorkflow(
            NoticeRequestWorkflow.run, id=name, task_queue=config.task_queue
        ),
        spec=ScheduleSpec(
            calendars=[ScheduleCalendarSpec(hour=(ScheduleRange(config.review_hour),))],
            time_zone_name="Asia/Shanghai",
        ),
        # One at a time, so that each rung is asked for once.
        policy=SchedulePolicy(overlap=ScheduleOverlapPolicy.SKIP, catchup_window=ONE_DAY),
    )
    await see_to_schedule(client, name, wanted)
