"""That a district has taken note of its rung (O3): who and when, beside the review, which is never
altered."""

from datetime import UTC, datetime

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Field, Session, SQLModel, col

from domain.people import Actor, District

Key = tuple[str, str]
"""Month and district."""


class AcknowledgementRow(SQLModel, table=True):
    """`actor` is the person's id; UTC text in ISO 8601."""

    __tablename__ = "acknowledgement"

    period: str = Field(primary_key=True, max_length=7)
    district: str = Field(primary_key=True, max_length=20)
    at: str = Field(max_length=40)
    actor: str = Field(max_length=80)
    name: str = Field(max_length=120)


def acknowledge(session: Session, period: str, district: District, by: Actor) -> bool:
    """Whether this is the first; a later one changes nothing."""
    row = {
        "period": period,
        "district": district,
        "at": datetime.now(UTC).isoformat(),
        "actor": by.id,
        "name": by.name,
    }
    try:
        with session.begin_nested():
            session.execute(insert(AcknowledgementRow), [row])
    except IntegrityError:
        return False
    return True


def acknowledgements(session: Session, period: str | None = None) -> dict[Key, AcknowledgementRow]:
    query = select(AcknowledgementRow)
    if period is not None:
        query = query.where(col(AcknowledgementRow.period) == period)
    return {(row.period, row.district): row for row in session.scalars(query)}
