"""The heads of the chains as the workflows have them, held against the record's (S7)."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Engine, func, select
from temporalio.client import Client, WorkflowQueryFailedError
from temporalio.service import RPCError

from domain.enterprise import Enterprise
from records.database import looking_up
from records.findings import Finding, Kind
from records.tables import ENTRY
from workflows.messages import ENTERPRISE_WORKFLOW, STATE
from workflows.payload_codec import PayloadKeyError
from workflows.unrecorded import PATIENCE

AT_ONCE = 20
ANSWER_WITHIN = timedelta(seconds=10)
BEHIND_AT_MOST = PATIENCE + timedelta(seconds=5)
"""So long an entry may be in a workflow before it is on record."""
WITNESS = "workflow"


@dataclass(frozen=True, slots=True)
class Compared:
    """How many workflows run, what differs from them, and which enterprises' did not answer."""

    asked: int
    findings: tuple[Finding, ...]
    unanswered: tuple[str, ...]


async def compare_heads(client: Client, engine: Engine, task_queue: str) -> Compared:
    """Of every enterprise whose workflow runs. Raises RPCError where Temporal is away."""
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
    )


async def _compare(client: Client, engine: Engine, name: str) -> Finding | str | None:
    """What differs, or whose workflow did not answer."""
    state = await _state(client, name)
    if state is None:
        return name.removeprefix("enterprise-")
    finding = await asyncio.to_thread(_against_record, engine, state)
    if finding is None:
        return None
    # One was ahead of the other in that moment, as they are while a command is under way.
    await asyncio.sleep(BEHIND_AT_MOST.total_seconds())
    finding = await asyncio.to_thread(_against_record, engine, state)
    if finding is None or finding.kind is not Kind.INSERTED:
        return finding
    later = await _state(client, name)
    return await asyncio.to_thread(_against_record, engine, later) if later else finding.chain


async def _state(client: Client, name: str) -> Enterprise | None:
    try:
        state: Enterprise = await client.get_workflow_handle(name).query(
            STATE, result_type=Enterprise, rpc_timeout=ANSWER_WITHIN
        )
    except (PayloadKeyError, RPCError, WorkflowQueryFailedError):
        return None
    return state


def _against_record(engine: Engine, state: Enterprise) -> Finding | None:
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
