"""Yearly figures 年度能耗数据 (P2.4, P2.5): upload of a workbook, dry run, the list of a year."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.figures_upload import examine, take
from api.figures_views import FiguresKept, FiguresReport, FiguresView, standing_view
from api.giving import IdempotencyKey
from api.people import acting, may, readers, visible
from api.problems import ProblemError, documented, not_found
from api.read_log import exported
from api.state import SharedState
from api.workbook_upload import WORKBOOK_BODY, Upload, needs_key
from domain.masking import masked_name
from domain.people import Person
from domain.personal import Whose
from domain.standings import is_over
from domain.words import Reference, Text
from records import figures
from records.database import reading
from records.figures import StandingFilter

router = APIRouter(tags=["figures"])
Year = Annotated[
    int, Path(ge=2000, le=2199, description="the year that the figures are of", examples=[2025])
]


@router.post(
    "/figures/{year}",
    status_code=201,
    summary="上传年度能耗数据 / upload yearly figures",
    responses={200: {"model": FiguresReport}, **documented(401, 403, 409, 413, 422, 503)},
    openapi_extra=WORKBOOK_BODY,
)
async def upload_figures(
    year: Year,
    request: Request,
    response: Response,
    person: Annotated[Person, may("upload_figures")],
    shared: SharedState,
    key: IdempotencyKey = "",
    dry_run: Annotated[bool, Query(description="only report; nothing is kept")] = False,
    name: Reference = "",
) -> FiguresKept | FiguresReport:
    """Rank all enterprises of the city by a workbook (.xlsx) of their figures. A bad row refuses
    it; a later upload for the year is a new version. The key is needed save for a dry run."""
    if not is_over(year, datetime.now(UTC)):
        detail = Text(f"{year} 年尚未结束", f"the year {year} is not over yet")
        raise ProblemError(409, "year_not_over", detail, rule="P2.4")
    upload = Upload(person, acting(person, "upload_figures"), key, name, await request.body())
    if dry_run:
        response.status_code = 200
        return await run_in_threadpool(examine, shared, upload)
    needs_key(key)
    kept = await run_in_threadpool(take, shared, year, upload)
    response.headers["Location"] = kept.ask
    return kept


@router.get("/figures/{year}", responses=documented(401, 403, 404, 422, 503))
def read_figures(
    year: Year,
    person: Annotated[Person, may("read_figures")],
    shared: SharedState,
    version: Annotated[
        int | None, Query(ge=1, le=100_000, description="the last if left out")
    ] = None,
    controlled: Annotated[bool | None, Query(description="who gets factor control")] = None,
) -> FiguresView:
    """The ranking of the year with its reasons: of the city, a district's own enterprises, or an
    enterprise's own place."""
    wanted = StandingFilter(visible(person, "read_figures"), controlled)
    with reading(shared.engine) as session:
        latest = figures.latest(session, year)
        row = figures.find(session, year, version or latest)
        if row is None:
            raise not_found(f"{year} v{version}" if version else str(year))
        standings = figures.standings(session, year, row.version, wanted)
    exported(shared, acting(person, "read_figures"), f"figures {year} v{row.version}")
    return FiguresView(
        year=year,
        version=row.version,
        latest=latest,
        by=masked_name(row.by, Whose.DECIDING, readers(person, "read_figures")),
        at=datetime.fromisoformat(row.at),
        name=row.name,
        rules=figures.rules_of(row),
        standings=[standing_view(each) for each in standings],
    )
