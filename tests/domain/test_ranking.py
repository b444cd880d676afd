"""P2.4: who is in the bottom share of the city, at its edges above all."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from domain.figures import Figures
from domain.ranking import rank
from domain.ranking_rules import RankingRules
from tests.domain.figures import figures

DEFAULT = RankingRules()
INCLUDED = RankingRules(edge="included")
APART = RankingRules(without_value="apart")


def codes(found: Sequence[Figures], rules: RankingRules = DEFAULT) -> list[str]:
    return [place.finding.code for place in rank(found, rules).values()]


def ladder(*energies: int | str) -> list[Figures]:
    """Enterprises with a value added of a million yuan each."""
    return [figures(number, 100, energy) for number, energy in enumerate(energies, start=1)]


def test_p2_4_the_last_fifth_by_energy_per_value_added_is_the_bottom() -> None:
    found = [
        figures(1, 10, 100),  # 10: the worst, with the least energy
        figures(2, 1000, 500),
        figures(3, 1000, 400),
        figures(4, 500, 100),
        figures(5, 100, 300),
    ]
    places = rank(found, DEFAULT)
    assert [place.rank for place in places.values()] == [5, 3, 2, 1, 4]
    assert [place.intensity for place in places.values()] == [
        Decimal(text) for text in ("10", "0.5", "0.4", "0.2", "3")
    ]
    assert codes(found) == ["bottom", "above", "above", "above", "above"]
    finding = places["C0001"].finding
    assert (finding.rule, finding.controlled) == ("P2.4", True)


@pytest.mark.parametrize(
    ("ranked", "spared", "included"),
    [(1, 0, 1), (4, 0, 1), (5, 1, 1), (9, 1, 2), (10, 2, 2), (11, 2, 3), (14, 2, 3), (15, 3, 3)],
)
def test_p2_4_a_share_that_is_no_whole_number(ranked: int, spared: int, included: int) -> None:
    """P2.4: 20 % of nine is 1.8: rounded down, unless the rules say otherwise."""
    found = ladder(*range(1, ranked + 1))
    assert codes(found).count("bottom") == spared
    assert codes(found, INCLUDED).count("bottom") == included


def test_p2_4_equal_enterprises_across_the_edge_stay_out_together() -> None:
    found = ladder(1, 2, 3, 4, 5, 6, 7, 8, 8, 9)
    assert codes(found)[-3:] == ["level_across_the_edge", "level_across_the_edge", "bottom"]
    places = list(rank(found, DEFAULT).values())
    assert [place.rank for place in places[-3:]] == [8, 8, 10]
    assert "另外 1 家并列" in places[-2].finding.reason.zh
    assert not places[-2].finding.controlled
    assert codes(found, INCLUDED)[-3:] == ["bottom"] * 3


def test_p2_4_equal_enterprises_within_the_share_are_both_in_it() -> None:
    assert codes(ladder(1, 2, 3, 4, 5, 6, 7, 8, 9, 9))[-3:] == ["above", "bottom", "bottom"]


def test_p2_4_all_equal_means_nobody_is_behind() -> None:
    assert set(codes(ladder(*[7] * 10))) == {"level_across_the_edge"}


def test_p2_4_equal_is_what_is_exactly_equal() -> None:
    """A third is a third: 1/3 and 2/6 are level, 0.33333333 and 1/3 are not."""
    found = [figures(1, 3, 1), figures(2, 6, 2), figures(3, "100000000", "33333333")]
    assert [place.rank for place in rank(found, DEFAULT).values()] == [2, 2, 1]
    assert {place.intensity for place in rank(found, DEFAULT).values()} == {Decimal("0.3333")}


@pytest.mark.parametrize(
    ("value_added", "energy", "code", "named"),
    [
        (None, 3, "figures_missing", "工业增加值，"),
        (3, None, "figures_missing", "综合能耗，"),
        (None, None, "figures_missing", "工业增加值、综合能耗"),
        (3, 0, "no_energy", "综合能耗为 0"),
        (0, 0, "no_energy", "综合能耗为 0"),
        (-3, 0, "no_energy", "综合能耗为 0"),
    ],
)
def test_p2_4_who_cannot_be_ranked_is_told_why_and_not_counted(
    value_added: int | None, energy: int | None, code: str, named: str
) -> None:
    """Else three idle firms would bring the last of four others into the bottom fifth."""
    odd = [figures(number, value_added, energy) for number in range(11, 14)]
    found = [*ladder(1, 2, 3, 4), *odd]
    assert codes(found) == ["above"] * 4 + [code] * 3
    place = rank(found, DEFAULT)["C0011"]
    assert (place.rank, place.intensity, place.finding.controlled) == (None, None, False)
    assert named in place.finding.reason.zh


def test_p2_4_energy_without_value_added_ranks_behind_all_by_its_energy() -> None:
    found = [*ladder(10**9, *range(1, 8)), figures(21, 0, 2), figures(22, -50, 1)]
    places = rank(found, DEFAULT)
    assert [places[code].rank for code in ("C0001", "C0022", "C0021")] == [8, 9, 10]
    assert codes(found)[-2:] == ["bottom", "bottom"]
    assert places["C0022"].intensity is None
    assert "-50 万元" in places["C0022"].finding.reason.zh


def test_p2_4_energy_without_value_added_may_be_set_apart() -> None:
    found = [*ladder(1, 2, 3, 4), figures(21, 0, 2), figures(22, -50, 1)]
    assert codes(found, APART) == ["above"] * 4 + ["no_value_added"] * 2
    assert "-50 万元" in rank(found, APART)["C0022"].finding.reason.zh


def test_p2_4_the_share_is_a_parameter() -> None:
    found = ladder(*range(1, 9))
    assert codes(found, replace(DEFAULT, share=Decimal("0.375"))).count("bottom") == 3


def test_the_reason_can_be_checked_with_pen_and_paper() -> None:
    reason = rank(ladder(*range(1, 12)), DEFAULT)["C0010"].finding.reason
    assert reason.zh == (
        "10 吨标准煤 ÷ 100 万元 = 万元增加值能耗 0.1 吨标准煤；由低到高列 11 家中第 10 位，"
        "属后 20%（11 家的 20% 为 2.2 家，取 2 家）"
    )
    assert reason.en == (
        "10 tce / 100 (10,000 yuan) = 0.1 tce per 10,000 yuan of value added; rank 10 of 11 from "
        "the lowest, in the bottom 20 % (20 % of 11 is 2.2, taken as 2)"
    )


def test_an_enterprise_given_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="C0002"):
        rank([*ladder(1, 2, 3), figures(2, 5, 5)], DEFAULT)
