"""Meter readings 抄表: one or many as JSON, or a workbook; corrected; listed with a case."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.consumption_watch import ConsumptionWatched
from api.giving import IdempotencyKey, fingerprint_of
from api.numbers import CaseInPath
from api.people import acting, may, readers
from api.problems import documented, not_found
from api.read_log import case_read
from api.readings_bodies import CorrectionBody, ReadingsBody, RegisterBody
from api.readings_taking import Entered, examine, take
from api.readings_upload import entered_by
from api.readings_views import MeterView, ReadingsKept, ReadingsReport, meter_views
from api.state import Shared, SharedState
from api.visible_case import visible_case
from api.workbook_upload import WORKBOOK_BODY, Upload, needs_key, upload_id
from domain.meters import MeterKind
from domain.people import Person
from domain.places import place_of
from domain.readings import Reading
from domain.words import Reference
from records import readings
from records.database import reading
from records.readings import Batch, NewReading

router = APIRouter(tags=["readings"])
PROBLEMS = documented(400, 401, 403, 413, 422, 503)
Entering = Annotated[Person, may("enter_readings")]
OnlyGood = Annotated[bool, Query(description="keep the good rows, where others are bad")]


@router.post(
    "/readings",
    status_code=201,
    summary="登记抄表读数 / enter meter readings",
    responses=PROBLEMS,
)
async def enter_readings(
    body: ReadingsBody,
    key: IdempotencyKey,
    person: Entering,
    shared: SharedState,
    watched: ConsumptionWatched,
    only_good: OnlyGood = False,
) -> ReadingsKept:
    """Of the supply points of cases. Consumption on one that is cut, or of a line that is sealed,
    raises an alarm on the case (P1.3)."""
    rows = [
        NewReading(row, each.enterprise, _reading(each.kind, each.point, each), corrects=0)
        for row, each in enumerate(body.readings, start=1)
    ]
    fingerprint = fingerprint_of("readings", body.model_dump_json())
    entered = _entered(person, key, fingerprint, rows)
    kept = await run_in_threadpool(take, shared, entered, only_good=only_good)
    watched.look_at({row.enterprise for row in rows})
    return kept


@router.post(
    "/readings/workbook",
    status_code=201,
    summary="上传抄表读数 / upload meter readings",
    responses={200: {"model": ReadingsReport}, **documented(401, 403, 413, 422, 503)},
    openapi_extra=WORKBOOK_BODY,
)
async def upload_readings(
    request: Request,
    response: Response,
    person: Entering,
    shared: SharedState,
    watched: ConsumptionWatched,
    key: IdempotencyKey = "",
    dry_run: Annotated[bool, Query(description="only report; nothing is kept")] = False,
    only_good: OnlyGood = False,
    name: Reference = "",
) -> ReadingsKept | ReadingsReport:
    """The same from a workbook (.xlsx), its times those of China. The key is needed save for a
    dry run."""
    upload = Upload(person, acting(person, "enter_readings"), key, name, await request.body())
    entered, read = await run_in_threadpool(entered_by, shared, upload)
    if dry_run:
        response.status_code = 200
        judged = await run_in_threadpool(examine, shared, entered)
        return ReadingsReport(
            total=read.total, good=len(judged.good), problems=judged.problems, notes=read.notes
        )
    needs_key(key)
    kept = await run_in_threadpool(take, shared, entered, only_good=only_good)
    watched.look_at({row.enterprise for row in entered.rows})
    return kept


@router.post(
    "/readings/{number}/correction",
    status_code=201,
    summary="更正抄表读数 / correct a meter reading",
    responses=documented(400, 401, 403, 404, 413, 422, 503),
)
async def correct_reading(
    number: Annotated[int, Path(ge=1, le=2**31 - 1)],
    body: CorrectionBody,
    key: IdempotencyKey,
    person: Entering,
    shared: SharedState,
    watched: ConsumptionWatched,
) -> ReadingsKept:
    """A new reading, which names the one that it replaces: that stays on record, and no longer
    counts. A reading is corrected once, its correction likewise."""
    row = await run_in_threadpool(_correction, shared, number, body)
    fingerprint = fingerprint_of("correction", str(number), body.model_dump_json())
    entered = _entered(person, key, fingerprint, [row])
    kept = await run_in_threadpool(take, shared, entered, only_good=False)
    watched.look_at({row.enterprise})
    return kept


@router.get("/cases/{number}/readings", responses=documented(401, 403, 404, 422, 503))
def read_readings(
    number: CaseInPath, person: Annotated[Person, may("read_cases")], shared: SharedState
) -> list[MeterView]:
    """The meters of the case's supply points: their readings, and what was consumed."""
    enterprise, by = visible_case(shared, person, number)
    with reading(shared.engine) as session:
        rows = readings.of_enterprise(session, enterprise.code)
    case_read(shared, by, number, "readings")
    case = enterprise.cases[number]
    roles = readers(person, "read_cases", place_of(case))
    return meter_views(enterprise, case, rows, roles)


def _entered(person: Person, key: str, fingerprint: str, rows: Sequence[NewReading]) -> Entered:
    batch = Batch(upload_id(person, key), acting(person, "enter_readings"), fingerprint)
    return Entered(person, batch, rows)


def _reading(kind: MeterKind, point: str, body: RegisterBody) -> Reading:
    return Reading(kind, point, body.read_at, body.value, body.source, body.restart)


def _correction(shared: Shared, number: int, body: CorrectionBody) -> NewReading:
    with reading(shared.engine) as session:
        wrong = readings.find(session, number)
    if wrong is None:
        raise not_found(str(number))
    kind = MeterKind(wrong.kind)
    return NewReading(1, wrong.enterprise, _reading(kind, wrong.point, body), corrects=number)
