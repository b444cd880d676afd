"""The workflow that asks for a missing holiday notice (L8), which a schedule starts day by day."""

from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy

with workflow.unsafe.imports_passed_through():
    from activities.asking_for_notice import AskingForNotice
    from domain.calendar import local_date
    from workflows.scheduled import scheduled_at

ONE_TRY = timedelta(minutes=15)


@workflow.defn(name="notice_request")
class NoticeRequestWorkflow:
    @workflow.run
    async def run(self) -> None:
        await workflow.execute_activity_method(
            AskingForNotice.ask_for_notice,
            local_date(scheduled_at()),
            start_to_close_timeout=ONE_TRY,
            retry_policy=RetryPolicy(maximum_interval=timedelta(minutes=10)),
        )
