"""The entries that a run of an enterprise's workflow has in its history. Each is there before it is
on record: in the answer to a command, or in what the loop gave to an activity to write.
"""

from collections.abc import Sequence

from temporalio.api.common.v1 import Payload
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import Client, WorkflowExecution
from temporalio.converter import DataConverter
from temporalio.service import RPCError, RPCStatusCode

from activities.messages import ToRecord
from domain.events import Recorded
from workflows.messages import Answer

_WRITES = "put_on_record"


async def history_entries(client: Client, run: WorkflowExecution) -> list[Recorded]:
    """Some of them more than once, and none where Temporal lists a run that it has not any more.
    Raises RPCError where it is away, PayloadKeyError without the key of a payload."""
    entries: list[Recorded] = []
    handle = client.get_workflow_handle(run.id, run_id=run.run_id)
    try:
        async for event in handle.fetch_history_events():
            entries += await _entries(client.data_converter, event)
    except RPCError as problem:
        if problem.status is not RPCStatusCode.NOT_FOUND:
            raise
    return entries


async def _entries(converter: DataConverter, event: HistoryEvent) -> Sequence[Recorded]:
    kind: type[Answer | ToRecord]
    payloads: Sequence[Payload]
    match event.WhichOneof("attributes"):
        case "workflow_execution_update_completed_event_attributes":
            outcome = event.workflow_execution_update_completed_event_attributes.outcome
            kind, payloads = Answer, outcome.success.payloads
        case "activity_task_scheduled_event_attributes":
            scheduled = event.activity_task_scheduled_event_attributes
            if scheduled.activity_type.name != _WRITES:
                return ()
            kind, payloads = ToRecord, scheduled.input.payloads
        case _:
            return ()
    if not payloads:  # of a command that was refused
        return ()
    [value] = await converter.decode(payloads, [kind])
    entries: tuple[Recorded, ...] = value.entries
    return entries
