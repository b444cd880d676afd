"""The workflow that looks for unattended enterprises, which a schedule starts each day."""

from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy

with workflow.unsafe.imports_passed_through():
    from activities.attendance import Attendance

ALL_OF_THEM = timedelta(hours=1)


@workflow.defn(name="attendance")
class AttendanceWorkflow:
    @workflow.run
    async def run(self) -> None:
        await workflow.execute_activity_method(
            Attendance.look_for_unattended,
            start_to_close_timeout=ALL_OF_THEM,
            retry_policy=RetryPolicy(maximum_interval=timedelta(minutes=10)),
        )
