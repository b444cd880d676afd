"""When the districts are reviewed (O3): a schedule in Temporal, made by a worker at its start."""

from datetime import timedelta

from temporalio.client import (
    Client,
    Schedule,
    ScheduleActionStartWorkflow,
    ScheduleAlreadyRunningError,
    ScheduleCalendarSpec,
    ScheduleOverlapPolicy,
    SchedulePolicy,
    ScheduleRange,
    ScheduleSpec,
    ScheduleUpdate,
    ScheduleUpdateInput,
)

from settings import Settings
from workflows.district_review import DistrictReviewWorkflow

LONGEST_STOP = timedelta(days=366)
"""Months missed while all of Temporal was down for longer are not made up for."""


def schedule_id(config: Settings) -> str:
    """Of this installation: others may share the namespace."""
    return f"{config.task_queue}-district-review"


async def schedule_reviews(client: Client, config: Settings) -> None:
    """Safe to repeat; a schedule from before gets the time that the settings say now, and stays
    paused if it is. Raises RPCError where Temporal does not allow it."""
    wanted = _schedule(config)

    def brought_up(found: ScheduleUpdateInput) -> ScheduleUpdate | None:
        was = found.description.schedule
        # Temporal drops what was missed before an update: after a stop none may be made in vain.
        if (was.spec, was.policy) == (wanted.spec, wanted.policy):
            return None
        wanted.state = was.state
        return ScheduleUpdate(wanted)

    try:
        await client.create_schedule(schedule_id(config), wanted)
    except ScheduleAlreadyRunningError:
        await client.get_schedule_handle(schedule_id(config)).update(brought_up)


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
