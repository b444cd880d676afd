"""The workflow that has the event feed delivered: one for the installation, for ever. It holds no
state, and Temporal sees to it that somebody is at work."""

from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy

with workflow.unsafe.imports_passed_through():
    from activities.event_delivery import SHIFT, EventDelivery

SIGN_OF_LIFE = timedelta(seconds=20)
"""After so long without one, another worker takes over."""


@workflow.defn(name="event_feed")
class EventFeedWorkflow:
    @workflow.run
    async def run(self) -> None:
        await workflow.execute_activity_method(
            EventDelivery.deliver_events,
            start_to_close_timeout=2 * SHIFT,
            heartbeat_timeout=SIGN_OF_LIFE,
            retry_policy=RetryPolicy(maximum_interval=timedelta(seconds=10)),
        )
        workflow.continue_as_new()
