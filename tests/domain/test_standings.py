"""P2.4 and P2.5 together: the list of a year."""

from datetime import UTC, datetime

import pytest

from domain.figures import Sector
from domain.ranking_rules import RankingRules
from domain.standings import is_over, standings
from tests.domain.figures import figures

SHORT = {"unit_consumption": 900, "advanced": 805, "retrofitted": True}


def test_either_rule_calls_for_control_and_says_so_for_itself() -> None:
    """P2.4, P2.5."""
    found = [
        figures(1, 100, 900),
        figures(2, 100, 100, sector=Sector.STEEL, **SHORT),
        figures(3, 100, 200),
        figures(4, None, None, sector=Sector.STEEL, **SHORT),
        figures(5, 100, 300),
        figures(6, 100, 400),
    ]
    listed = {each.figures.code: each for each in standings(found, RankingRules())}
    assert [code for code, each in listed.items() if each.controlled] == ["C0002", "C0001", "C0004"]
    by_rule = {
        code: (listed[code].ranking.controlled, listed[code].retrofit.controlled)
        for code in ("C0001", "C0002")
    }
    assert by_rule == {"C0001": (True, False), "C0002": (False, True)}


def test_the_list_runs_by_rank_then_code_with_the_unranked_at_its_end() -> None:
    found = [
        figures(5, None, 1),
        figures(4, 100, 9),
        figures(3, 100, 9),
        figures(2, 0, 0),
        figures(1, 9, 1),
    ]
    expected = ["C0003", "C0004", "C0001", "C0002", "C0005"]
    for given in (found, found[::-1]):
        listed = standings(given, RankingRules())
        assert [each.figures.code for each in listed] == expected
        assert [each.rank for each in listed] == [1, 1, 3, None, None]


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC), False),
        (datetime(2026, 12, 31, 16, tzinfo=UTC), True),
    ],
)
def test_p2_4_a_year_is_over_when_it_is_in_china(at: datetime, expected: bool) -> None:
    assert [is_over(year, at) for year in (2025, 2026, 2027)] == [True, expected, False]
