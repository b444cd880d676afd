"""Yearly figures as uploaded, and what they came to for each enterprise (P2.4, P2.5).

A later upload for the same year is a new version; the earlier ones stay as they were. What an
enterprise was told is kept in full, not worked out anew: later software must not alter it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, ForeignKeyConstraint, and_, false, func, or_, select, true
from sqlalchemy.exc import IntegrityError
from sqlmodel import Field, Session, SQLModel, col

from domain.places import Reach
from domain.ranking_rules import RankingRules
from domain.standings import Standing

_STANDING = TypeAdapter(Standing)
_RULES = TypeAdapter(RankingRules)


class FiguresRow(SQLModel, table=True):
    """One version of a year's figures. `upload` follows from who sent it under which key,
    `fingerprint` is the workbook's, `rules` how it was judged, as JSON."""

    __tablename__ = "figures"

    year: int = Field(primary_key=True)
    version: int = Field(primary_key=True)
    upload: str = Field(unique=True, max_length=64)
    by: str = Field(max_length=60)
    at: str = Field(max_length=40)
    name: str = Field(max_length=200)
    fingerprint: str = Field(max_length=64)
    rules: str


class StandingRow(SQLModel, table=True):
    """`place` is the order of the list; `standing` is the whole as JSON."""

    __tablename__ = "standing"
    __table_args__ = (
        ForeignKeyConstraint(["year", "version"], ["figures.year", "figures.version"]),
    )

    year: int = Field(primary_key=True)
    version: int = Field(primary_key=True)
    code: str = Field(primary_key=True, max_length=18)
    place: int
    district: str = Field(max_length=20)
    controlled: bool
    standing: str


@dataclass(frozen=True, slots=True)
class NewFigures:
    year: int
    upload: str
    by: str
    name: str
    fingerprint: str
    rules: RankingRules


@dataclass(frozen=True, slots=True)
class StandingFilter:
    """`within` bounds what the reader may see to any of these (S9)."""

    within: tuple[Reach, ...] = (Reach(),)
    controlled: bool | None = None


def by_upload(session: Session, upload: str) -> FiguresRow | None:
    return session.scalars(select(FiguresRow).where(col(FiguresRow.upload) == upload)).one_or_none()


def keep(
    session: Session, new: NewFigures, standings: Sequence[Standing]
) -> tuple[FiguresRow, bool]:
    """As the next version of the year, and true; or the version that the same upload made
    earlier, and false."""
    while True:
        earlier = by_upload(session, new.upload)
        if earlier is not None:
            return earlier, False
        row = _next_version(session, new)
        try:
            with session.begin_nested():
                session.add(row)
        except IntegrityError:
            continue  # somebody else's version, or this very upload, was a moment quicker
        session.add_all(_rows(row, standings))
        return row, True


def _next_version(session: Session, new: NewFigures) -> FiguresRow:
    return FiguresRow(
        year=new.year,
        version=latest(session, new.year) + 1,
        upload=new.upload,
        by=new.by,
        at=datetime.now(UTC).isoformat(),
        name=new.name,
        fingerprint=new.fingerprint,
        rules=_RULES.dump_json(new.rules).decode(),
    )


def _rows(version: FiguresRow, standings: Sequence[Standing]) -> list[StandingRow]:
    return [
        StandingRow(
            year=version.year,
            version=version.version,
            code=each.figures.code,
            place=place,
            district=each.figures.district,
            controlled=each.controlled,
            standing=_STANDING.dump_json(each).decode(),
        )
        for place, each in enumerate(standings, start=1)
    ]


def latest(session: Session, year: int) -> int:
    """The number of the year's last version; 0 if there is none."""
    last = select(func.max(col(FiguresRow.version))).where(col(FiguresRow.year) == year)
    return session.scalars(last).one() or 0


def last_year(session: Session) -> int:
    """The last year that figures are on record of; 0 if there is none."""
    return session.scalars(select(func.max(col(FiguresRow.year)))).one() or 0


def find(session: Session, year: int, version: int) -> FiguresRow | None:
    return session.get(FiguresRow, (year, version))


def rules_of(row: FiguresRow) -> RankingRules:
    return _RULES.validate_json(row.rules)


def standings(
    session: Session, year: int, version: int, wanted: StandingFilter
) -> Sequence[Standing]:
    """In the order of the list."""
    query = select(col(StandingRow.standing)).where(
        col(StandingRow.year) == year, col(StandingRow.version) == version
    )
    query = query.where(or_(false(), *map(_in_reach, wanted.within)))
    if wanted.controlled is not None:
        query = query.where(col(StandingRow.controlled) == wanted.controlled)
    found = session.scalars(query.order_by(col(StandingRow.place)))
    return [_STANDING.validate_json(standing) for standing in found]


def _in_reach(reach: Reach) -> ColumnElement[bool]:
    """Figures are of an enterprise as a whole: no ground bounds them."""
    bounds: list[ColumnElement[bool]] = []
    if reach.districts is not None:
        bounds.append(col(StandingRow.district).in_(reach.districts))
    if reach.enterprise is not None:
        bounds.append(col(StandingRow.code) == reach.enterprise)
    return and_(true(), *bounds)
