"""When it is looked whether a holiday notice is missing (L8): each day, by a schedule in
Temporal."""

from datetime import timedelta

from temporalio.client import (
    Client,
    ScheduleCalendarSpec,
    ScheduleOverlapPolicy,
    SchedulePolicy,
    ScheduleRange,
)

from settings import Settings
from workflows.notice_request import NoticeRequestWorkflow
from workflows.schedules import see_to_schedule

NOTICE_REQUESTS = "notice-request"
ONE_DAY = timedelta(days=1)
"""Of the days missed in a stop one is made up for: what is missing still is the next day."""


async def schedule_notice_requests(client: Client, config: Settings) -> None:
    """Safe to repeat. Raises RPCError where Temporal does not allow it."""
    at = ScheduleCalendarSpec(hour=(ScheduleRange(config.review_hour),))
    # One at a time, so that each rung is asked for once.
    policy = SchedulePolicy(overlap=ScheduleOverlapPolicy.SKIP, catchup_window=ONE_DAY)
    await see_to_schedule(client, config, NOTICE_REQUESTS, NoticeRequestWorkflow.run, at, policy)
