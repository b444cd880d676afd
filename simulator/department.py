"""One department's side of docs/department-protocol.md."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TypeVar

from fastapi import HTTPException
from pydantic import ValidationError
from standardwebhooks import Webhook

from simulator.behaviour import Behaviours, Failure, happens
from simulator.courier import Courier
from simulator.ledger import ContentChangedError, Ledger
from simulator.messages import Cancellation, Order, Receipt
from simulator.outbox import Outbox
from simulator.signatures import is_genuine

Message = TypeVar("Message", Order, Cancellation)


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
        order = self._read(Order, headers, body)
        if order.order != headers["webhook-id"]:
            raise HTTPException(HTTPStatus.UNPROCESSABLE_ENTITY, "webhook-id is not the order")
        return order

    def read_cancellation(
        self, number: str, headers: Mapping[str, str], body: bytes
    ) -> Cancellation:
        """Likewise."""
        cancellation = self._read(Cancellation, headers, body)
        if cancellation.order != number:
            raise HTTPException(HTTPStatus.UNPROCESSABLE_ENTITY, "sent to another order")
        return cancellation

    def _read(self, kind: type[Message], headers: Mapping[str, str], body: bytes) -> Message:
        if not is_genuine(self.webhook, headers, body):
            raise HTTPException(HTTPStatus.UNAUTHORIZED, "the signature is missing, wrong or old")
        try:
            message = kind.model_validate_json(body)
        except ValidationError as error:
            faults = error.errors(include_url=False, include_context=False, include_input=False)
            raise HTTPException(HTTPStatus.UNPROCESSABLE_ENTITY, faults) from error
        if message.department != self.key:
            raise HTTPException(HTTPStatus.UNPROCESSABLE_ENTITY, "sent to another department")
        return message

    def cancel(self, cancellation: Cancellation) -> Receipt:
        """The receipt, given at once. Raises HTTPException 500 or 503 for what was asked for."""
        self._fail("fail_next", "failed before any effect")
        receipt = self.ledger.cancel(cancellation, datetime.now(UTC))
        self._fail("fail_after_effect_next", "failed after the effect")
        return receipt

    def _fail(self, failure: Failure, why: str) -> None:
        if self.behaviours.of(self.key).down:
            raise HTTPException(HTTPStatus.SERVICE_UNAVAILABLE, "down until told otherwise")
        if self.behaviours.spend(self.key, failure):
            raise HTTPException(HTTPStatus.INTERNAL_SERVER_ERROR, why)

    async def take(self, order: Order) -> Receipt | None:
        """The receipt, or None where it comes later.

        Raises HTTPException 409 for content that changed, 500 for a failure that was asked for,
        503 while the department is down and has not even seen the order.
        """
        if self.behaviours.of(self.key).down:
            raise HTTPException(HTTPStatus.SERVICE_UNAVAILABLE, "down until told otherwise")
        try:
            self.ledger.receive(order, datetime.now(UTC))
        except ContentChangedError as error:
            raise HTTPException(HTTPStatus.CONFLICT, "the order came with other content") from error
        self._fail("fail_next", "failed before any effect")
        receipt = await self._answer(order)
        self._fail("fail_after_effect_next", "failed after the effect")
        return receipt

    async def _answer(self, order: Order) -> Receipt | None:
        if (receipt := self.ledger.receipt(self.key, order.order)) is not None:
            return receipt
        if self.outbox.owes(self.key, order.order):
            return None
        behaviour = self.behaviours.of(self.key)
        if self.behaviours.spend(self.key, "refuse_next"):
            why = behaviour.refuse_because
            return self.ledger.refuse(self.key, order.order, datetime.now(UTC), why)
        if behaviour.answer == "later":
            due = time.time() + behaviour.delay_seconds
            copies = 1 + behaviour.duplicate_callbacks + happens(behaviour.duplicate_share)
            self.outbox.add(self.key, order.order, due, copies=copies)
            self.courier.wake()
            return None
        await asyncio.sleep(behaviour.delay_seconds)
        return self.ledger.carry_out(self.key, order.order, datetime.now(UTC))
