"""When the districts are reviewed (O3): each month, by a schedule in Temporal."""

from datetime import timedelta

from temporalio.client import (
    Client,
    ScheduleCalendarSpec,
    ScheduleOverlapPolicy,
    SchedulePolicy,
    ScheduleRange,
)

from settings import Settings
from workflows.district_review import DistrictReviewWorkflow
from workflows.schedules import see_to_schedule

REVIEWS = "district-review"
LONGEST_STOP = timedelta(days=366)
"""Months missed while all of Temporal was down for longer are not made up for."""


async def schedule_reviews(client: Client, config: Settings) -> None:
    """Safe to repeat; raises RPCError where Temporal does not allow it."""
    at = ScheduleCalendarSpec(
        day_of_month=(ScheduleRange(config.review_day),),
        hour=(ScheduleRange(config.review_hour),),
    )
    # One after another: a rung follows from the review before.
    policy = SchedulePolicy(overlap=ScheduleOverlapPolicy.BUFFER_ALL, catchup_window=LONGEST_STOP)
    await see_to_schedule(client, config, REVIEWS, DistrictReviewWorkflow.run, at, policy)
