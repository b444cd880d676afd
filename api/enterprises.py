"""Enterprises and their production lines, each with the cases that this person may see."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel

from api.numbers import CodeInPath
from api.people import acting, acting_on, may, visible
from api.problems import documented, not_found
from api.read_log import case_read, exported
from api.state import Shared, SharedState
from api.views import CaseView, EnterpriseView, case_view
from domain.enterprise import Enterprise
from domain.line import Line
from domain.people import District, Person
from domain.places import place_of
from domain.stages import Stage
from records import queries
from records.database import reading
from records.queries import CaseFilter

router = APIRouter(tags=["enterprises"])


class EnterpriseSummary(BaseModel):
    code: str
    name: str


class EnterprisePage(BaseModel):
    """`next` goes into `after` for the page that follows; None on the last."""

    enterprises: list[EnterpriseSummary]
    next: str | None


class LineView(BaseModel):
    """A production line as its last case describes it, and the numbers of its cases."""

    line: Line
    cases: list[str]


@router.get("/enterprises", responses=documented(401, 403, 422, 503))
def list_enterprises(
    request: Request,
    person: Annotated[Person, may("read_cases")],
    shared: SharedState,
    district: District | None = None,
    stage: Stage | None = None,
    named: Annotated[str, Query(max_length=120, pattern=r"^[^\x00]*$")] = "",
    after: Annotated[str, Query(max_length=18, pattern=r"^[0-9A-Z]*$")] = "",
    size: Annotated[int, Query(ge=1, le=200)] = 50,
) -> EnterprisePage:
    """The enterprises that have a case this person may see, by credit code."""
    exported(shared, acting(person, "read_cases"), "enterprises", request.url.query)
    wanted = CaseFilter(visible(person), district=district, stage=stage)
    with reading(shared.engine) as session:
        rows = queries.enterprises(session, wanted, named, after, size + 1)
    page = [EnterpriseSummary(code=code, name=name) for code, name in rows[:size]]
    return EnterprisePage(enterprises=page, next=page[-1].code if len(rows) > size else None)


@router.get("/enterprises/{code}", responses=documented(401, 403, 404, 422, 503))
def read_enterprise(
    code: CodeInPath, person: Annotated[Person, may("read_cases")], shared: SharedState
) -> EnterpriseView:
    """Its cases on all grounds, what is due first first."""
    enterprise, cases = _seen(shared, person, code)
    return EnterpriseView(
        code=code,
        name=enterprise.name,
        sequence=enterprise.sequence,
        head=enterprise.head,
        cases=sorted(cases, key=lambda case: case.due or date.max),
    )


@router.get("/enterprises/{code}/lines", responses=documented(401, 403, 404, 422, 503))
def list_lines(
    code: CodeInPath, person: Annotated[Person, may("read_cases")], shared: SharedState
) -> list[LineView]:
    _, cases = _seen(shared, person, code)
    lines: dict[str, LineView] = {}
    for case in cases:
        name = case.line.located_name
        numbers = lines[name].cases if name in lines else []
        lines[name] = LineView(line=case.line, cases=[*numbers, case.number])
    return list(lines.values())


def _seen(shared: Shared, person: Person, code: str) -> tuple[Enterprise, list[CaseView]]:
    """The enterprise and its cases in the person's reach; one with none is not found (S9)."""
    with reading(shared.engine) as session:
        enterprise = queries.enterprise(session, code)
    if enterprise is not None:
        within = visible(person)
        cases = [
            case_view(enterprise, case, person)
            for case in enterprise.cases.values()
            if any(reach.covers(place_of(case)) for reach in within)
        ]
        if cases:
            for case in cases:
                place = place_of(enterprise.cases[case.number])
                by = acting_on(shared, person, "read_cases", case.number, place)
                case_read(shared, by, case.number, "enterprise")
            return enterprise, cases
    raise not_found(code)
