"""What departments' own systems send, signed (Standard Webhooks): one that is forged goes no
further, and is noted (S5)."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Header, Path, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ValidationError
from standardwebhooks import WebhookVerificationError

from activities.shared_keys import SharedKeys
from api.pauses import here, too_many
from api.problems import ProblemError, not_found, unavailable
from api.state import Shared, SharedState
from domain.words import Text
from records import attempts, audit
from records.database import writing

Body = TypeVar("Body", bound=BaseModel)
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


def signed_body(kind: type[BaseModel]) -> dict[str, Any]:
    """Read as bytes, since that is what is signed, so FastAPI cannot know of it."""
    content = {"application/json": {"schema": kind.model_json_schema()}}
    return {"requestBody": {"required": True, "content": content}}


async def body_of(kind: type[Body], message: Message, shared: Shared) -> Body:
    """Raises the problem where it is malformed, which is noted."""
    try:
        return kind.model_validate_json(message.body)
    except ValidationError as problem:
        department, number = message.department, message.id
        await run_in_threadpool(_note_refused, shared, department, number, "malformed")
        errors = [{"where": list(e["loc"]), "why": e["msg"]} for e in problem.errors()]
        detail = Text("报文内容有误", "the message is malformed")
        raise ProblemError(422, "malformed", detail, errors=errors) from problem


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
