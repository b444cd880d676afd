"""P2.4: who is in the bottom share of the city, at its edges above all."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.figures import Figures
from domain.ranking import Place, rank
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


AMOUNTS = st.none() | st.decimals(0, 30, places=1) | st.decimals(0, 10**12, places=4)
SIGNED = AMOUNTS | st.decimals(-5, 0, places=1)
CITIES = st.lists(st.tuples(SIGNED, AMOUNTS), max_size=30).map(
    lambda city: [figures(number, *each) for number, each in enumerate(city)]
)
RULES = st.builds(
    RankingRules,
    share=st.sampled_from([Decimal("0.2"), Decimal("0.05"), Decimal("0.3333"), Decimal("0.9")]),
    edge=st.sampled_from(["spared", "included"]),
    without_value=st.sampled_from(["last", "apart"]),
)


def bottom(places: dict[str, Place]) -> set[str]:
    return {code for code, place in places.items() if place.finding.code == "bottom"}


@given(CITIES, RULES)
def test_p2_4_the_bottom_keeps_to_its_share(city: list[Figures], rules: RankingRules) -> None:
    """P2.4: at most the share where the edge is spared, at least it where it is included, and in
    either case nobody outside uses more energy for the value added than somebody inside."""
    places = dict(rank(city, rules))
    ranks = {code: place.rank for code, place in places.items() if place.rank is not None}
    inside = bottom(places)
    quota = Fraction(rules.share) * len(ranks)
    assert len(inside) <= quota if rules.edge == "spared" else len(inside) >= quota
    best_inside = min((ranks[code] for code in inside), default=None)
    for code, number in ranks.items():
        assert best_inside is None or (code in inside) == (number >= best_inside)
    assert inside == {code for code, place in places.items() if place.finding.controlled}


@given(CITIES, RULES)
def test_p2_4_only_a_tie_leaves_room_in_a_spared_share(
    city: list[Figures], rules: RankingRules
) -> None:
    rules = replace(rules, edge="spared")
    places = dict(rank(city, rules))
    ranked = [place for place in places.values() if place.rank is not None]
    room = int(Fraction(rules.share) * len(ranked)) - len(bottom(places))
    tied = [place for place in ranked if place.finding.code == "level_across_the_edge"]
    assert len(tied) > room if room else tied == []
    assert len({place.rank for place in tied}) <= 1


@given(CITIES, RULES, st.data())
def test_p2_4_the_order_of_the_figures_is_of_no_account(
    city: list[Figures], rules: RankingRules, data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(city))
    assert dict(rank(city, rules)) == dict(rank(shuffled, rules))


@given(CITIES, RULES, st.data())
def test_p2_4_using_more_energy_never_gets_anybody_out_of_the_bottom(
    city: list[Figures], rules: RankingRules, data: st.DataObject
) -> None:
    inside = [each for each in city if each.code in bottom(dict(rank(city, rules)))]
    if inside:
        one = data.draw(st.sampled_from(inside))
        assert one.energy is not None
        worse = replace(one, energy=one.energy * data.draw(st.integers(1, 9)))
        after = rank([worse if each is one else each for each in city], rules)
        assert after[one.code].finding.code == "bottom"
