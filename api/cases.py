"""Cases: lists in pages, one case, its timeline, its live state."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel

from api.numbers import CaseInPath
from api.people import acting, may, readers, visible
from api.problems import documented
from api.read_log import case_read, exported
from api.state import Shared, SharedState
from api.temporal import Engine
from api.timeline import TimelineEntry, timeline_entry
from api.views import (
    CaseSummary,
    CaseView,
    LiveCase,
    case_view,
    summary,
)
from api.visible_case import visible_case
from domain.enterprise import Enterprise
from domain.grounds import Ground
from domain.people import District, Person
from domain.places import place_of
from domain.stages import Stage
from domain.words import Day
from records import queries
from records.accounts import ACCOUNT_ID
from records.database import reading
from records.queries import CaseFilter

router = APIRouter(tags=["cases"])
PROBLEMS = documented(401, 403, 404, 422, 503)
_PLACE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}_[0-9A-Z]{18}-[0-9]{1,5}$"


class CasePage(BaseModel):
    """`next` goes into `after` for the page that follows; None on the last."""

    cases: list[CaseSummary]
    next: str | None


@router.get("/cases", responses=documented(401, 403, 422, 503))
def list_cases(
    request: Request,
    person: Annotated[Person, may("read_cases")],
    shared: SharedState,
    stage: Stage | None = None,
    district: District | None = None,
    ground: Ground | None = None,
    due_before: Day | None = None,
    overdue: bool | None = None,
    in_charge: Annotated[
        str | None, Query(pattern=ACCOUNT_ID, description="the inspector in charge")
    ] = None,
    mine: Annotated[bool, Query(description="of whom the reader is in charge")] = False,
    alarm: bool | None = None,
    after: Annotated[str | None, Query(pattern=_PLACE)] = None,
    size: Annotated[int, Query(ge=1, le=200)] = 50,
) -> CasePage:
    """The cases that this person may see, what is due first first."""
    exported(shared, acting(person, "read_cases"), "cases", request.url.query)
    wanted = CaseFilter(
        visible(person),
        stage=stage,
        district=district,
        ground=ground,
        due_before=due_before,
        overdue=overdue,
        in_charge=person.id if mine else in_charge,
        alarm=alarm,
    )
    with reading(shared.engine) as session:
        due, _, number = (after or "").partition("_")
        rows = queries.cases(session, wanted, (due, number) if after else None, size + 1)
    page = rows[:size]
    place = f"{page[-1].due_order}_{page[-1].number}" if len(rows) > size else None
    return CasePage(cases=[summary(row) for row in page], next=place)


@router.get("/cases/{number}", responses=PROBLEMS)
def read_case(
    number: CaseInPath, person: Annotated[Person, may("read_cases")], shared: SharedState
) -> CaseView:
    enterprise = _read(shared, person, number, "case")
    return case_view(enterprise, enterprise.cases[number], person)


@router.get("/cases/{number}/timeline", responses=PROBLEMS)
def read_timeline(
    number: CaseInPath, person: Annotated[Person, may("read_cases")], shared: SharedState
) -> list[TimelineEntry]:
    """What happened, oldest first: dates, rules, who acted, on which document (S7)."""
    enterprise = _read(shared, person, number, "timeline")
    roles = readers(person, "read_cases", place_of(enterprise.cases[number]))
    with reading(shared.engine) as session:
        return [timeline_entry(entry, roles) for entry in queries.timeline(session, number)]


@router.get("/cases/{number}/live", responses=PROBLEMS)
async def read_live(
    number: CaseInPath, person: Annotated[Person, may("read_cases")], shared: SharedState
) -> LiveCase:
    """The case straight from its workflow; from the record where that cannot answer now."""
    recorded = await run_in_threadpool(_read, shared, person, number, "live")
    state = await Engine(shared.temporal, shared.settings.task_queue).live(recorded.code)
    live = state is not None and number in state.cases
    now = state if state is not None and live else recorded
    return LiveCase(live=live, case=case_view(now, now.cases[number], person))


def _read(shared: Shared, person: Person, number: str, part: str) -> Enterprise:
    enterprise, by = visible_case(shared, person, number)
    case_read(shared, by, number, part)
    return enterprise
