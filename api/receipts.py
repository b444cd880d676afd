"""Receipts 回执: from a department's system, signed; or from its clerk, signed in (S5)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, Header, Path, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from standardwebhooks import WebhookVerificationError

from activities.answers import ReceiptBody
from activities.shared_keys import SharedKeys
from api.attachment_access import Named, must_be_known
from api.capacities import as_clerk, first
from api.giving import Check, Choose, IdempotencyKey, fingerprint_of, give
from api.numbers import OrderInPath, enterprise_of
from api.pauses import here, too_many
from api.pending import PENDING
from api.people import may
from api.problems import ProblemError, documented, not_found, unavailable
from api.state import Shared, SharedState
from api.temporal import PendingError
from domain.commands import Command
from domain.evidence import NOTHING_BROUGHT, Brought
from domain.orders import Outcome
from domain.people import Actor, Person, department_system
from domain.receiving import ReceiveReceipt, ReportProgress
from domain.words import Moment, Name, Reason, Remark, Text
from records import attempts, audit
from records.database import writing

router = APIRouter(tags=["receipts"])


class ReceiptTaken(BaseModel):
    """The receipt counts; sent again it changes nothing."""

    order: str
    receipt: str


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


class ProgressBody(BaseModel):
    """How an order goes on, as a department sends it."""

    order: Name
    note: Reason


class ProgressTaken(BaseModel):
    order: str


Body = TypeVar("Body", ReceiptBody, ProgressBody)


def _signed(kind: type[BaseModel]) -> dict[str, Any]:
    """Read as bytes, since that is what is signed, so FastAPI cannot know of it."""
    content = {"application/json": {"schema": kind.model_json_schema()}}
    return {"requestBody": {"required": True, "content": content}}


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
    return await _take(shared, action, answer)


DepartmentInPath = Annotated[str, Path(pattern=r"^[a-z_]{1,40}$", examples=["power"])]


@dataclass(frozen=True)
class Message:
    """What a department's own system sent and signed; `id` is the same if it is sent again."""

    department: str
    id: str
    body: bytes


async def _message(
    department: DepartmentInPath,
    request: Request,
    shared: SharedState,
    webhook_id: Annotated[str, Header(max_length=200)] = "",
    webhook_timestamp: Annotated[str, Header(max_length=20)] = "",
    webhook_signature: Annotated[str, Header(max_length=1000)] = "",
) -> Message:
    """A header that is missing is a forgery too."""
    body = await request.body()
    headers = {
        "webhook-id": webhook_id,
        "webhook-timestamp": webhook_timestamp,
        "webhook-signature": webhook_signature,
    }
    try:
        await run_in_threadpool(_verify, shared, department, body, headers)
    except (WebhookVerificationError, ValueError) as problem:
        wait = await run_in_threadpool(_note_forged, shared, department, webhook_id)
        if wait is not None:
            raise too_many(wait) from problem
        detail = Text("签名无效或已过期", "the signature is wrong or too old")
        raise ProblemError(401, "wrong_signature", detail, rule="S5") from problem
    return Message(department, webhook_id, body)


Signed = Annotated[Message, Depends(_message)]


@router.post(
    "/departments/{department}/receipts",
    responses=documented(401, 403, 404, 409, 413, 422, 503),
    openapi_extra=_signed(ReceiptBody),
)
async def department_receipt(message: Signed, shared: SharedState) -> ReceiptTaken:
    """The callback of docs/department-protocol.md: a signed receipt for an accepted order."""
    receipt = await _read(ReceiptBody, message, shared)
    by = department_system(message.department)
    command = f"{by.id}:{receipt.order}:{receipt.receipt}"
    with _settled_or_refused():
        return await _take(shared, receipt.as_action(), Given(by, command))


@router.post(
    "/departments/{department}/progress",
    responses=documented(401, 403, 404, 409, 413, 422, 503),
    openapi_extra=_signed(ProgressBody),
)
async def department_progress(message: Signed, shared: SharedState) -> ProgressTaken:
    """Likewise: how an order goes on. The same message again changes nothing."""
    progress = await _read(ProgressBody, message, shared)
    by = department_system(message.department)
    note = ReportProgress(progress.order, progress.note)
    fingerprint = fingerprint_of(progress.order, progress.note)
    command = Command(f"{by.id}:progress:{message.id}", "", by, note, fingerprint=fingerprint)
    with _settled_or_refused():
        await give(shared, enterprise_of(progress.order), command)
    return ProgressTaken(order=progress.order)


async def _read(kind: type[Body], message: Message, shared: Shared) -> Body:
    try:
        return kind.model_validate_json(message.body)
    except ValidationError as problem:
        department, number = message.department, message.id
        await run_in_threadpool(_note_refused, shared, department, number, "malformed")
        errors = [{"where": list(e["loc"]), "why": e["msg"]} for e in problem.errors()]
        detail = Text("报文内容有误", "the message is malformed")
        raise ProblemError(422, "malformed", detail, errors=errors) from problem


@contextmanager
def _settled_or_refused() -> Iterator[None]:
    """A department takes any 2xx as settled, and what is still under way is not."""
    try:
        yield
    except PendingError as problem:
        raise unavailable("engine_busy", Text("请稍后重发", "send it again later")) from problem


@dataclass(frozen=True)
class Given:
    """By whom a receipt is given, under which command; the rest as in api/giving.py."""

    by: Actor
    command: str
    choose: Choose | None = None
    check: Check | None = None


async def _take(shared: Shared, action: ReceiveReceipt, given: Given) -> ReceiptTaken:
    """The workflow is asked, not the record, which may not have the order yet."""
    fingerprint = fingerprint_of(action.order, action.receipt, action.outcome)
    received = Command(given.command, "", given.by, action, fingerprint=fingerprint)
    await give(shared, enterprise_of(action.order), received, given.choose, given.check)
    return ReceiptTaken(order=action.order, receipt=action.receipt)


def _verify(shared: Shared, department: str, body: bytes, headers: dict[str, str]) -> None:
    """A department takes a refusal as final, so that a key made a moment ago has to count."""
    try:
        _keys(shared, department).verify(body, headers)
    except (WebhookVerificationError, ValueError):
        _keys(shared, department, anew=True).verify(body, headers)


def _keys(shared: Shared, department: str, *, anew: bool = False) -> SharedKeys:
    """Whatever its channel is now: it may answer an order that it got while that was HTTP."""
    known = shared.directory.find(department, anew=anew)
    if known is None or not known.live_keys():
        raise not_found(department)
    keys = shared.directory.keys(known)
    if keys is None:
        raise unavailable("keys_unavailable", Text("密钥暂不可用", "its keys cannot be opened"))
    return keys


def _note_forged(shared: Shared, department: str, message: str) -> timedelta | None:
    """Anybody can send one: after many from one place nothing is noted until a pause is over."""
    with writing(shared.engine) as session:
        wait = attempts.count(session, [attempts.forgery_bucket(department, here())])
    if wait is None:
        _note_refused(shared, department, message, "wrong_signature")
    return wait


def _note_refused(shared: Shared, department: str, message: str, code: str) -> None:
    with writing(shared.engine) as session:
        audit.note(
            session,
            "receipt_refused",
            actor=f"department:{department}",
            subject=message,
            code=code,
        )
