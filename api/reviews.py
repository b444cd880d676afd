"""The districts' reviews (O3): figures, trend, rung."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel

from api.people import acting_on, may, visible
from api.problems import documented, not_found
from api.state import Shared, SharedState
from domain.ladder import RUNGS, Rung
from domain.people import DISTRICTS, District, Person
from domain.places import OfDistrict, Reach
from domain.progress import Progress
from domain.review import Review, Slowness, Trend
from domain.review_period import PERIOD
from domain.review_rules import ReviewRules
from domain.review_telling import tell_review
from domain.words import Text
from records import acknowledgements, audit, reviews
from records.acknowledgements import AcknowledgementRow
from records.database import reading, writing

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


class AcknowledgementView(BaseModel):
    """Who took note of a rung for the district, and when."""

    at: datetime
    by: str


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
    rung: Rung | None
    rung_label: Text | None
    summary: Text
    rules: ReviewRules
    acknowledged: AcknowledgementView | None


@router.get("/reviews", responses=documented(401, 403, 422, 503))
def list_reviews(
    person: Annotated[Person, may("read_reviews")],
    shared: SharedState,
    period: Annotated[str | None, Query(pattern=PERIOD, examples=["2026-11"])] = None,
) -> list[ReviewView]:
    """Of every district, or of the person's own; the newest first, of one month if asked for."""
    return _listed(shared, period, _districts(visible(person, "read_reviews")))


@router.get("/reviews/addressed", responses=documented(401, 403, 422, 503))
def list_addressed(
    person: Annotated[Person, may("read_reviews")], shared: SharedState
) -> list[ReviewView]:
    """The rungs laid on the person's districts, or on any, that nobody there has taken note of."""
    found = _listed(shared, None, _districts(visible(person, "read_reviews")))
    return [each for each in found if each.rung and not each.acknowledged]


@router.post(
    "/reviews/{period}/{district}/acknowledgement",
    summary="签收督办 / acknowledge a rung",
    responses=documented(401, 403, 404, 422, 503),
)
def acknowledge(
    period: Annotated[str, Path(pattern=PERIOD)],
    district: District,
    person: Annotated[Person, may("acknowledge_review")],
    shared: SharedState,
) -> ReviewView:
    """For the district, by one of its inspectors or approvers; the first counts."""
    by = acting_on(
        shared, person, "acknowledge_review", f"{period} {district}", OfDistrict(district)
    )
    with writing(shared.engine) as session:
        [*found] = reviews.reviews(session, period, [district])
        if not found or found[0].rung is None:
            raise not_found(f"{period} {DISTRICTS[district].zh}")
        if acknowledgements.acknowledge(session, period, district, by):
            audit.note(
                session,
                "review_acknowledged",
                actor=by.id,
                role=by.role,
                subject=f"{period} {district}",
                detail=tell_review(found[0]).zh,
            )
    [view] = _listed(shared, period, [district])
    return view


def _districts(within: tuple[Reach, ...]) -> list[District]:
    return [
        district
        for district in District
        if any(each.districts is None or district in each.districts for each in within)
    ]


def _listed(
    shared: Shared, period: str | None, districts: Sequence[District] | None
) -> list[ReviewView]:
    with reading(shared.engine) as session:
        found = reviews.reviews(session, period, districts)
        noted = acknowledgements.acknowledgements(session, period)
        return [_view(each, noted.get((each.period, each.district))) for each in found]


def _view(review: Review, noted: AcknowledgementRow | None) -> ReviewView:
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
        rung_label=RUNGS[review.rung].label if review.rung else None,
        summary=tell_review(review),
        rules=review.rules,
        acknowledged=noted
        and AcknowledgementView(at=datetime.fromisoformat(noted.at), by=noted.name),
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
