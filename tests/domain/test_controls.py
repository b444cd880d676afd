"""P2.4, P2.5: whom the year's figures flag for factor control, and which control they review."""

from dataclasses import replace
from decimal import Decimal

import pytest

from domain.controls import Review, flag, reviews, to_be_flagged, whole_plant
from domain.factor_control import ReviewControl
from domain.figures import Sector
from domain.people import District
from domain.procedures import ENERGY_SUPPLY
from domain.ranking_rules import RankingRules
from domain.standings import Standing, reference, standings
from tests.domain.figures import figures
from tests.domain.lives import CALENDAR, CODE, DOCUMENT, INSPECTOR, SERVE, SUPERVISOR, Life

FIGURES = replace(figures(1, 100, 900, district=District.HAINAN), code=CODE)
OTHERS = [figures(number, 100, number) for number in range(2, 7)]
BOTTOM, *_ = [each for each in standings([FIGURES, *OTHERS], RankingRules()) if each.controlled]
ABOVE = next(
    each
    for each in standings([replace(FIGURES, energy=Decimal(1)), *OTHERS], RankingRules())
    if each.figures.code == CODE
)
NEWER = reference(2025, 1)


def flagged() -> Life:
    life = Life()
    life.do(SUPERVISOR, flag(BOTTOM, ENERGY_SUPPLY, CALENDAR), "2025-04-01")
    return life


def controlled() -> Life:
    life = flagged()
    life.do(INSPECTOR, SERVE, "2025-04-01 10:00")
    return life


def ended() -> Life:
    life = controlled()
    life.do(SUPERVISOR, ReviewControl(False, 2025, "已改善"), "2026-03-02", document=NEWER)
    return life


def test_p2_4_the_case_is_about_the_enterprise_as_a_whole() -> None:
    line = whole_plant(BOTTOM.figures)
    assert (line.name, line.equipment) == ("全厂", ("全厂",))
    assert line.capacity == 0
    assert (line.district, line.energy) == (District.HAINAN, Decimal(900))
    flagged = flag(BOTTOM, ENERGY_SUPPLY, CALENDAR)
    assert (flagged.enterprise, flagged.procedure) == (CODE, ENERGY_SUPPLY)


def test_p2_4_p2_5_the_reason_is_that_of_each_rule_which_calls_for_it() -> None:
    """P2.4, P2.5; and why neither does, where neither does."""
    assert BOTTOM.reason == BOTTOM.ranking.reason
    steel = replace(
        FIGURES,
        sector=Sector.STEEL,
        unit_consumption=Decimal(900),
        advanced=Decimal(800),
        retrofitted=True,
    )
    both = standings([steel, *OTHERS], RankingRules())[-1]
    assert both.reason.zh == f"{both.ranking.reason.zh}；{both.retrofit.reason.zh}"
    assert flag(both, ENERGY_SUPPLY, CALENDAR).reason == both.reason.zh
    assert ABOVE.reason.en == f"{ABOVE.ranking.reason.en}; {ABOVE.retrofit.reason.en}"


@pytest.mark.parametrize(
    ("standing", "life", "document", "expected"),
    [
        (BOTTOM, Life(), NEWER, True),
        (ABOVE, Life(), NEWER, False),
        (BOTTOM, flagged(), NEWER, False),
        (BOTTOM, controlled(), NEWER, False),
        (BOTTOM, ended(), reference(2026, 1), True),
        (BOTTOM, ended(), NEWER, False),
        (BOTTOM, ended(), DOCUMENT, False),
    ],
    ids=["new", "not controlled", "flagged", "under it", "ended", "by these", "on these"],
)
def test_p2_4_whom_the_figures_flag(
    standing: Standing, life: Life, document: str, expected: bool
) -> None:
    assert to_be_flagged(standing, life.enterprise, document) is expected


def test_whom_somebody_withdrew_by_these_figures_they_do_not_flag_again() -> None:
    life = controlled()
    life.is_withdrawn("2025-04-02")
    assert not to_be_flagged(BOTTOM, life.enterprise, DOCUMENT)
    assert to_be_flagged(BOTTOM, life.enterprise, NEWER)


def told(life: Life, standing: Standing | None, document: str = NEWER) -> list[Review]:
    return reviews(life.enterprise, standing, document)


def test_p2_4_a_control_is_kept_or_ended_by_the_new_figures() -> None:
    life = controlled()
    assert told(life, BOTTOM) == [Review(life.case, "review_control", True, BOTTOM.reason)]
    assert told(life, ABOVE) == [Review(life.case, "review_control", False, ABOVE.reason)]
    [unknown] = told(life, None)
    assert (unknown.action, unknown.keep) == ("review_control", None)


def test_a_control_that_rests_on_these_figures_is_not_reviewed_by_them() -> None:
    """Flagged by them, or kept by them."""
    life = controlled()
    assert told(life, BOTTOM, DOCUMENT) == []
    life.do(SUPERVISOR, ReviewControl(True, 2025, "仍在末位"), "2026-03-02", document=NEWER)
    assert told(life, BOTTOM) == []
    assert told(life, BOTTOM, reference(2025, 2)) != []


def test_a_control_not_notified_yet_is_withdrawn_where_the_figures_do_not_call_for_it() -> None:
    life = flagged()
    assert told(life, BOTTOM) == []
    assert [review.action for review in told(life, ABOVE)] == ["withdraw"]
    assert [review.action for review in told(life, None)] == ["withdraw"]


def test_what_has_ended_is_not_reviewed() -> None:
    assert told(ended(), ABOVE, reference(2026, 1)) == []
