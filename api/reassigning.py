"""Reassigning cases 改派: to an inspector who could work on them, one case or many."""

from functools import partial
from typing import Annotated, Any, Literal

from fastapi import APIRouter
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ConfigDict, Field

from api.capacities import Asked, first, in_capacity
from api.giving import IdempotencyKey, fingerprint_of, give
from api.inspectors import with_inspector
from api.numbers import CREDIT_CODE_EXAMPLE, CaseNumber, enterprise_of
from api.people import may
from api.problems import ProblemError, documented
from api.state import Shared, SharedState
from api.temporal import PendingError
from domain.charge import Reassign
from domain.commands import Command
from domain.people import Person
from domain.words import Name, Reason, Reference, Text

router = APIRouter(tags=["people"])
_EXAMPLE: dict[str, Any] = {
    "cases": [f"{CREDIT_CODE_EXAMPLE}-1"],
    "to": "inspector.hainan",
    "reason": "承办人调离",
}
_NOBODY_ANSWERED = Text(
    "暂无应答，请用同一编号重试", "nobody answered; try again with the same key"
)


class ReassignmentBody(BaseModel):
    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": _EXAMPLE})

    cases: Annotated[list[CaseNumber], Field(min_length=1, max_length=100)]
    to: Name
    reason: Reason
    document: Reference = ""


class Reassigned(BaseModel):
    """What became of one case; `code` and `message` say why not."""

    case: str
    outcome: Literal["done", "refused", "pending"]
    code: str = ""
    message: Text | None = None


@router.post(
    "/reassignments",
    summary="批量改派承办人 / reassign cases",
    responses=documented(400, 401, 403, 413, 422, 503),
)
async def reassign_cases(
    body: ReassignmentBody,
    key: IdempotencyKey,
    person: Annotated[Person, may("reassign_many")],
    shared: SharedState,
) -> list[Reassigned]:
    """Each case by itself, in the order given: what is refused for one is done for the others. Sent
    again with the same key, a case that was reassigned is not reassigned twice."""
    return [await _reassign(shared, person, key, body, case) for case in dict.fromkeys(body.cases)]


async def _reassign(
    shared: Shared, person: Person, key: str, body: ReassignmentBody, case: str
) -> Reassigned:
    try:
        action = Reassign(body.to, body.reason)
        action = await run_in_threadpool(with_inspector, shared, case, action)
        command = Command(
            id=f"{person.id}:{key}:{case}",
            case=case,
            by=first(person),
            action=action,
            document=body.document,
            fingerprint=fingerprint_of(case, body.to, body.reason, body.document),
        )

        choose = partial(in_capacity, Asked(person, command))
        await give(shared, enterprise_of(case), command, choose)
    except ProblemError as problem:
        return Reassigned(
            case=case, outcome="refused", code=problem.body.code, message=problem.body.detail
        )
    except PendingError:
        return Reassigned(case=case, outcome="pending", message=_NOBODY_ANSWERED)
    return Reassigned(case=case, outcome="done")
