"""P2.4: the city's ranking by energy per 10,000 yuan of value added, and its bottom share.

Rank 1 uses least energy for its value added; equal enterprises have one rank. Compared are the
exact fractions, never rounded figures. Who gave no figures or used no energy is not ranked, nor
counted when the share is taken: with the idle in front, others would be drawn into the bottom.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from domain.figures import Figures
from domain.findings import Finding
from domain.ranking_reasons import Verdict, why_ranked, why_unranked
from domain.ranking_rules import RankingRules

RULE = "P2.4"
SHOWN = Decimal("0.0001")
_BY_INTENSITY, _WITHOUT_VALUE = 0, 1
_Key = tuple[int, Fraction]


@dataclass(frozen=True, slots=True)
class Place:
    """`rank` counts from 1, the best; `intensity` is tce per 10,000 yuan, rounded to be shown;
    None where there is none."""

    rank: int | None
    intensity: Decimal | None
    finding: Finding


def rank(figures: Sequence[Figures], rules: RankingRules) -> Mapping[str, Place]:
    """The place of each enterprise by its credit code. Raises ValueError for a code given twice:
    which of its figures are right is not for a ranking to guess."""
    twice = [code for code, count in Counter(each.code for each in figures).items() if count > 1]
    if twice:
        raise ValueError(f"given twice: {', '.join(twice)}")
    keys = {each.code: key for each in figures if (key := _key(each, rules)) is not None}
    ordered = sorted(keys.values())
    return {
        each.code: _place(each, keys[each.code], ordered, rules)
        if each.code in keys
        else _unranked(each)
        for each in figures
    }


def _key(figures: Figures, rules: RankingRules) -> _Key | None:
    """What enterprises are ordered by, the best first; None if this one cannot be ranked."""
    energy, value = figures.energy, figures.value_added
    if not energy or value is None:
        return None
    if value > 0:
        return _BY_INTENSITY, Fraction(energy) / Fraction(value)
    return (_WITHOUT_VALUE, Fraction(energy)) if rules.without_value == "last" else None


def _place(figures: Figures, key: _Key, ordered: Sequence[_Key], rules: RankingRules) -> Place:
    better, not_worse = bisect_left(ordered, key), bisect_right(ordered, key)
    worse, no_better = len(ordered) - not_worse, len(ordered) - better
    verdict = _verdict(worse, no_better, rules.share * len(ordered), rules)
    reason = why_ranked(
        figures,
        rules,
        verdict,
        intensity=_intensity(figures),
        rank=better + 1,
        level=not_worse - better - 1,
        ranked=len(ordered),
    )
    finding = Finding(RULE, verdict, verdict == "bottom", reason)
    return Place(better + 1, _intensity(figures), finding)


def _verdict(worse: int, no_better: int, quota: Decimal, rules: RankingRules) -> Verdict:
    """`no_better` counts the enterprise itself and those level with it."""
    if rules.edge == "included":
        return "bottom" if worse < quota else "above"
    if no_better <= quota:
        return "bottom"
    return "level_across_the_edge" if worse + 1 <= quota else "above"


def _unranked(figures: Figures) -> Place:
    code, reason = why_unranked(figures)
    return Place(None, None, Finding(RULE, code, False, reason))


def _intensity(figures: Figures) -> Decimal | None:
    if not figures.energy or not figures.value_added or figures.value_added < 0:
        return None
    return (figures.energy / figures.value_added).quantize(SHOWN, ROUND_HALF_UP)
