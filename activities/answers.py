"""What a department answers to an order with `200`: its receipt, signed, for this order."""

from datetime import UTC

import httpx2
from pydantic import BaseModel, ValidationError
from standardwebhooks import WebhookVerificationError

from activities.shared_keys import SharedKeys
from domain.evidence import NOTHING_BROUGHT, Brought
from domain.orders import Order, Outcome
from domain.receiving import ReceiveReceipt
from domain.words import Moment, Name, Remark


class ReceiptBody(BaseModel):
    """A receipt as a department sends it, in its answer or to the callback."""

    order: Name
    receipt: Name
    outcome: Outcome
    done_at: Moment
    signed_by: Name
    evidence: Brought = NOTHING_BROUGHT
    reason: Remark = ""

    def as_action(self) -> ReceiveReceipt:
        done_at = self.done_at.astimezone(UTC)
        return ReceiveReceipt(
            self.order,
            self.receipt,
            self.outcome,
            done_at,
            self.signed_by,
            self.evidence,
            self.reason,
        )


class BadAnswerError(Exception):
    """The answer counts for nothing (S5); `code` says why."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.code = code


def receipt_of(order: Order, keys: SharedKeys, answer: httpx2.Response) -> ReceiveReceipt:
    """Raises BadAnswerError."""
    try:
        keys.verify(answer.content, answer.headers)
    except (WebhookVerificationError, ValueError) as problem:
        why = "sent no valid receipt: its signature is missing, wrong or too old"
        raise BadAnswerError("wrong_signature", why) from problem
    try:
        receipt = ReceiptBody.model_validate_json(answer.content)
    except ValidationError as problem:
        raise BadAnswerError("malformed", "sent no valid receipt: it is malformed") from problem
    if receipt.order != order.id:
        raise BadAnswerError("wrong_order", f"sent a receipt for {receipt.order}")
    return receipt.as_action()
