"""From a year's figures to the cases of factor control 要素管控 (P2.4, P2.5)."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.concurrency import run_in_threadpool

from api.figures import Year
from api.figures_flagging import examine, take
from api.figures_views import ControlReport, ControlTaken
from api.giving import IdempotencyKey
from api.people import acting, may
from api.planning import PlansUnderWay
from api.problems import documented
from api.state import SharedState
from api.workbook_upload import needs_key
from domain.people import Person
from domain.rights import RIGHTS

router = APIRouter(tags=["figures"])
_LABEL = RIGHTS["flag_controlled"].label


@router.post(
    "/figures/{year}/cases",
    status_code=202,
    summary=f"{_LABEL.zh} / {_LABEL.en}",
    responses={200: {"model": ControlReport}, **documented(401, 403, 404, 409, 422, 503)},
)
async def flag_controlled(
    year: Year,
    response: Response,
    person: Annotated[Person, may("flag_controlled")],
    shared: SharedState,
    planning: PlansUnderWay,
    key: IdempotencyKey = "",
    dry_run: Annotated[bool, Query(description="only report; nothing is flagged")] = False,
) -> ControlTaken | ControlReport:
    """Flag for factor control whoever the year's newest figures call for and who is not under it,
    and list the open controls that the figures ask to review. The key is needed save for a dry
    run."""
    if dry_run:
        response.status_code = 200
        return await run_in_threadpool(examine, shared, year)
    needs_key(key)
    taken = await run_in_threadpool(take, shared, year, acting(person, "flag_controlled"), key)
    planning.take_up(taken.plan)
    response.headers["Location"] = taken.ask
    return taken
