"""What the API takes and says of holiday notices and calendars (L8)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from api.moves import MovesProgress
from api.notice_requests import NoticeRequestView
from domain.holiday_notice import Days, HolidayNotice, Version
from domain.masking import Readers, masked_name
from domain.personal import Whose
from records.holiday_notices import Kept

EXAMPLE: dict[str, Any] = {
    "version": "国办发明电〔2026〕8号",
    "year": 2027,
    "days_off": ["2027-01-01", "2027-02-08", "2027-02-09", "2027-05-03", "2027-10-01"],
    "workdays": ["2027-02-20"],
}


class NoticeBody(BaseModel):
    """A year's notice: all its days off, weekend days among them or not, and its make-up
    workdays. From 25 December on a day belongs to the next year's notice."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": EXAMPLE})

    version: Version = Field(description="the notice's document number")
    year: int = Field(strict=True, ge=2004, le=2199)
    days_off: Days
    workdays: Days = ()

    @property
    def notice(self) -> HolidayNotice:
        """In the order of its days, so that it is the same however it was typed in."""
        days_off, workdays = (tuple(sorted(days)) for days in (self.days_off, self.workdays))
        return HolidayNotice(self.version, self.year, days_off, workdays)


class NoticeView(BaseModel):
    version: str
    year: int
    edition: int
    by: str
    at: datetime


class CalendarsView(BaseModel):
    """The calendar that new cases get, the years it knows, and the notices that made it of the
    built-in one. `missing_year` is the year whose notice is to be asked for now, `asked` how it has
    been."""

    version: str
    years: Sequence[int]
    missing_year: int | None
    asked: Sequence[NoticeRequestView]
    notices: Sequence[NoticeView]


class CalendarProgress(MovesProgress):
    """How far open cases have adopted the notice. `behind`, known once all are done, counts those
    that were flagged meanwhile under the calendar before; the same upload again moves them."""

    notice: NoticeView
    behind: int | None


def notice_view(kept: Kept, roles: Readers) -> NoticeView:
    return NoticeView(
        version=kept.notice.version,
        year=kept.notice.year,
        edition=kept.edition,
        by=masked_name(kept.by, Whose.DECIDING, roles),
        at=datetime.fromisoformat(kept.at),
    )
