"""The workflow of the daily anchor (S7), which a schedule starts; each place gets its copy for as
long as it takes."""

import asyncio
from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy

with workflow.unsafe.imports_passed_through():
    from activities.anchoring import Anchoring, ToSend

ONE_TRY = timedelta(minutes=5)
OFTEN_ENOUGH = RetryPolicy(maximum_interval=timedelta(minutes=30))


@workflow.defn(name="daily_anchor")
class DailyAnchorWorkflow:
    @workflow.run
    async def run(self) -> None:
        made = await workflow.execute_activity_method(
            Anchoring.make_anchor, start_to_close_timeout=ONE_TRY, retry_policy=OFTEN_ENOUGH
        )
        await asyncio.gather(*(self._send(ToSend(made.number, place)) for place in made.places))

    async def _send(self, what: ToSend) -> None:
        await workflow.execute_activity_method(
            Anchoring.send_anchor,
            what,
            start_to_close_timeout=ONE_TRY,
            retry_policy=OFTEN_ENOUGH,
            summary=what.place,
        )
