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

from simulator.bad_receipts import bad_receipt
from simulator.behaviour import Fault
from simulator.behaviours import Behaviours
from simulator.courier import Courier
from simulator.ledger import ContentChangedError, Ledger
from simulator.messages import Cancellation, Order, Receipt
from simulator.outbox import Outbox, Owed
from simulator.signatures import Signed, is_genuine, signed
from simulator.treatment import Treatment, Treatments

Message = TypeVar("Message", Order, Cancellation)


@dataclass(frozen=True)
class Department:
    key: str
    webhook: Webhook
    ledger: Ledger
    outbox: Outbox
    behaviours: Behaviours
    treatments: Treatments
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

    async def cancel(self, cancellation: Cancellation) -> Signed:
        """The receipt, given at once. Raises HTTPException 500 or 503 for what was asked for."""
        treatment = self._treatment(cancellation)
        self._fail(treatment, "fail", "failed before any effect")
        receipt = self.ledger.cancel(cancellation, datetime.now(UTC))
        await self._fail_after_effect(treatment)
        return self._signed(treatment, receipt)

    async def take(self, order: Order) -> Signed | None:
        """The receipt, or None where it comes later.

        Raises HTTPException 409 for content that changed, 500 for a failure that was asked for,
        503 while the department is down and has not even seen the order.
        """
        treatment = self._treatment(order)
        try:
            self.ledger.receive(order, datetime.now(UTC))
        except ContentChangedError as error:
            raise HTTPException(HTTPStatus.CONFLICT, "the order came with other content") from error
        self._fail(treatment, "fail", "failed before any effect")
        receipt = await self._answer(treatment, order)
        await self._fail_after_effect(treatment)
        return None if receipt is None else self._signed(treatment, receipt)

    def _treatment(self, message: Order | Cancellation) -> Treatment:
        treatment = self.treatments.of(message)
        if treatment is None:
            raise HTTPException(HTTPStatus.SERVICE_UNAVAILABLE, "down")
        return treatment

    def _fail(self, treatment: Treatment, fault: Fault, why: str) -> None:
        if treatment.suffers(fault):
            raise HTTPException(HTTPStatus.INTERNAL_SERVER_ERROR, why)

    async def _fail_after_effect(self, treatment: Treatment) -> None:
        self._fail(treatment, "fail_after_effect", "failed after the effect")
        if treatment.suffers("hang"):
            await asyncio.sleep(treatment.behaviour.hang_seconds)

    async def _answer(self, treatment: Treatment, order: Order) -> Receipt | None:
        if (receipt := self.ledger.receipt(self.key, order.order)) is not None:
            return receipt
        if self.outbox.owes(self.key, order.order):
            return None
        behaviour = treatment.behaviour
        if treatment.suffers("refuse"):
            why = behaviour.refuse_because
            return self.ledger.refuse(self.key, order.order, datetime.now(UTC), why)
        if not treatment.answered_later:
            await asyncio.sleep(treatment.delay_seconds)
            return self.ledger.carry_out(self.key, order.order, datetime.now(UTC))
        due = time.time() + treatment.delay_seconds
        owed = Owed(due, treatment.copies, behaviour.after_the_next, behaviour.bad_callbacks)
        self.outbox.add(self.key, order.order, owed)
        self.courier.wake()
        if behaviour.done_on_arrival:
            self.ledger.carry_out(self.key, order.order, datetime.now(UTC))
        return None

    def _signed(self, treatment: Treatment, receipt: Receipt) -> Signed:
        if (bad := treatment.bad_answer()) is not None:
            other = self.ledger.order_of_another(self.key, receipt.order)
            return bad_receipt(bad, self.webhook, receipt, other)
        body = receipt.model_dump_json(exclude_defaults=True)
        return signed(self.webhook, receipt.receipt, body)
