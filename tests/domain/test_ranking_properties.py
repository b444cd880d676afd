"""P2.4: what holds of the ranking of any city, under any reading of the rule."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from domain.figures import Figures
from domain.ranking import Place, rank
from domain.ranking_rules import RankingRules
from tests.domain.figures import figures

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
