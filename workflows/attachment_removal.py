"""The workflow that removes attachments nobody refers to, which a schedule starts each day."""

from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy

with workflow.unsafe.imports_passed_through():
    from activities.attachment_removal import AttachmentRemoval

ALL_OF_THEM = timedelta(hours=1)
SILENT = timedelta(minutes=5)
OFTEN_ENOUGH = RetryPolicy(maximum_interval=timedelta(minutes=30), maximum_attempts=20)
"""The next day does what this one could not."""


@workflow.defn(name="attachment_removal")
class AttachmentRemovalWorkflow:
    @workflow.run
    async def run(self) -> None:
        await workflow.execute_activity_method(
            AttachmentRemoval.remove_attachments,
            start_to_close_timeout=ALL_OF_THEM,
            heartbeat_timeout=SILENT,
            retry_policy=OFTEN_ENOUGH,
        )
