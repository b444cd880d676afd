"""Calendars: the yearly holiday notice comes in, and the cases that run follow it (L8)."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from fastapi.concurrency import run_in_threadpool

from activities.calendar_in_use import calendar_of
from api.calendar_upload import examine, how_far, take
from api.calendar_views import (
    CalendarProgress,
    CalendarsView,
    NoticeBody,
    notice_view,
)
from api.moves import MovesReport, MovesTaken
from api.notice_requests import request_view, requests_for
from api.people import acting, may, readers
from api.planning import PlansUnderWay
from api.problems import documented, not_found
from api.state import SharedState
from domain.calendar import local_date
from domain.holiday_notice import Version, missing_year
from domain.people import Person
from records import holiday_notices
from records.database import reading

router = APIRouter(tags=["calendars"])


@router.post(
    "/calendars",
    status_code=202,
    summary="登记放假安排 / take in a holiday notice",
    responses={200: {"model": MovesReport}, **documented(400, 401, 403, 409, 413, 422, 503)},
)
async def take_in_notice(
    body: NoticeBody,
    response: Response,
    person: Annotated[Person, may("take_in_notice")],
    shared: SharedState,
    planning: PlansUnderWay,
    dry_run: Annotated[bool, Query(description="only report; nothing is changed")] = True,
) -> MovesTaken | MovesReport:
    """A dry run lists the open periods that would change. Else the notice counts for every case
    flagged from now on, and the open ones adopt it one by one. The same again is safe."""
    by = acting(person, "take_in_notice")
    if dry_run:
        response.status_code = 200
        return await run_in_threadpool(examine, shared, body.notice, by)
    moves, taken = await run_in_threadpool(take, shared, body.notice, by)
    planning.take_up(moves)
    return taken


@router.get("/calendars", responses=documented(401, 403, 422, 503))
def list_calendars(
    person: Annotated[Person, may("read_calendars")], shared: SharedState
) -> CalendarsView:
    """The calendar in use, and whether a year's notice is missing; who may take one in also sees
    how it was asked for."""
    with reading(shared.engine) as session:
        notices = holiday_notices.kept(session)
        calendar = calendar_of(notices)
        year = missing_year(calendar, local_date(datetime.now(UTC)))
        asked = requests_for(session, person, year)
    return CalendarsView(
        version=calendar.version,
        years=calendar.years,
        missing_year=year,
        asked=[request_view(each) for each in asked],
        notices=[notice_view(kept, readers(person, "read_calendars")) for kept in notices],
    )


@router.get("/calendars/{version}", responses=documented(401, 403, 404, 422, 503))
def calendar_progress(
    version: Annotated[Version, Path()],
    person: Annotated[Person, may("follow_moves")],
    shared: SharedState,
) -> CalendarProgress:
    """How far open cases have adopted the notice, for the city's supervision."""
    with reading(shared.engine) as session:
        kept = holiday_notices.find(session, version)
        if kept is None:
            raise not_found(version)
        return how_far(session, kept, readers(person, "follow_moves"))
