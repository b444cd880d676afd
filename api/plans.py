"""Plans 淘汰退出计划 (O2): upload of a workbook, dry run, progress of its flagging."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.giving import IdempotencyKey
from api.people import acting, acting_on, may
from api.plan_upload import examine, take
from api.plan_views import PlanProgress, PlanReport, PlanTaken, RefusedRow
from api.planning import PlansUnderWay
from api.problems import documented, not_found
from api.state import SharedState
from api.workbook_upload import PROBLEMS, WORKBOOK_BODY, Upload, needs_key
from domain.people import Person
from domain.places import OfPerson
from domain.words import Reference
from records import plans
from records.database import reading

router = APIRouter(tags=["plans"])


@router.post(
    "/plans",
    status_code=202,
    summary="上传淘汰退出计划 / upload a plan",
    responses={200: {"model": PlanReport}, **documented(401, 403, 413, 422, 503)},
    openapi_extra=WORKBOOK_BODY,
)
async def upload_plan(
    request: Request,
    response: Response,
    person: Annotated[Person, may("upload_plan")],
    shared: SharedState,
    planning: PlansUnderWay,
    key: IdempotencyKey = "",
    dry_run: Annotated[bool, Query(description="only report; nothing is flagged")] = False,
    only_good: Annotated[bool, Query(description="flag the good rows, leave the bad")] = False,
    name: Reference = "",
) -> PlanTaken | PlanReport:
    """Flag every line of a plan workbook (.xlsx), or none: a bad row refuses the whole plan,
    unless the good rows alone are asked for. The key is needed save for a dry run."""
    upload = Upload(person, acting(person, "upload_plan"), key, name, await request.body())
    if dry_run:
        response.status_code = 200
        return (await run_in_threadpool(examine, shared, upload))[0]
    needs_key(key)
    taken = await run_in_threadpool(take, shared, upload, only_good)
    planning.take_up(taken.plan)
    response.headers["Location"] = taken.ask
    return taken


@router.get("/plans/{plan}", responses=documented(401, 403, 404, 422, 503))
def plan_progress(
    plan: Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")],
    person: Annotated[Person, may("follow_plan")],
    shared: SharedState,
) -> PlanProgress:
    """How far the flagging is, for whoever uploaded the plan and for the city's supervision."""
    with reading(shared.engine) as session:
        row = plans.find(session, plan)
        if row is None:
            raise not_found(plan)
        acting_on(shared, person, "follow_plan", plan, OfPerson(row.by))
        total, settled = plans.total(session, plan), plans.settled(session, plan)
    cases = [each.case for _, each in settled if each.case]
    return PlanProgress(
        plan=plan,
        name=row.name,
        by=row.by,
        at=datetime.fromisoformat(row.at),
        total=total,
        done=len(settled),
        flagged=len(cases),
        cases=cases,
        refused=[
            RefusedRow(row=number, code=each.refused, message=each.message)
            for number, each in settled
            if each.refused
        ],
        left_out=PROBLEMS.validate_json(row.left_out),
    )
