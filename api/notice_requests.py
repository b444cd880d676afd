"""How a missing holiday notice was asked for (L8), for those who may take one in."""

from datetime import UTC, datetime

from pydantic import BaseModel
from sqlmodel import Session

from activities.calendar_in_use import calendar_in_use
from api.state import Shared
from domain.calendar import local_date
from domain.holiday_notice import missing_year
from domain.ladder import RUNGS, Rung
from domain.missing_notice import tell
from domain.people import Person
from domain.refusals import Refusal
from domain.rights import entitled
from domain.words import Text
from records import notice_requests
from records.database import reading
from records.notice_requests import Asked


class NoticeRequestView(BaseModel):
    """Asked for at this moment (UTC), when so many `periods` of so many `cases` rested on it."""

    at: datetime
    rung: Rung
    rung_label: Text
    cases: int
    periods: int
    message: Text


def request_view(asked: Asked) -> NoticeRequestView:
    request = asked.request
    return NoticeRequestView(
        at=asked.at,
        rung=request.rung,
        rung_label=RUNGS[request.rung].label,
        cases=request.cases,
        periods=request.periods,
        message=tell(request),
    )


def requests_for(session: Session, person: Person, year: int | None) -> list[Asked]:
    """For the notice of the year that is missing, the first first."""
    if year is None or isinstance(entitled(person, "take_in_notice"), Refusal):
        return []
    return notice_requests.asked(session, year)


def newest_request(shared: Shared, person: Person) -> Text | None:
    """As long as the notice is missing."""
    with reading(shared.engine) as session:
        year = missing_year(calendar_in_use(session), local_date(datetime.now(UTC)))
        asked = requests_for(session, person, year)
    return tell(asked[-1].request) if asked else None
