"""Receipts 回执, and how orders go on, from departments' own systems (S5)."""

from collections.abc import Iterator
from contextlib import contextmanager

from fastapi import APIRouter
from pydantic import BaseModel

from activities.answers import ReceiptBody
from api.giving import fingerprint_of, give
from api.numbers import enterprise_of
from api.problems import documented, unavailable
from api.receipt_taking import Given, ReceiptTaken, take
from api.signed_messages import Signed, body_of, signed_body
from api.state import SharedState
from api.temporal import PendingError
from domain.commands import Command
from domain.people import department_system
from domain.receiving import ReportProgress
from domain.words import Name, Reason, Text

router = APIRouter(tags=["receipts"])


class ProgressBody(BaseModel):
    """How an order goes on, as a department sends it."""

    order: Name
    note: Reason


class ProgressTaken(BaseModel):
    order: str


@router.post(
    "/departments/{department}/receipts",
    responses=documented(401, 403, 404, 409, 413, 422, 503),
    openapi_extra=signed_body(ReceiptBody),
)
async def department_receipt(message: Signed, shared: SharedState) -> ReceiptTaken:
    """The callback of docs/department-protocol.md: a signed receipt for an accepted order."""
    receipt = await body_of(ReceiptBody, message, shared)
    by = department_system(message.department)
    command = f"{by.id}:{receipt.order}:{receipt.receipt}"
    with _settled_or_refused():
        return await take(shared, receipt.as_action(), Given(by, command))


@router.post(
    "/departments/{department}/progress",
    responses=documented(401, 403, 404, 409, 413, 422, 503),
    openapi_extra=signed_body(ProgressBody),
)
async def department_progress(message: Signed, shared: SharedState) -> ProgressTaken:
    """Likewise: how an order goes on. The same message again changes nothing."""
    progress = await body_of(ProgressBody, message, shared)
    by = department_system(message.department)
    note = ReportProgress(progress.order, progress.note)
    fingerprint = fingerprint_of(progress.order, progress.note)
    command = Command(f"{by.id}:progress:{message.id}", "", by, note, fingerprint=fingerprint)
    with _settled_or_refused():
        await give(shared, enterprise_of(progress.order), command)
    return ProgressTaken(order=progress.order)


@contextmanager
def _settled_or_refused() -> Iterator[None]:
    """A department takes any 2xx as settled, and what is still under way is not."""
    try:
        yield
    except PendingError as problem:
        raise unavailable("engine_busy", Text("请稍后重发", "send it again later")) from problem
