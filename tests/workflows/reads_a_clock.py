"""A workflow as it must not be, in a module of its own: a sandbox imports all that is beside it."""

from datetime import UTC, datetime

from temporalio import workflow


@workflow.defn
class ReadsAClock:
    @workflow.run
    async def run(self) -> str:
        return datetime.now(UTC).isoformat()
