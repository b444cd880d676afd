"""How far a district has come with its cases at the end of a month (O3), in figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.case import Case
from domain.deadlines import in_working_days
from domain.people import District
from domain.review_period import first_day, last_day
from domain.review_rules import ReviewRules
from domain.stages import ENDED, Stage


@dataclass(frozen=True, slots=True)
class Progress:
    """Numbers of cases. `came_due` are those whose time to be settled ran out in the last
    months, `in_time` those of them that were settled by then."""

    open: int = 0
    late: int = 0
    came_due: int = 0
    in_time: int = 0

    @property
    def late_share(self) -> Decimal | None:
        """None with no case open."""
        return _share(self.late, self.open)

    @property
    def in_time_share(self) -> Decimal | None:
        """None where nothing came due."""
        return _share(self.in_time, self.came_due)


def _share(part: int, whole: int) -> Decimal | None:
    return Decimal(part) / whole if whole else None


def progress(cases: Iterable[Case], period: str, rules: ReviewRules) -> dict[District, Progress]:
    """Of every district, by the cases as they stood when the period ended."""
    counted = dict.fromkeys(District, Progress())
    for case in cases:
        so_far = counted[case.line.district]
        by = _came_due(case, period, rules)
        counted[case.line.district] = Progress(
            open=so_far.open + _is_open(case),
            late=so_far.late + _is_late(case),
            came_due=so_far.came_due + (by is not None),
            in_time=so_far.in_time + (by is not None and _in_time(case, by)),
        )
    return counted


def _is_open(case: Case) -> bool:
    """A sealed line is out: its dismantling has no date."""
    return case.stage not in ENDED and case.stage is not Stage.SEALED


def _is_late(case: Case) -> bool:
    """L7: while the clock stands still nobody is asked to act."""
    return _is_open(case) and case.overdue and not case.clock_stopped


def _came_due(case: Case, period: str, rules: ReviewRules) -> date | None:
    """The day by which it was to be settled, if that is in the months that count. What was
    withdrawn should not have been a case, and a clock that stands still (L7) is not up."""
    end = case.deadline.last_day if case.deadline else case.planned_exit
    if end is None or case.stage is Stage.WITHDRAWN or case.clock_stopped:
        return None
    by = in_working_days(end, rules.settle_days, case.calendar).last_day
    return by if first_day(period, rules.months) <= by <= last_day(period) else None


def _in_time(case: Case, by: date) -> bool:
    """Rectified; or its exit decided, which is carried out or not late in being so."""
    if _was_unexited(case):
        return False
    if case.stage is Stage.RECTIFIED:
        return case.since <= by
    return case.decision is not None and case.decision.decided_on <= by and not _is_late(case)


def _was_unexited(case: Case) -> bool:
    """P3.1, O4.3: not gone by its planned date, whatever came after."""
    return any(kind in case.brought for kind in case.procedure.held.get(Stage.UNEXITED, ()))
