"""Carries out accepted orders when they are due and takes their receipts back to the sender."""

import asyncio
import logging
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime

import httpx2
from standardwebhooks import Webhook

from simulator.bad_receipts import bad_receipt
from simulator.ledger import Ledger
from simulator.outbox import Callback, Outbox
from simulator.signatures import signed

AT_ONCE = 20
FIRST_BACK_OFF_SECONDS = 0.5
LONGEST_BACK_OFF_SECONDS = 30.0
TIMEOUT_SECONDS = 10.0

log = logging.getLogger(__name__)


class Courier:
    def __init__(self, ledger: Ledger, outbox: Outbox, webhooks: Mapping[str, Webhook]) -> None:
        self._ledger = ledger
        self._outbox = outbox
        self._webhooks = webhooks
        self._under_way: set[int] = set()
        self._changed = asyncio.Event()

    def wake(self) -> None:
        """To be called when the outbox has something new."""
        self._changed.set()

    async def run(self) -> None:
        """Runs until cancelled; what is not answered by then stays in the outbox."""
        # A proxy of the environment is for the internet, and callbacks stay in the intranet.
        async with (
            httpx2.AsyncClient(timeout=TIMEOUT_SECONDS, trust_env=False) as client,
            asyncio.TaskGroup() as deliveries,
        ):
            while True:
                self._changed.clear()
                until_next: float | None = None
                # Those under way are the earliest and count too: this is what limits them.
                for callback in self._outbox.earliest(AT_ONCE):
                    if callback.number in self._under_way:
                        continue
                    until_next = callback.due - time.time()
                    if until_next > 0:
                        break
                    until_next = None
                    self._under_way.add(callback.number)
                    deliveries.create_task(self._deliver(client, callback))
                with suppress(TimeoutError):
                    async with asyncio.timeout(until_next):
                        await self._changed.wait()

    async def _deliver(self, client: httpx2.AsyncClient, callback: Callback) -> None:
        if await self._is_settled(client, callback):
            self._outbox.settled(callback)
        else:
            back_off = FIRST_BACK_OFF_SECONDS * 2 ** min(callback.attempts, 10)
            self._outbox.postpone(callback, time.time() + min(back_off, LONGEST_BACK_OFF_SECONDS))
        self._under_way.discard(callback.number)
        self.wake()

    async def _is_settled(self, client: httpx2.AsyncClient, callback: Callback) -> bool:
        receipt = self._ledger.carry_out(callback.department, callback.order, datetime.now(UTC))
        webhook = self._webhooks.get(callback.department)
        if webhook is None:
            log.warning("callback of %s: no secret for %s", callback.order, callback.department)
            return False
        genuine = signed(webhook, receipt.receipt, receipt.model_dump_json(exclude_defaults=True))
        other = self._ledger.order_of_another(callback.department, callback.order)
        bad = [bad_receipt(kind, webhook, receipt, other) for kind in callback.bad]
        try:
            for one in (*bad, genuine):
                answer = await client.post(callback.address, content=one.body, headers=one.headers)
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            log.warning("callback of %s failed: %r", callback.order, error)
            return False
        if not answer.is_success:
            log.warning("callback of %s answered %d", callback.order, answer.status_code)
        return answer.is_success or answer.is_client_error
