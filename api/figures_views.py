"""What the API says of yearly figures."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel

from api.workbook_reading import RowNote, RowProblem
from domain.figures import Figures
from domain.findings import Finding
from domain.people import District
from domain.ranking_rules import RankingRules
from domain.stages import Stage
from domain.standings import Standing
from domain.words import Text


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


class ControlFlag(BaseModel):
    """Who would be flagged, at which place in the year's list, and why."""

    place: int
    enterprise: str
    enterprise_name: str
    district: District
    reason: Text


class ControlReview(BaseModel):
    """An open case that rests on other figures, and what these come to for it. `keep` is null
    where they do not say; a control whose notice was not served yet is withdrawn, not reviewed."""

    case: str
    enterprise: str
    enterprise_name: str
    stage: Stage
    action: Literal["review_control", "withdraw"]
    keep: bool | None
    reason: Text


class ControlReport(BaseModel):
    """What a year's figures come to for the cases of factor control. `document` is what a case
    that rests on them cites, and what a review of one cites."""

    year: int
    version: int
    document: str
    flags: list[ControlFlag]
    reviews: list[ControlReview]


class ControlTaken(BaseModel):
    """The flags are on record; their flagging goes on whatever happens. Ask at `ask` how far it
    is: a row there is a place in the year's list. `reviews` are for people to carry out."""

    plan: str
    total: int
    ask: str
    reviews: list[ControlReview]
