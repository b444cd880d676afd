"""The districts' reviews (O3): figures, trend, rung."""

from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel

from api.people import may, visible
from api.problems import documented
from api.state import SharedState
from domain.people import DISTRICTS, District, Person
from domain.places import Reach
from domain.progress import Progress
from domain.review import RUNGS, Review, Rung, Slowness, Trend
from domain.review_period import PERIOD
from domain.review_rules import ReviewRules
from domain.review_telling import tell_review
from domain.words import Text
from records import reviews
from records.database import reading

router = APIRouter(tags=["reviews"])


class ProgressView(BaseModel):
    """Numbers of cases at the end of the month. `came_due` are those whose time to be settled ran
    out in the months that count, `in_time` those settled by then."""

    open: int
    late: int
    late_share: Decimal | None
    came_due: int
    in_time: int
    in_time_share: Decimal | None


class ReviewView(BaseModel):
    """What a district came to in a month such as `2026-11`; `rules` is what it was judged by, and
    `slow_in_a_row` counts the slow reviews up to this one, which the rung follows from."""

    period: str
    district: District
    district_label: Text
    progress: ProgressView
    before: ProgressView | None
    trend: Trend | None
    slowness: list[Slowness]
    slow_in_a_row: int
    rung: Rung
    rung_label: Text
    summary: Text
    rules: ReviewRules


@router.get("/reviews", responses=documented(401, 403, 422, 503))
def list_reviews(
    person: Annotated[Person, may("read_reviews")],
    shared: SharedState,
    period: Annotated[str | None, Query(pattern=PERIOD, examples=["2026-11"])] = None,
) -> list[ReviewView]:
    """Of every district, or of the person's own; the newest first, of one month if asked for."""
    with reading(shared.engine) as session:
        found = reviews.reviews(session, period, _districts(visible(person, "read_reviews")))
    return [_view(each) for each in found]


def _districts(within: tuple[Reach, ...]) -> list[District]:
    return [
        district
        for district in District
        if any(each.districts is None or district in each.districts for each in within)
    ]


def _view(review: Review) -> ReviewView:
    return ReviewView(
        period=review.period,
        district=review.district,
        district_label=DISTRICTS[review.district],
        progress=_progress(review.progress),
        before=_progress(review.before) if review.before else None,
        trend=review.trend,
        slowness=list(review.slowness),
        slow_in_a_row=review.slow_in_a_row,
        rung=review.rung,
        rung_label=RUNGS[review.rung],
        summary=tell_review(review),
        rules=review.rules,
    )


_IN_THOUSANDTHS = Decimal("0.001")


def _progress(progress: Progress) -> ProgressView:
    return ProgressView(
        open=progress.open,
        late=progress.late,
        late_share=_rounded(progress.late_share),
        came_due=progress.came_due,
        in_time=progress.in_time,
        in_time_share=_rounded(progress.in_time_share),
    )


def _rounded(share: Decimal | None) -> Decimal | None:
    return None if share is None else share.quantize(_IN_THOUSANDTHS)
