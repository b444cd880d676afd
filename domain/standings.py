"""Who gets factor control 要素管控 by a year's figures: P2.4 and P2.5, each with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from domain.calendar import local_date
from domain.figures import Figures
from domain.findings import Finding
from domain.ranking import rank
from domain.ranking_rules import RankingRules
from domain.retrofits import after_retrofit
from domain.words import Text


@dataclass(frozen=True, slots=True)
class Standing:
    """An enterprise in the year's list. `rank` counts from 1, the best; `intensity` is tce per
    10,000 yuan of value added, rounded to be shown; None where there is none."""

    figures: Figures
    rank: int | None
    intensity: Decimal | None
    ranking: Finding
    retrofit: Finding

    @property
    def controlled(self) -> bool:
        return self.ranking.controlled or self.retrofit.controlled

    @property
    def reason(self) -> Text:
        """By which of the rules it is controlled and why; or why by neither."""
        reasons = [
            finding.reason
            for finding in (self.ranking, self.retrofit)
            if finding.controlled is self.controlled
        ]
        return Text(
            "；".join(reason.zh for reason in reasons), "; ".join(reason.en for reason in reasons)
        )


def reference(year: int, version: int) -> str:
    """What a document that rests on these figures cites them by."""
    return f"{year} 年度能耗数据第 {version} 版"


def is_over(year: int, at: datetime) -> bool:
    """P2.4 ranks by last year's figures: whether at `at` the year has ended in China."""
    return year < local_date(at).year


def standings(figures: Sequence[Figures], rules: RankingRules) -> list[Standing]:
    """The list in the order of the ranking, then who could not be ranked, whatever the order of
    the figures. Raises ValueError for a credit code given twice."""
    places = rank(figures, rules)
    found = [
        Standing(
            figures=each,
            rank=(place := places[each.code]).rank,
            intensity=place.intensity,
            ranking=place.finding,
            retrofit=after_retrofit(each),
        )
        for each in figures
    ]
    return sorted(found, key=_order)


def _order(standing: Standing) -> tuple[bool, int, str]:
    return standing.rank is None, standing.rank or 0, standing.figures.code
