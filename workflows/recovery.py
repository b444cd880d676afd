"""The record and the workflows brought together again after one of them was lost or came back from
a backup (S7). What one has and the other has not is taken over; nothing is ever overwritten: where
both went on differently, that is told, and left to people.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Engine
from temporalio.client import Client, WorkflowExecution, WorkflowExecutionStatus
from temporalio.common import WorkflowIDConflictPolicy

from activities.attendance import unfinished
from domain.enterprise import Enterprise
from domain.events import Recorded
from domain.words import Text
from records import queries
from records.database import reading, writing
from records.findings import Kind
from records.write import RecordConflictError, write
from workflows.enterprise import EnterpriseWorkflow
from workflows.heads import against_record, runs_now, state_of
from workflows.history_entries import history_entries
from workflows.messages import ENTERPRISE_WORKFLOW, Start, workflow_id


class Outcome(StrEnum):
    COMPLETED = "completed"
    STARTED = "started"
    REPLACED = "replaced"
    FORKED = "forked"
    UNANSWERED = "unanswered"


SAYING = {
    Outcome.COMPLETED: Text(
        "已按流程历史补录", "its record got the entries that only the history had"
    ),
    Outcome.STARTED: Text(
        "缺流程，已按记录重启", "it had no workflow: one goes on from the record"
    ),
    Outcome.REPLACED: Text(
        "流程落后于记录，已按记录重启",
        "its workflow was behind the record: one from the record took its place",
    ),
    Outcome.FORKED: Text(
        "记录与流程各自续写，未作改动，须人工处理",
        "record and workflow went on differently: nothing was done, people have to decide",
    ),
    Outcome.UNANSWERED: Text(
        "流程未应答，未作改动", "no worker answered for its workflow: nothing was done"
    ),
}
SETTLED = {Outcome.COMPLETED, Outcome.STARTED, Outcome.REPLACED}


@dataclass(frozen=True, slots=True)
class Recovered:
    """`entries`: how many the record got."""

    code: str
    outcome: Outcome
    entries: int = 0


async def recover(client: Client, engine: Engine, task_queue: str) -> AsyncIterator[Recovered]:
    """Each enterprise that was not as it should be, and what came of it. Needs a worker; safe to
    repeat, and while the service runs. Raises RPCError where Temporal is away, PayloadKeyError
    without a key that a history needs."""
    for code, runs in sorted((await _runs(client, task_queue)).items()):
        if completed := await _complete_record(client, engine, code, runs):
            yield completed
    for code in await unfinished(engine):
        if outcome := await _see_to_workflow(client, engine, task_queue, code):
            yield Recovered(code, outcome)


async def _runs(client: Client, task_queue: str) -> dict[str, list[WorkflowExecution]]:
    """By credit code, as long as Temporal keeps them."""
    found = defaultdict[str, list[WorkflowExecution]](list)
    ours = f"WorkflowType = '{ENTERPRISE_WORKFLOW}' AND TaskQueue = '{task_queue}'"
    async for run in client.list_workflows(ours):
        found[run.id.removeprefix(workflow_id(""))].append(run)
    return found


async def _complete_record(
    client: Client, engine: Engine, code: str, runs: list[WorkflowExecution]
) -> Recovered | None:
    running = any(run.status is WorkflowExecutionStatus.RUNNING for run in runs)
    if running and await _has_no_more(client, engine, code):
        return None
    entries: dict[int, Recorded] = {}
    for run in runs:
        entries |= {entry.sequence: entry for entry in await history_entries(client, run)}
    last = (await asyncio.to_thread(_on_record, engine, code)).sequence
    missing = [entries[number] for number in sorted(entries) if number > last]
    if not missing:
        return None
    try:
        with writing(engine) as session:
            write(session, code, missing)
    except RecordConflictError:
        return Recovered(code, Outcome.FORKED)
    return Recovered(code, Outcome.COMPLETED, len(missing))


async def _has_no_more(client: Client, engine: Engine, code: str) -> bool:
    """Whether the workflow, which runs, says that it has nothing that the record has not."""
    state = await state_of(client, workflow_id(code))
    if state is None:
        return False
    finding = await asyncio.to_thread(against_record, engine, state)
    return finding is None or finding.kind is not Kind.TRUNCATED


async def _see_to_workflow(
    client: Client, engine: Engine, task_queue: str, code: str
) -> Outcome | None:
    # The record first: a workflow that is asked afterwards has all of it, unless it is behind.
    on_record = await asyncio.to_thread(_on_record, engine, code)
    outcome, policy = Outcome.STARTED, WorkflowIDConflictPolicy.USE_EXISTING
    if await runs_now(client, code):
        state = await state_of(client, workflow_id(code))
        if state is None:
            return Outcome.UNANSWERED
        finding = await asyncio.to_thread(against_record, engine, state)
        if finding and finding.kind is Kind.ALTERED:
            return Outcome.FORKED
        if state.sequence >= on_record.sequence:
            return None
        outcome, policy = Outcome.REPLACED, WorkflowIDConflictPolicy.TERMINATE_EXISTING
    await client.start_workflow(
        EnterpriseWorkflow.run,
        Start(on_record),
        id=workflow_id(code),
        task_queue=task_queue,
        id_conflict_policy=policy,
        static_summary=f"{on_record.name} {code}",
    )
    return outcome


def _on_record(engine: Engine, code: str) -> Enterprise:
    with reading(engine) as session:
        return queries.enterprise(session, code) or Enterprise(code)
