"""When the districts are reviewed (O3): a schedule in Temporal, made by a worker at its start."""

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
from workflows.district_review import DistrictReviewWorkflow
from workflows.schedules import see_to_schedule

LONGEST_STOP = timedelta(days=366)
"""Months missed while all of Temporal was down for longer are not made up for."""


def schedule_id(config: Settings) -> str:
    """Of this installation: others may share the namespace."""
    return f"{config.task_queue}-district-review"


async def schedule_reviews(client: Client, config: Settings) -> None:
    """Safe to repeat; raises RPCError where Temporal does not allow it."""
    await see_to_schedule(client, schedule_id(config), _schedule(config))


def _schedule(config: Settings) -> Schedule:
    return Schedule(
        action=ScheduleActionStartWorkflow(
            DistrictReviewWorkflow.run, id=schedule_id(config), task_queue=config.task_queue
        ),
        spec=ScheduleSpec(
            calendars=[
                ScheduleCalendarSpec(
                    day_of_month=(ScheduleRange(config.review_day),),
                    hour=(ScheduleRange(config.review_hour),),
                )
            ],
            time_zone_name="Asia/Shanghai",
        ),
        # One after another: a rung follows from the review before.
        policy=SchedulePolicy(
            overlap=ScheduleOverlapPolicy.BUFFER_ALL, catchup_window=LONGEST_STOP
        ),
    )
