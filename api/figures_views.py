"""What the API says of yearly figures."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from pydantic import BaseModel

from api.workbook_reading import RowNote, RowProblem
from domain.figures import Figures
from domain.findings import Finding
from domain.ranking_rules import RankingRules
from domain.standings import Standing


class StandingView(BaseModel):
    """An enterprise in the list, with what P2.4 and P2.5 come to for it and why. `rank` 1 is the
    best; `intensity` is tce per 10,000 yuan of value added."""

    figures: Figures
    rank: int | None
    intensity: Decimal | None
    controlled: bool
    ranking: Finding
    retrofit: Finding


class FiguresReport(BaseModel):
    """What an upload would come to: `total` rows, of which `good` can be read. `standings` is
    the list, as long as every row is good: without some of them it would be another."""

    total: int
    good: int
    problems: Sequence[RowProblem]
    notes: Sequence[RowNote]
    standings: list[StandingView]


class FiguresKept(BaseModel):
    """The figures are on record as this version; the list is at `ask`."""

    year: int
    version: int
    ask: str


class FiguresView(BaseModel):
    """The list of a year in the order of the ranking, as far as this person may see it; `rules`
    is what it was judged by."""

    year: int
    version: int
    latest: int
    by: str
    at: datetime
    name: str
    rules: RankingRules
    standings: list[StandingView]


def standing_view(standing: Standing) -> StandingView:
    return StandingView(
        figures=standing.figures,
        rank=standing.rank,
        intensity=standing.intensity,
        controlled=standing.controlled,
        ranking=standing.ranking,
        retrofit=standing.retrofit,
    )
