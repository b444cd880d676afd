"""The districts' reviews (O3), once for each month and kept in full: later software must not alter
what a district was told."""

from collections.abc import Sequence
from datetime import UTC, datetime

from pydantic import TypeAdapter
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Field, Session, SQLModel, col

from domain.people import District
from domain.review import Review

_REVIEW = TypeAdapter(Review)


class ReviewRow(SQLModel, table=True):
    """`period` is a month such as `2026-11`, `rung` empty without one, `review` the whole as
    JSON."""

    __tablename__ = "review"

    period: str = Field(primary_key=True, max_length=7)
    district: str = Field(primary_key=True, max_length=20)
    at: str = Field(max_length=40)
    rung: str = Field(max_length=20)
    review: str


def keep(session: Session, reviews: Sequence[Review]) -> bool:
    """Whether these are new; where one of them is on record, none is written."""
    now = datetime.now(UTC).isoformat()
    rows = [
        ReviewRow(
            period=each.period,
            district=each.district,
            at=now,
            rung=each.rung or "",
            review=_REVIEW.dump_json(each).decode(),
        )
        for each in reviews
    ]
    try:
        with session.begin_nested():
            session.add_all(rows)
    except IntegrityError:
        return False
    return True


def before(session: Session, period: str) -> dict[District, Review]:
    """Of each district, the last one of an earlier month."""
    last = select(func.max(col(ReviewRow.period))).where(col(ReviewRow.period) < period)
    found = session.scalars(
        select(col(ReviewRow.review)).where(col(ReviewRow.period) == last.scalar_subquery())
    )
    return {review.district: review for review in map(_REVIEW.validate_json, found)}


def reviews(
    session: Session, period: str | None = None, districts: Sequence[District] | None = None
) -> list[Review]:
    """The newest first; `districts` bounds what the reader may see (S9)."""
    query = select(col(ReviewRow.review))
    if period is not None:
        query = query.where(col(ReviewRow.period) == period)
    if districts is not None:
        query = query.where(col(ReviewRow.district).in_(districts))
    found = session.scalars(query.order_by(col(ReviewRow.period).desc(), col(ReviewRow.district)))
    return [_REVIEW.validate_json(review) for review in found]
