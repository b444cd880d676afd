"""O3: when a district is slow, which rung that is, and what it is told."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from domain.ladder import Rung
from domain.people import District
from domain.progress import Progress
from domain.review import Review, Slowness, Trend, review
from domain.review_rules import ReviewRules
from domain.review_telling import tell_review
from domain.words import Text

RULES = ReviewRules()
FINE = Progress(open=10, late=2, came_due=5, in_time=4)
LATE = Progress(open=10, late=3, came_due=5, in_time=4)
NOT_IN_TIME = Progress(open=10, late=2, came_due=5, in_time=3)


def reviewed(*months: Progress, rules: ReviewRules = RULES) -> list[Review]:
    """One month after another."""
    found: list[Review] = []
    for number, now in enumerate(months, start=1):
        before = found[-1] if found else None
        found.append(review(f"2026-{number:02}", District.WUDA, now, before, rules))
    return found


def rungs(found: Sequence[Review]) -> list[Rung | None]:
    return [each.rung for each in found]


@pytest.mark.parametrize(
    ("now", "slowness"),
    [
        (FINE, ()),
        (LATE, (Slowness.LATE,)),
        (NOT_IN_TIME, (Slowness.NOT_IN_TIME,)),
        (Progress(10, 3, 5, 3), (Slowness.LATE, Slowness.NOT_IN_TIME)),
        (Progress(), ()),
        (Progress(came_due=1), (Slowness.NOT_IN_TIME,)),
    ],
)
def test_o3_slow_is_beyond_a_threshold_and_not_at_it(
    now: Progress, slowness: tuple[Slowness, ...]
) -> None:
    assert reviewed(now)[0].slowness == slowness


def test_o3_the_thresholds_are_parameters() -> None:
    rules = ReviewRules(late_share=Decimal("0.3"), in_time_share=Decimal("0.6"))
    assert reviewed(LATE, NOT_IN_TIME, rules=rules)[1].slow_in_a_row == 0
    stricter = ReviewRules(late_share=Decimal("0.1999"), in_time_share=Decimal("0.8001"))
    assert reviewed(FINE, rules=stricter)[0].slowness == tuple(Slowness)


def test_o3_one_rung_up_with_every_slow_review_in_a_row() -> None:
    found = reviewed(FINE, LATE, NOT_IN_TIME, LATE, LATE)
    assert rungs(found) == [
        None,
        Rung.CIRCULAR,
        Rung.INTERVIEW,
        Rung.SUPERVISED_HANDLING,
        Rung.SUPERVISED_HANDLING,
    ]
    assert [each.slow_in_a_row for each in found] == [0, 1, 2, 3, 4]


def test_o3_all_the_way_down_when_it_is_no_longer_slow() -> None:
    found = reviewed(LATE, LATE, LATE, FINE, LATE)
    assert rungs(found)[3:] == [None, Rung.CIRCULAR]


@pytest.mark.parametrize(
    ("before", "now", "trend"),
    [
        (FINE, LATE, Trend.WORSE),
        (LATE, FINE, Trend.BETTER),
        (FINE, NOT_IN_TIME, Trend.WORSE),
        (NOT_IN_TIME, FINE, Trend.BETTER),
        (LATE, NOT_IN_TIME, Trend.MIXED),
        (FINE, Progress(5, 1, 10, 8), Trend.UNCHANGED),
        (Progress(), FINE, None),
        (Progress(10, 2), LATE, Trend.WORSE),
        (Progress(came_due=5, in_time=5), NOT_IN_TIME, Trend.WORSE),
    ],
)
def test_o3_the_trend_is_against_the_review_before(
    before: Progress, now: Progress, trend: Trend | None
) -> None:
    first, second = reviewed(before, now)
    assert first.trend is None
    assert (second.before, second.trend) == (before, trend)


def test_o3_a_district_is_told_its_figures_and_its_rung() -> None:
    _, second = reviewed(LATE, Progress(3, 1, 8, 3))
    assert tell_review(second) == Text(
        "乌达区 2026-02：在办 3 件，逾期 1 件（33.3%）；到期应结 8 件，按期 3 件（37.5%）；"
        "与上次相比变差；逾期超过 20%；按期不足 80%；进展缓慢（连续第 2 次）：约谈",
        "Wuda 2026-02: 1 of 3 open cases late (33.3%); 3 of 8 that came due settled in time "
        "(37.5%); worse against the review before; more than 20% late; less than 80% in time; "
        "slow (no. 2 in a row): interview",
    )


def test_o3_and_that_it_is_not_slow() -> None:
    (only,) = reviewed(Progress(), rules=ReviewRules(late_share=Decimal("0.125")))
    assert tell_review(only) == Text(
        "乌达区 2026-01：在办 0 件，逾期 0 件；到期应结 0 件，按期 0 件；进展正常",
        "Wuda 2026-01: 0 of 0 open cases late; 0 of 0 that came due settled in time; not slow",
    )


def test_o3_a_threshold_is_told_as_it_is() -> None:
    (only,) = reviewed(LATE, rules=ReviewRules(late_share=Decimal("0.125")))
    assert "more than 12.5% late" in tell_review(only).en
