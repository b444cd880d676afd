"""What a workflow's history has come to."""

from temporalio.client import Client


async def history(temporal: Client, workflow: str) -> dict[str, int]:
    described = (await temporal.get_workflow_handle(workflow).describe()).raw_description
    info = described.workflow_execution_info
    return {"history_events": info.history_length, "history_bytes": info.history_size_bytes}
