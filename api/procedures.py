"""Procedures: chosen cases go on under the newer version of their ground's (S10)."""

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ConfigDict, Field
from sqlmodel import Session

from api.giving import IdempotencyKey, fingerprint_of
from api.moves import Mover, MovesProgress, MovesReport, MovesTaken, progress, tried
from api.numbers import CREDIT_CODE_EXAMPLE, CaseNumber, enterprise_of
from api.people import acting, may
from api.planning import PlansUnderWay
from api.problems import ProblemError, documented, not_found
from api.state import Shared, SharedState
from domain.commands import Command
from domain.enterprise import Enterprise
from domain.grounds import Ground
from domain.new_rules import AdoptRules
from domain.people import Person
from domain.procedures import PROCEDURES
from domain.words import Name, Text
from records import plans, queries
from records.audit import note
from records.database import reading, writing
from records.plans import NewPlan

router = APIRouter(tags=["procedures"])
_EXAMPLE: dict[str, Any] = {
    "cases": [f"{CREDIT_CODE_EXAMPLE}-1"],
    "document": "乌双控办〔2026〕7号",
}
_KEY_REUSED = Text(
    "该 Idempotency-Key 已用于另一请求", "this Idempotency-Key was used for another request"
)


class MovesBody(BaseModel):
    """The cases to be moved, and the document that says so."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": _EXAMPLE})

    cases: Annotated[list[CaseNumber], Field(min_length=1, max_length=1000)]
    document: Name

    @property
    def numbers(self) -> list[str]:
        """Each once."""
        return list(dict.fromkeys(self.cases))


@router.post(
    "/procedures/{ground}/moves",
    status_code=202,
    summary="案件改按新版程序办理 / move cases to the newer procedure",
    responses={200: {"model": MovesReport}, **documented(400, 401, 403, 413, 422, 503)},
)
async def move_cases(
    ground: Ground,
    body: MovesBody,
    key: IdempotencyKey,
    response: Response,
    person: Annotated[Person, may("move_cases")],
    shared: SharedState,
    planning: PlansUnderWay,
    dry_run: Annotated[bool, Query(description="only report; nothing is changed")] = True,
) -> MovesTaken | MovesReport:
    """To the version of this software; periods that run stay as they are. A dry run says which
    cases could not be moved and why; else those are left, and the others moved one by one."""
    mover = Mover(acting(person, "move_cases"), key, body.document)
    action = AdoptRules(PROCEDURES[ground])
    commands = [mover.command(number, action) for number in body.numbers]
    if dry_run:
        response.status_code = 200
        return await run_in_threadpool(_examine, shared, commands)
    move = fingerprint_of(person.id, key)[:32]
    fingerprint = fingerprint_of(ground, str(action.procedure.version), body.model_dump_json())
    plan = NewPlan(list_of(move), person.id, body.document, fingerprint, "[]")
    total = await run_in_threadpool(_take, shared, plan, commands)
    planning.take_up(plan.id)
    return MovesTaken(total=total, ask=f"/procedures/{ground}/moves/{move}")


@router.get("/procedures/{ground}/moves/{move}", responses=documented(401, 403, 404, 422, 503))
def moves_progress(
    ground: Ground,
    move: Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")],
    _: Annotated[Person, may("follow_moves")],
    shared: SharedState,
) -> MovesProgress:
    """How far the moving is, for the city's supervision."""
    with reading(shared.engine) as session:
        if plans.find(session, list_of(move)) is None:
            raise not_found(move)
        return progress(session, list_of(move))


def list_of(move: str) -> str:
    """No plan is called so: theirs are hexadecimal alone."""
    return f"procedure:{move}"


def _examine(shared: Shared, commands: list[Command]) -> MovesReport:
    with reading(shared.engine) as session:
        return tried(_on_record(session, commands))


def _on_record(session: Session, commands: list[Command]) -> Iterator[tuple[Enterprise, Command]]:
    for command in commands:
        code = enterprise_of(command.case)
        yield queries.enterprise(session, code) or Enterprise(code), command


def _take(shared: Shared, plan: NewPlan, commands: list[Command]) -> int:
    with writing(shared.engine) as session:
        if plans.keep(session, plan, list(enumerate(commands, start=1))):
            note(
                session,
                "rules_moved",
                actor=commands[0].by.id,
                role=commands[0].by.role,
                subject=plan.id,
                document=plan.name,
                after=[command.case for command in commands],
            )
        kept = plans.find(session, plan.id)
        if kept is None or kept.fingerprint != plan.fingerprint:
            raise ProblemError(422, "idempotency_key_reused", _KEY_REUSED, rule="S5")
        return plans.total(session, plan.id)
