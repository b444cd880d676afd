"""Having the event feed delivered: seen to by every worker at its start."""

from temporalio.client import Client
from temporalio.common import WorkflowIDConflictPolicy

from settings import Settings
from workflows.event_feed import EventFeedWorkflow


def feed_id(config: Settings) -> str:
    """Of this installation: others may share the namespace."""
    return f"{config.task_queue}-event-feed"


async def start_feed(client: Client, config: Settings) -> None:
    """Safe to repeat. Raises RPCError where Temporal does not allow it."""
    await client.start_workflow(
        EventFeedWorkflow.run,
        id=feed_id(config),
        task_queue=config.task_queue,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
    )
