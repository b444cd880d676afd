"""Whether anything was lost, doubled or made up: read from the record's own bytes, held against the
workflow, against what was acknowledged, and against the departments' ledger.
"""

import asyncio
import json
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime

import httpx2
from sqlalchemy import Engine, select
from sqlmodel import col
from temporalio.client import Client

from domain.enterprise import Enterprise
from domain.events import BEGINNING, Recorded, chain
from records import queries
from records.database import reading
from records.rebuild import codes, differs
from records.tables import EntryRow
from tests.domain.always import check
from tests.domain.folded import fold
from tests.system.careful import CarefulClient, Json
from workflows.messages import STATE, workflow_id

REST_SECONDS = 90


def recorded(engine: Engine, code: str) -> list[Recorded]:
    columns = (col(EntryRow.sequence), col(EntryRow.body), col(EntryRow.hash))
    rows = select(*columns).where(col(EntryRow.enterprise) == code).order_by(columns[0])
    with reading(engine) as session:
        return [Recorded(*row) for row in session.execute(rows)]


def entries(engine: Engine, code: str) -> list[Json]:
    return [json.loads(entry.body) for entry in recorded(engine, code)]


def commands(engine: Engine, code: str) -> Counter[str]:
    """How often each command's id is on the enterprise's record; departments' receipts apart."""
    return Counter(
        entry["command"]
        for entry in entries(engine, code)
        if entry["command"] and entry["event"].get("action", {}).get("kind") != "receive_receipt"
    )


async def nothing_is_lost(engine: Engine, temporal: Client, client: CarefulClient) -> None:
    """Raises AssertionError unless every enterprise comes to rest with a whole record, on which
    each command that was acknowledged to the client, who alone gave any, is exactly once.
    """
    with reading(engine) as session:
        every = codes(session)
    for code in every:
        await _is_whole(engine, temporal, code)
    counted = {
        (code, command): times
        for code in every
        for command, times in commands(engine, code).items()
    }
    assert counted == dict.fromkeys(client.acknowledged, 1)


async def _is_whole(engine: Engine, temporal: Client, code: str) -> None:
    state = await _at_rest(engine, temporal, code)
    on_record = recorded(engine, code)
    head = BEGINNING
    for entry in on_record:
        head = chain(head, entry.body)
        assert head == entry.hash, (code, entry.sequence)
    assert head == state.head
    assert fold(Enterprise(code), on_record) == state
    with reading(engine) as session:
        assert not differs(session, code)
    check(entries(engine, code), datetime.now(UTC))


async def _at_rest(engine: Engine, temporal: Client, code: str) -> Enterprise:
    """The workflow's state, once all of it is on record."""
    workflow = temporal.get_workflow_handle(workflow_id(code))
    async with asyncio.timeout(REST_SECONDS):
        while True:
            state: Enterprise = await workflow.query(STATE, result_type=Enterprise)
            with reading(engine) as session:
                if queries.enterprise(session, code) == state:
                    return state
            await asyncio.sleep(0.2)


async def ledger(simulator_url: str) -> list[Json]:
    """What the departments did, by their own account."""
    async with httpx2.AsyncClient(base_url=simulator_url, trust_env=False) as simulator:
        rows: list[Json] = (await simulator.get("/ledger")).raise_for_status().json()
    return rows


def each_order_is_carried_out_once(engine: Engine, done: Iterable[Json]) -> None:
    """S5; and none that no case ordered (S1)."""
    with reading(engine) as session:
        every = codes(session)
    issued = [
        entry["event"]["order"]["id"]
        for code in every
        for entry in entries(engine, code)
        if entry["event"]["kind"] == "order_issued"
    ]
    assert {row["order"]: row["effects"] for row in done} == dict.fromkeys(issued, 1)
