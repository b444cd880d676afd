"""The yearly holiday notices that came in since this version was made (L8), in their order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from pydantic import TypeAdapter
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Field, Session, SQLModel, col

from domain.holiday_notice import HolidayNotice

_NOTICE = TypeAdapter(HolidayNotice)


class HolidayNoticeRow(SQLModel, table=True):
    """`edition` counts the notices as they came in, `version` is the notice's document number."""

    __tablename__ = "holiday_notice"

    edition: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    version: str = Field(unique=True, max_length=80)
    by: str = Field(max_length=60)
    at: str = Field(max_length=40)
    notice: str


@dataclass(frozen=True, slots=True)
class Kept:
    """`at` is UTC in ISO 8601."""

    edition: int
    by: str
    at: str
    notice: HolidayNotice


def kept(session: Session) -> Sequence[Kept]:
    """All, in the order in which they came in."""
    rows = session.scalars(select(HolidayNoticeRow).order_by(col(HolidayNoticeRow.edition)))
    return [_kept(row) for row in rows]


def find(session: Session, version: str) -> Kept | None:
    row = session.scalars(
        select(HolidayNoticeRow).where(col(HolidayNoticeRow.version) == version)
    ).one_or_none()
    return _kept(row) if row else None


def latest_edition(session: Session) -> int:
    """0 where none has come in."""
    return session.scalars(select(func.max(col(HolidayNoticeRow.edition)))).one() or 0


def keep(session: Session, notice: HolidayNotice, by: str) -> bool:
    """Whether it is kept now: not if its version is there already, or another came in first."""
    row = HolidayNoticeRow(
        edition=latest_edition(session) + 1,
        version=notice.version,
        by=by,
        at=datetime.now(UTC).isoformat(),
        notice=_NOTICE.dump_json(notice).decode(),
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return False
    return True


def _kept(row: HolidayNoticeRow) -> Kept:
    return Kept(row.edition, row.by, row.at, _NOTICE.validate_json(row.notice))
