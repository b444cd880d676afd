"""Department orders: what one costs the history, and how fast they go with many under way.

A line whose supply is controlled (P2.4) has one order from its notice on; the same commands on
another ground have none, and the difference is the order's.
"""

import asyncio
import time
from collections.abc import Sequence
from typing import Any

import httpx2
from sqlalchemy import Engine, select
from sqlmodel import col
from temporalio.client import Client

from api.examples import EXAMPLES
from bench.at_once import at_once
from bench.history import history
from bench.served import credit_code
from cli.api_client import ApiClient
from domain.order_states import OrderState
from records.database import reading
from records.tables import OrderRow
from workflows.messages import workflow_id
from workflows.unrecorded import PATIENCE

ORDERED, UNORDERED = "energy_supply", "energy"
DEPARTMENT = "district"
POLL_SECONDS = 0.1
LEDGER_SECONDS = 0.5
FIRST, LAST, MANY = 500_000, 500_010, 500_100
"""Where the numbers of those enterprises begin."""


class Orders:
    """`simulator` plays the departments, `engine` is the record's."""

    def __init__(
        self, api: ApiClient, temporal: Client, simulator: httpx2.AsyncClient, engine: Engine
    ) -> None:
        self._api = api
        self._temporal = temporal
        self._simulator = simulator
        self._engine = engine

    async def measure(self, count: int) -> dict[str, Any]:
        """`count` orders are under way at a time."""
        costs = {
            "history_events_per_order": await self._events_of_one(FIRST, "at_once"),
            "history_events_per_order_answered_later": await self._events_of_one(
                FIRST + 2, "later"
            ),
        }
        return costs | {"orders_under_way": count} | await self._speed(count)

    async def _events_of_one(self, number: int, answer: str) -> int:
        await self._behave(answer=answer)
        codes = credit_code(number), credit_code(number + 1)
        for code, ground in zip(codes, (ORDERED, UNORDERED), strict=True):
            await self._serve(code, ground, [])
        await self._until_done(codes[:1])
        await asyncio.sleep(PATIENCE.total_seconds() + 2)  # until the loop has seen to the record
        ordered, unordered = [await history(self._temporal, workflow_id(code)) for code in codes]
        return ordered["history_events"] - unordered["history_events"]

    async def _speed(self, count: int) -> dict[str, float]:
        """Sent: from the first command until their department has accepted all and done none.
        Answered: from the first receipt until the record has all."""
        await self._behave(answer="later", after_the_next=True)
        codes = [credit_code(MANY + number) for number in range(count)]
        started = time.perf_counter()
        await at_once(count, lambda number, times: self._serve(codes[number], ORDERED, times))
        while await self._received(codes) < count:  # noqa: ASYNC110 - another process has it
            await asyncio.sleep(LEDGER_SECONDS)
        sent = count / (time.perf_counter() - started)
        assert await asyncio.to_thread(self._done, codes) == 0
        await self._behave(answer="later")
        started = time.perf_counter()
        await self._serve(credit_code(LAST), ORDERED, [])  # its receipt lets go of the others
        await self._until_done(codes)
        answered = count / (time.perf_counter() - started)
        return {
            "orders_sent_per_second": round(sent, 2),
            "orders_answered_per_second": round(answered, 2),
        }

    async def _serve(self, code: str, ground: str, times: list[float]) -> None:
        started = time.perf_counter()
        flag = EXAMPLES["flag"] | {"ground": ground}
        case = await self._api.give("inspector", f"/enterprises/{code}/cases", flag)
        path = f"/cases/{case['number']}/serve-notice"
        await self._api.give("inspector", path, EXAMPLES["serve_notice"])
        times.append(time.perf_counter() - started)

    async def _behave(self, **behaviour: Any) -> None:
        path = f"/departments/{DEPARTMENT}/behaviour"
        (await self._simulator.put(path, json=behaviour)).raise_for_status()

    async def _received(self, codes: Sequence[str]) -> int:
        """Of them, by the department's own account."""
        ledger = (await self._simulator.get("/ledger")).raise_for_status().json()
        return len({row["enterprise"] for row in ledger} & set(codes))

    async def _until_done(self, codes: Sequence[str]) -> None:
        """Until the record has the receipts of all their orders."""
        while await asyncio.to_thread(self._done, codes) < len(codes):  # noqa: ASYNC110
            await asyncio.sleep(POLL_SECONDS)

    def _done(self, codes: Sequence[str]) -> int:
        column = col(OrderRow.enterprise)
        query = select(column).where(column >= min(codes), col(OrderRow.state) == OrderState.DONE)
        with reading(self._engine) as session:
            return len(set(session.scalars(query)) & set(codes))
