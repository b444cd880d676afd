"""Schedules in Temporal: what comes round by itself, and when; each is made by a worker at its
start, and brought to what is wanted now."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

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
from temporalio.types import MethodAsyncNoParam

from settings import Settings
from workflows.attachment_removal import AttachmentRemovalWorkflow
from workflows.attendance import AttendanceWorkflow
from workflows.daily_anchor import DailyAnchorWorkflow
from workflows.district_review import DistrictReviewWorkflow
from workflows.notice_request import NoticeRequestWorkflow

ONE_DAY = timedelta(days=1)
ONE_AT_A_TIME = ScheduleOverlapPolicy.SKIP


@dataclass(frozen=True)
class ComesRound:
    """`at` is an hour of each day, or of the `day` of each month, in China. `catch_up` says how
    long ago what was missed may have been, to be made up for when Temporal is up again."""

    what: str
    run: MethodAsyncNoParam[Any, None]
    at: Callable[[Settings], int]
    overlap: ScheduleOverlapPolicy
    day: Callable[[Settings], int] | None = None
    catch_up: timedelta = ONE_DAY
    """By default one run: each does all that is due by then."""

    def spec(self, config: Settings) -> ScheduleCalendarSpec:
        hour = (ScheduleRange(self.at(config)),)
        if self.day is None:
            return ScheduleCalendarSpec(hour=hour)
        return ScheduleCalendarSpec(hour=hour, day_of_month=(ScheduleRange(self.day(config)),))


REVIEWS = ComesRound(
    "district-review",
    DistrictReviewWorkflow.run,
    lambda config: config.review_hour,
    ScheduleOverlapPolicy.BUFFER_ALL,
    day=lambda config: config.review_day,
    catch_up=timedelta(days=366),
)
"""O3, one after another: a rung follows from the review before."""
NOTICE_REQUESTS = ComesRound(
    "notice-request", NoticeRequestWorkflow.run, lambda config: config.review_hour, ONE_AT_A_TIME
)
"""L8: each rung is asked for once."""
ANCHORS = ComesRound(
    "daily-anchor",
    DailyAnchorWorkflow.run,
    lambda config: config.anchor.hour,
    ScheduleOverlapPolicy.ALLOW_ALL,
)
"""S7: one that still tries to reach a place holds up no later one."""
REMOVALS = ComesRound(
    "attachment-removal",
    AttachmentRemovalWorkflow.run,
    lambda config: config.attachments.hour,
    ONE_AT_A_TIME,
)


ATTENDANCE = ComesRound(
    "attendance", AttendanceWorkflow.run, lambda config: config.review_hour, ONE_AT_A_TIME
)
"""S8: who has no workflow is told of each day."""


def wanted_schedules(config: Settings) -> tuple[ComesRound, ...]:
    """Without a key there is nothing to sign anchors with."""
    always = REVIEWS, NOTICE_REQUESTS, REMOVALS, ATTENDANCE
    return *always, *([ANCHORS] if config.anchor.secret else ())


def schedule_name(config: Settings, each: ComesRound) -> str:
    """Of this installation: others may share the namespace."""
    return f"{config.task_queue}-{each.what}"


async def see_to_schedule(client: Client, config: Settings, each: ComesRound) -> None:
    """Safe to repeat; a schedule from before gets the time and policy that are wanted, and stays
    paused if it is. Raises RPCError where Temporal does not allow it."""
    name = schedule_name(config, each)
    wanted = Schedule(
        action=ScheduleActionStartWorkflow(each.run, id=name, task_queue=config.task_queue),
        spec=ScheduleSpec(calendars=[each.spec(config)], time_zone_name="Asia/Shanghai"),
        policy=SchedulePolicy(overlap=each.overlap, catchup_window=each.catch_up),
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
