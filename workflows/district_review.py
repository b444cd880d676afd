"""The workflow of the districts' review (O3), which a schedule starts month by month."""

from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy

with workflow.unsafe.imports_passed_through():
    from activities.reviewing import Reviewing
    from domain.review_period import last_month
    from workflows.scheduled import scheduled_at

ONE_TRY = timedelta(minutes=15)


@workflow.defn(name="district_review")
class DistrictReviewWorkflow:
    @workflow.run
    async def run(self) -> None:
        await workflow.execute_activity_method(
            Reviewing.review_districts,
            last_month(scheduled_at()),
            start_to_close_timeout=ONE_TRY,
            retry_policy=RetryPolicy(maximum_interval=timedelta(minutes=10)),
        )
