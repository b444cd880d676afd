"""What an enterprise is told of its place in the ranking (P2.4)."""

import math
from decimal import Decimal
from typing import Literal

from domain.figures import Figures
from domain.findings import spelled
from domain.ranking_rules import RankingRules
from domain.words import Text

Verdict = Literal["bottom", "above", "level_across_the_edge"]

_MISSING = Text(
    "未填写{missing}，无法排名，请补报", "not ranked: {missing} not given; it must be handed in"
)
_NO_ENERGY = Text(
    "综合能耗为 0，视为未生产或漏报：不参与排名，也不计入排名家数",
    "not ranked, nor counted: without any energy it did not produce, or did not report",
)
_NO_VALUE = Text(
    "工业增加值为 {value} 万元，无法计算万元增加值能耗，不参与排名",
    "not ranked: nothing can be divided by a value added of {value} (10,000 yuan)",
)
_INTENSITY = Text(
    "{energy} 吨标准煤 ÷ {value} 万元 = 万元增加值能耗 {intensity} 吨标准煤",
    "{energy} tce / {value} (10,000 yuan) = {intensity} tce per 10,000 yuan of value added",
)
_WITHOUT_VALUE = Text(
    "能耗 {energy} 吨标准煤，工业增加值为 {value} 万元，列于有增加值的企业之后",
    "{energy} tce for a value added of {value} (10,000 yuan): behind all that added value",
)
_RANKED = Text(
    "{basis}；由低到高列 {ranked} 家中第 {rank} 位，{verdict}"
    "（{ranked} 家的 {share}% 为 {quota} 家，取 {most} 家）",
    "{basis}; rank {rank} of {ranked} from the lowest, {verdict} "
    "({share} % of {ranked} is {quota}, taken as {most})",
)
_VERDICTS: dict[Verdict, Text] = {
    "bottom": Text("属后 {share}%", "in the bottom {share} %"),
    "above": Text("不属后 {share}%", "not in the bottom {share} %"),
    "level_across_the_edge": Text(
        "与另外 {level} 家并列，全部列入将超过后 {share}%，故均不列入",
        "level with {level} more, who together would exceed the bottom {share} %, so none is in it",
    ),
}
_NEEDED = {
    "value_added": Text("工业增加值", "value added"),
    "energy": Text("综合能耗", "energy"),
}


def why_ranked(
    figures: Figures,
    rules: RankingRules,
    verdict: Verdict,
    *,
    intensity: Decimal | None,
    rank: int,
    level: int,
    ranked: int,
) -> Text:
    """`level` counts the others of the same rank."""
    quota = rules.share * ranked
    most = math.floor(quota) if rules.edge == "spared" else math.ceil(quota)
    share = spelled(rules.share * 100)
    basis = _WITHOUT_VALUE if intensity is None else _INTENSITY
    return _RANKED.format(
        basis=basis.format(
            energy=_figure(figures.energy),
            value=_figure(figures.value_added),
            intensity=_figure(intensity),
        ),
        verdict=_VERDICTS[verdict].format(share=share, level=level),
        rank=rank,
        ranked=ranked,
        share=share,
        quota=spelled(quota),
        most=most,
    )


def why_unranked(figures: Figures) -> tuple[str, Text]:
    """With its stable code."""
    missing = [label for name, label in _NEEDED.items() if getattr(figures, name) is None]
    if missing:
        named = Text("、".join(text.zh for text in missing), ", ".join(t.en for t in missing))
        return "figures_missing", _MISSING.format(missing=named)
    if not figures.energy:
        return "no_energy", _NO_ENERGY
    return "no_value_added", _NO_VALUE.format(value=_figure(figures.value_added))


def _figure(value: Decimal | None) -> str:
    return "" if value is None else spelled(value)
