"""Sending department orders 协办函 over HTTP, signed, as docs/department-protocol.md says."""

import asyncio
import json
import logging
import random
from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import httpx2
from pydantic import BaseModel, ValidationError
from standardwebhooks import Webhook, WebhookVerificationError
from temporalio import activity
from temporalio.exceptions import ApplicationError, ApplicationErrorCategory

from activities.gentleness import DownError, Gate
from activities.messages import Delivery, ToDeliver
from activities.order_bodies import cancellation_body, order_body
from domain.orders import Order, Outcome
from domain.receiving import ReceiveReceipt
from domain.words import Moment, Name, Remark
from settings import DepartmentSettings

log = logging.getLogger(__name__)
CARRIED_OUT, ACCEPTED = 200, 202


class ReceiptBody(BaseModel):
    """A receipt as a department sends it, in its answer or to the callback."""

    order: Name
    receipt: Name
    outcome: Outcome
    done_at: Moment
    signed_by: Name
    reason: Remark = ""

    def as_action(self) -> ReceiveReceipt:
        done_at = self.done_at.astimezone(UTC)
        return ReceiveReceipt(
            self.order, self.receipt, self.outcome, done_at, self.signed_by, self.reason
        )


class UndeliveredError(Exception):
    """The department did not take the order, or its answer cannot be trusted; `pause` is for how
    many seconds it is left alone."""

    def __init__(self, why: str, pause: float = 0) -> None:
        super().__init__(why)
        self.pause = pause


class Departments:
    def __init__(
        self,
        departments: Mapping[str, DepartmentSettings],
        public_url: str,
        http: httpx2.AsyncClient,
        longest_pause: float = 0,
    ) -> None:
        self._departments = departments
        self._public_url = public_url
        self._http = http
        self._gates = defaultdict[str, Gate](lambda: Gate(longest_pause))

    @activity.defn(name="deliver_together")
    async def deliver_together(self, what: ToDeliver) -> list[Delivery]:
        """One try for each order, each with its own outcome; one that failed is told apart by
        being neither accepted nor receipted."""
        return list(
            await asyncio.gather(*(self._try(what, index) for index in range(len(what.orders))))
        )

    @activity.defn(name="deliver_one")
    async def deliver_one(self, what: ToDeliver) -> Delivery:
        """Raises until the department has the order; Temporal tries again for weeks."""
        try:
            return await self._send(what, 0)
        except UndeliveredError as problem:
            raise ApplicationError(
                str(problem),
                type="undelivered",
                category=ApplicationErrorCategory.BENIGN,
                next_retry_delay=_spread(problem.pause) if problem.pause else None,
            ) from problem

    async def _try(self, what: ToDeliver, index: int) -> Delivery:
        try:
            return await self._send(what, index)
        except UndeliveredError as problem:
            log.warning("order %s undelivered: %s", what.orders[index].id, problem)
            return Delivery(what.orders[index].id)

    async def _send(self, what: ToDeliver, index: int) -> Delivery:
        order = what.orders[index]
        department = self._departments.get(order.department)
        if department is None:
            raise UndeliveredError(f"department {order.department} is not configured")
        webhook = Webhook(department.secret.get_secret_value())
        callback = f"{self._public_url}/departments/{order.department}/receipts"
        if order.cancelled_at:
            address, message = f"{department.url}/orders/{order.id}/cancel", f"{order.id}-cancel"
            content = cancellation_body(what, order, callback)
        else:
            address, message = f"{department.url}/orders", order.id
            content = order_body(what, order, what.districts[index], callback)
        body = json.dumps(content, ensure_ascii=False)
        now = datetime.now(UTC)
        headers = {
            "content-type": "application/json",
            "webhook-id": message,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": webhook.sign(message, now, body),
        }
        answer = await self._post(order.department, address, body.encode(), headers)
        if answer.status_code == ACCEPTED:
            return Delivery(order.id, accepted=True)
        if answer.status_code != CARRIED_OUT:
            raise UndeliveredError(f"{order.department} answered {answer.status_code}")
        return Delivery(order.id, receipt=_receipt(order, webhook, answer))

    async def _post(
        self, department: str, address: str, body: bytes, headers: dict[str, str]
    ) -> httpx2.Response:
        """No answer or a 5xx says that the department is down; any other is about the order."""
        try:
            async with self._gates[department].passing():
                answer = await self._http.post(address, content=body, headers=headers)
                if answer.is_server_error:
                    raise UndeliveredError(f"{department} answered {answer.status_code}")
                return answer
        except DownError as problem:
            raise UndeliveredError(f"{department} is {problem}", problem.pause) from problem
        except httpx2.HTTPError as problem:
            raise UndeliveredError(f"{department}: {type(problem).__name__}") from problem


def _spread(pause: float) -> timedelta:
    """All that waited for a department come back one after another."""
    return timedelta(seconds=pause * random.uniform(1, 1.5))  # noqa: S311 - not for secrecy


def _receipt(order: Order, webhook: Webhook, answer: httpx2.Response) -> ReceiveReceipt:
    try:
        webhook.verify(answer.content, dict(answer.headers), json_parse=False)
        receipt = ReceiptBody.model_validate_json(answer.content)
    except (WebhookVerificationError, ValidationError, ValueError) as problem:
        raise UndeliveredError(f"{order.department} sent no valid receipt") from problem
    if receipt.order != order.id:
        raise UndeliveredError(f"{order.department} sent a receipt for {receipt.order}")
    return receipt.as_action()
