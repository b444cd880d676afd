"""The district's review (O3): a slow district gets a circular 通报, then an interview 约谈, then
supervised handling 督办, a rung up with every review in a row that finds it slow."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from domain.ladder import Rung
from domain.people import District
from domain.progress import Progress
from domain.review_rules import ReviewRules
from domain.words import Text

_LADDER = (Rung.CIRCULAR, Rung.INTERVIEW, Rung.SUPERVISED_HANDLING)


class Slowness(StrEnum):
    LATE = "late"
    NOT_IN_TIME = "not_in_time"


class Trend(StrEnum):
    BETTER = "better"
    WORSE = "worse"
    MIXED = "mixed"
    UNCHANGED = "unchanged"


TRENDS = {
    Trend.BETTER: Text("好转", "better"),
    Trend.WORSE: Text("变差", "worse"),
    Trend.MIXED: Text("有升有降", "mixed"),
    Trend.UNCHANGED: Text("持平", "unchanged"),
}


@dataclass(frozen=True, slots=True)
class Review:
    """What a district came to in a month, by which rules. `before` are the figures of the review
    before, `slow_in_a_row` counts the slow ones up to this one."""

    period: str
    district: District
    progress: Progress
    before: Progress | None
    slowness: tuple[Slowness, ...]
    slow_in_a_row: int
    rules: ReviewRules

    @property
    def rung(self) -> Rung | None:
        """None where the district was not slow."""
        return _LADDER[min(self.slow_in_a_row, len(_LADDER)) - 1] if self.slow_in_a_row else None

    @property
    def trend(self) -> Trend | None:
        """Against the review before; None in the first, or where no share can be compared."""
        return _trend(self.before, self.progress) if self.before else None


def review(
    period: str, district: District, now: Progress, before: Review | None, rules: ReviewRules
) -> Review:
    slowness = _slowness(now, rules)
    in_a_row = before.slow_in_a_row if before else 0
    return Review(
        period=period,
        district=district,
        progress=now,
        before=before.progress if before else None,
        slowness=slowness,
        slow_in_a_row=in_a_row + 1 if slowness else 0,
        rules=rules,
    )


def _slowness(now: Progress, rules: ReviewRules) -> tuple[Slowness, ...]:
    """Exactly at a threshold is not slow: a rung is not laid on who is not clearly below."""
    late, in_time = now.late_share, now.in_time_share
    found = {
        Slowness.LATE: late is not None and late > rules.late_share,
        Slowness.NOT_IN_TIME: in_time is not None and in_time < rules.in_time_share,
    }
    return tuple(slowness for slowness, true in found.items() if true)


def _trend(before: Progress, now: Progress) -> Trend | None:
    rises = {
        _rise(now.late_share, before.late_share),
        _rise(before.in_time_share, now.in_time_share),
    } - {None}
    if not rises:
        return None
    match 1 in rises, -1 in rises:
        case True, True:
            return Trend.MIXED
        case True, False:
            return Trend.WORSE
        case False, True:
            return Trend.BETTER
    return Trend.UNCHANGED


def _rise(now: Decimal | None, before: Decimal | None) -> int | None:
    """1 up, -1 down, 0 neither, None where there is nothing to compare."""
    return None if now is None or before is None else (now > before) - (now < before)
