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
from api.rule_changes import RuleChange, rule_changes
from api.state import Shared, SharedState
from domain.commands import Command
from domain.enterprise import Enterprise
from domain.grounds import Ground
from domain.new_rules import AdoptRules
from domain.people import Person
from domain.procedure import Procedure
from domain.words import Name, Text
from records import plans, queries
from records.audit import note
from records.database import reading, writing
from records.plans import NewPlan
from records.running_cases import running_cases

router = APIRouter(tags=["procedures"])
_EXAMPLE: dict[str, Any] = {
    "cases": [f"{CREDIT_CODE_EXAMPLE}-1"],
    "document": "乌双控办〔2026〕7号",
}
_KEY_REUSED = Text(
    "该 Idempotency-Key 已用于另一请求", "this Idempotency-Key was used for another request"
)

_TO_BE_CHOSEN = Text("须写明改按新版办理的案件", "name the cases that are to be moved")


class RulesReport(MovesReport):
    """And what the newer version says otherwise than those that the cases go by."""

    rules: list[RuleChange]


class MovesBody(BaseModel):
    """The cases to be moved, and the document that says so. A dry run may leave them out, for all
    open ones of the ground."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": _EXAMPLE})

    cases: Annotated[list[CaseNumber], Field(max_length=1000)] = []
    document: Name

    @property
    def numbers(self) -> list[str]:
        """Each once."""
        return list(dict.fromkeys(self.cases))


@router.post(
    "/procedures/{ground}/moves",
    status_code=202,
    summary="案件改按新版程序办理 / move cases to the newer procedure",
    responses={200: {"model": RulesReport}, **documented(400, 401, 403, 413, 422, 503)},
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
) -> MovesTaken | RulesReport:
    """To the version of this software; periods that run stay as they are. A dry run says what the
    version says otherwise, which cases could not be moved and why; else those are left, and the
    others moved one by one."""
    mover = Mover(acting(person, "move_cases"), key, body.document)
    action = AdoptRules(shared.procedures[ground])
    if dry_run:
        response.status_code = 200
        return await run_in_threadpool(_examine, shared, mover, action, body.numbers)
    if not body.cases:
        raise ProblemError(422, "cases_to_be_chosen", _TO_BE_CHOSEN, rule="S10")
    commands = [mover.command(number, action) for number in body.numbers]
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


def _examine(shared: Shared, mover: Mover, action: AdoptRules, numbers: list[str]) -> RulesReport:
    with reading(shared.engine) as session:
        chosen = list(_chosen(session, numbers) if numbers else _open(session, action.procedure))
    known: list[Procedure] = []
    for enterprise, number in chosen:
        case = enterprise.cases.get(number)
        same_ground = case and case.procedure.ground is action.procedure.ground
        if case and same_ground and case.procedure not in known:
            known.append(case.procedure)
    report = tried((each, mover.command(number, action)) for each, number in chosen)
    rules = [
        change
        for before in sorted(known, key=lambda each: each.version)
        for change in rule_changes(before, action.procedure)
    ]
    return RulesReport(**dict(report), rules=rules)


def _chosen(session: Session, numbers: list[str]) -> Iterator[tuple[Enterprise, str]]:
    for number in numbers:
        code = enterprise_of(number)
        yield queries.enterprise(session, code) or Enterprise(code), number


def _open(session: Session, procedure: Procedure) -> Iterator[tuple[Enterprise, str]]:
    for enterprise, case in running_cases(session):
        if not case.ended and case.procedure.ground is procedure.ground:
            yield enterprise, case.number


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
