"""The heads of the chains as the workflows have them, held against the record's (S7)."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from sqlalchemy import Engine, func, select
from temporalio.client import Client, WorkflowExecutionStatus, WorkflowQueryFailedError
from temporalio.service import RPCError, RPCStatusCode

from activities.attendance import unattended
from domain.enterprise import Enterprise
from records.database import looking_up
from records.findings import Finding, Kind
from records.tables import ENTRY
from workflows.messages import ENTERPRISE_WORKFLOW, STATE, workflow_id
from workflows.payload_codec import PayloadKeyError
from workflows.unrecorded import PATIENCE

AT_ONCE = 20
ANSWER_WITHIN = timedelta(seconds=10)
BEHIND_AT_MOST = PATIENCE + timedelta(seconds=5)
"""So long an entry may be in a workflow before it is on record."""
WITNESS = "workflow"


@dataclass(frozen=True, slots=True)
class Compared:
    """How many workflows run, what differs from them, which enterprises' did not answer, and which
    enterprises have none although something is still to come (S8)."""

    asked: int
    findings: tuple[Finding, ...]
    unanswered: tuple[str, ...]
    unattended: tuple[str, ...]


async def compare_heads(client: Client, engine: Engine, task_queue: str) -> Compared:
    """Of every enterprise whose workflow runs or should. Raises RPCError where Temporal is away."""
    running = (
        f"WorkflowType = '{ENTERPRISE_WORKFLOW}' AND ExecutionStatus = 'Running' "
        f"AND TaskQueue = '{task_queue}'"
    )
    names = [each.id async for each in client.list_workflows(running)]
    turn = asyncio.Semaphore(AT_ONCE)

    async def compare(name: str) -> Finding | str | None:
        async with turn:
            return await _compare(client, engine, name)

    outcomes = await asyncio.gather(*map(compare, sorted(names)))
    return Compared(
        len(names),
        tuple(each for each in outcomes if isinstance(each, Finding)),
        tuple(each for each in outcomes if isinstance(each, str)),
        tuple(await unattended(engine, partial(runs_now, client))),
    )


async def runs_now(client: Client, code: str) -> bool:
    """Asked of the enterprise's workflow itself: Temporal's lists are some moments behind."""
    try:
        description = await client.get_workflow_handle(workflow_id(code)).describe()
    except RPCError as problem:
        if problem.status is RPCStatusCode.NOT_FOUND:
            return False
        raise
    return description.status is WorkflowExecutionStatus.RUNNING


async def _compare(client: Client, engine: Engine, name: str) -> Finding | str | None:
    """What differs, or whose workflow did not answer."""
    state = await state_of(client, name)
    if state is None:
        return name.removeprefix("enterprise-")
    finding = await asyncio.to_thread(against_record, engine, state)
    if finding is None:
        return None
    # One was ahead of the other in that moment, as they are while a command is under way.
    await asyncio.sleep(BEHIND_AT_MOST.total_seconds())
    finding = await asyncio.to_thread(against_record, engine, state)
    if finding is None or finding.kind is not Kind.INSERTED:
        return finding
    later = await state_of(client, name)
    return await asyncio.to_thread(against_record, engine, later) if later else finding.chain


async def state_of(client: Client, name: str) -> Enterprise | None:
    try:
        state: Enterprise = await client.get_workflow_handle(name).query(
            STATE, result_type=Enterprise, rpc_timeout=ANSWER_WITHIN
        )
    except (PayloadKeyError, RPCError, WorkflowQueryFailedError):
        return None
    return state


def against_record(engine: Engine, state: Enterprise) -> Finding | None:
    of_it = ENTRY.c.enterprise == state.code
    with looking_up(engine) as connection:
        last = connection.execute(select(func.max(ENTRY.c.sequence)).where(of_it)).scalar() or 0
        its_hash = connection.execute(
            select(ENTRY.c.hash).where(of_it, ENTRY.c.sequence == state.sequence)
        ).scalar()
    if last < state.sequence:
        return Finding(state.code, last + 1, Kind.TRUNCATED, WITNESS)
    if its_hash != state.head:
        return Finding(state.code, 1, Kind.ALTERED, WITNESS, state.sequence)
    if last > state.sequence:
        return Finding(state.code, state.sequence + 1, Kind.INSERTED, WITNESS)
    return None
