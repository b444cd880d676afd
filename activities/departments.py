"""Sending department orders 协办函 over HTTP, signed, as docs/department-protocol.md says."""

import asyncio
import json
import logging
from collections.abc import Mapping
from datetime import UTC, datetime

import httpx2
from pydantic import BaseModel, ValidationError
from standardwebhooks import Webhook, WebhookVerificationError
from temporalio import activity
from temporalio.exceptions import ApplicationError, ApplicationErrorCategory

from activities.messages import Delivery, ToDeliver
from domain.evidence import NOTHING_BROUGHT, Brought
from domain.measures import Order, Outcome
from domain.receiving import ReceiveReceipt
from domain.words import Moment, Name
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
    evidence: Brought = NOTHING_BROUGHT

    def as_action(self) -> ReceiveReceipt:
        done_at = self.done_at.astimezone(UTC)
        return ReceiveReceipt(
            self.order, self.receipt, self.outcome, done_at, self.signed_by, self.evidence
        )


class UndeliveredError(Exception):
    """The department did not take the order, or its answer cannot be trusted."""


class Departments:
    def __init__(
        self,
        departments: Mapping[str, DepartmentSettings],
        public_url: str,
        http: httpx2.AsyncClient,
    ) -> None:
        self._departments = departments
        self._public_url = public_url
        self._http = http

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
                str(problem), type="undelivered", category=ApplicationErrorCategory.BENIGN
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
        body = json.dumps(self._body(what, order, what.districts[index]), ensure_ascii=False)
        now = datetime.now(UTC)
        headers = {
            "content-type": "application/json",
            "webhook-id": order.id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": webhook.sign(order.id, now, body),
        }
        try:
            answer = await self._http.post(
                f"{department.url}/orders", content=body.encode(), headers=headers
            )
        except httpx2.HTTPError as problem:
            raise UndeliveredError(f"{order.department}: {type(problem).__name__}") from problem
        if answer.status_code == ACCEPTED:
            return Delivery(order.id, accepted=True)
        if answer.status_code != CARRIED_OUT:
            raise UndeliveredError(f"{order.department} answered {answer.status_code}")
        return Delivery(order.id, receipt=_receipt(order, webhook, answer))

    def _body(self, what: ToDeliver, order: Order, district: str) -> dict[str, object]:
        """What an order does not have is left out, so that one sent before a field was known has
        the same content when it is sent again (S5)."""
        optional = {
            "particulars": order.particulars or None,
            "evidence": order.evidence or None,
            "not_before": order.not_before.isoformat() if order.not_before else None,
            "emergency": order.emergency or None,
        }
        return {
            "order": order.id,
            "department": order.department,
            "measure": order.kind,
            "action": order.action,
            "revision": order.revision,
            "target": order.target,
            "district": district,
            "enterprise": {"code": what.enterprise, "name": what.name},
            "case": order.case,
            "rules": order.rules,
            "document": order.document,
            "issued_at": order.issued_at.isoformat(),
            "callback": f"{self._public_url}/departments/{order.department}/receipts",
            **{name: value for name, value in optional.items() if value is not None},
        }


def _receipt(order: Order, webhook: Webhook, answer: httpx2.Response) -> ReceiveReceipt:
    try:
        webhook.verify(answer.content, dict(answer.headers), json_parse=False)
        receipt = ReceiptBody.model_validate_json(answer.content)
    except (WebhookVerificationError, ValidationError, ValueError) as problem:
        raise UndeliveredError(f"{order.department} sent no valid receipt") from problem
    if receipt.order != order.id:
        raise UndeliveredError(f"{order.department} sent a receipt for {receipt.order}")
    return receipt.as_action()
