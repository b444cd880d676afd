"""Receipts 回执 that a department's clerk gives, signed in (S5)."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from api.attachment_access import Named, must_be_known
from api.capacities import as_clerk, first
from api.giving import IdempotencyKey
from api.numbers import OrderInPath
from api.pending import PENDING
from api.people import may
from api.problems import documented
from api.receipt_taking import Given, ReceiptTaken, take
from api.state import SharedState
from domain.evidence import NOTHING_BROUGHT, Brought
from domain.orders import Outcome
from domain.people import Person
from domain.receiving import ReceiveReceipt
from domain.words import Moment, Name, Remark

router = APIRouter(tags=["receipts"])


class ClerkReceipt(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "receipt": "供电回〔2026〕5号",
                "outcome": "done",
                "done_at": "2026-11-20T10:30:00+08:00",
                "evidence": {"photographs": ["0" * 64], "meter_reading": "48211.5"},
            }
        },
    )

    receipt: Name
    outcome: Outcome = "done"
    done_at: Moment
    evidence: Brought = NOTHING_BROUGHT
    reason: Remark = Field(default="", description="why the order is refused")


@router.post(
    "/orders/{number}/receipt",
    responses={**documented(400, 401, 403, 404, 409, 413, 422, 503), **PENDING},
)
async def confirm_order(
    number: OrderInPath,
    body: ClerkReceipt,
    key: IdempotencyKey,
    person: Annotated[Person, may("receive_receipt")],
    shared: SharedState,
) -> ReceiptTaken:
    """A clerk's receipt for an order of their department."""
    action = ReceiveReceipt(
        number,
        body.receipt,
        body.outcome,
        body.done_at,
        person.name,
        body.evidence,
        body.reason,
    )
    files = [Named(each, None, ("body", "evidence")) for each in body.evidence.files]
    answer = Given(
        first(person),
        f"{person.id}:{key}",
        as_clerk(person, action),
        partial(must_be_known, shared, person, number, files),
    )
    return await take(shared, action, answer)
