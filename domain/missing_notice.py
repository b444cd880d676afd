"""The holiday notice that is missing is asked for of the lead group office (L8): each rung once,
until it comes in, with what rests on it."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.calendar import Calendar
from domain.case import Case
from domain.case_periods import open_periods
from domain.deadlines import Deadline, StepKind
from domain.enterprise import Enterprise
from domain.holiday_notice import ASKED_FOR_FROM, missing_year
from domain.ladder import RUNGS, Rung
from domain.order_periods import open_order_periods
from domain.words import Text

_RUNGS = ((Rung.REMINDER, ASKED_FOR_FROM), (Rung.ESCALATION, (12, 1)))
"""From which day of the year before; a month on, the first deadlines that rest on it come near."""


@dataclass(frozen=True, slots=True)
class NoticeRequest:
    """`periods` of that many open `cases` rest on the year, and are provisional."""

    year: int
    rung: Rung
    cases: int = 0
    periods: int = 0


def rungs_by(calendar: Calendar, today: date) -> tuple[int, tuple[Rung, ...]] | None:
    """The year that is missing, and the rungs that its being asked for has come to by this day in
    China; None where none is missing."""
    year = missing_year(calendar, today)
    if year is None:
        return None
    return year, tuple(rung for rung, day in _RUNGS if today >= date(year - 1, *day))


def resting_on(enterprise: Enterprise, case: Case, year: int, at: datetime) -> int:
    """How many of the open periods of the case and its unanswered orders look at a day of the
    year, as things stand at that moment (UTC)."""
    ends = list(open_periods(case).values())
    for order in enterprise.unanswered(case):
        ends += open_order_periods(order, case.calendar, at).values()
    return sum(_rests_on(end, year) for end in ends)


def _rests_on(end: Deadline, year: int) -> bool:
    return any(step.kind is StepKind.UNANNOUNCED and step.count == year for step in end.steps)


def tell(request: NoticeRequest) -> Text:
    return Text(
        "{rung}：{year} 年度放假安排尚未登记，{cases} 件案件的 {periods} 项期限因此暂定",
        "{rung}: the holiday notice for {year} is missing; {periods} periods of {cases} cases are "
        "provisional without it",
    ).format(
        rung=RUNGS[request.rung].label,
        year=request.year,
        cases=request.cases,
        periods=request.periods,
    )
