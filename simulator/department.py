"""One department's side of docs/department-protocol.md."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus

from fastapi import HTTPException
from pydantic import ValidationError
from standardwebhooks import Webhook

from simulator.behaviour import Behaviours
from simulator.courier import Courier
from simulator.ledger import ContentChangedError, Ledger
from simulator.messages import Order, Receipt
from simulator.outbox import Outbox
from simulator.signatures import is_genuine


@dataclass(frozen=True)
class Department:
    key: str
    webhook: Webhook
    ledger: Ledger
    outbox: Outbox
    behaviours: Behaviours
    courier: Courier

    def read(self, headers: Mapping[str, str], body: bytes) -> Order:
        """Raises HTTPException 401 for a signature that does not hold, 422 for a bad order."""
        if not is_genuine(self.webhook, headers, body):
            raise HTTPException(HTTPStatus.UNAUTHORIZED, "the signature is missing, wrong or old")
        try:
            order = Order.model_validate_json(body)
        except ValidationError as error:
            faults = error.errors(include_url=False, include_context=False, include_input=False)
            raise HTTPException(HTTPStatus.UNPROCESSABLE_ENTITY, faults) from error
        if order.order != headers["webhook-id"]:
            raise HTTPException(HTTPStatus.UNPROCESSABLE_ENTITY, "webhook-id is not the order")
        if order.department != self.key:
            raise HTTPException(HTTPStatus.UNPROCESSABLE_ENTITY, "sent to another department")
        return order

    async def take(self, order: Order) -> Receipt | None:
        """The receipt, or None where it comes later.

        Raises HTTPException 409 for content that changed, 500 for a failure that was asked for.
        """
        try:
            self.ledger.receive(order, datetime.now(UTC))
        except ContentChangedError as error:
            raise HTTPException(HTTPStatus.CONFLICT, "the order came with other content") from error
        if self.behaviours.spend(self.key, "fail_next"):
            raise HTTPException(HTTPStatus.INTERNAL_SERVER_ERROR, "failed before any effect")
        receipt = await self._answer(order)
        if self.behaviours.spend(self.key, "fail_after_effect_next"):
            raise HTTPException(HTTPStatus.INTERNAL_SERVER_ERROR, "failed after the effect")
        return receipt

    async def _answer(self, order: Order) -> Receipt | None:
        if (receipt := self.ledger.receipt(self.key, order.order)) is not None:
            return receipt
        if self.outbox.owes(self.key, order.order):
            return None
        behaviour = self.behaviours.of(self.key)
        if behaviour.answer == "later":
            due = time.time() + behaviour.delay_seconds
            self.outbox.add(self.key, order.order, due, copies=1 + behaviour.duplicate_callbacks)
            self.courier.wake()
            return None
        await asyncio.sleep(behaviour.delay_seconds)
        return self.ledger.carry_out(self.key, order.order, datetime.now(UTC))
