"""Meter readings as they were entered. The list is added to, never altered: a reading that was
wrong is followed by one that names it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from sqlalchemy import Index, UniqueConstraint, select, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Field, Session, SQLModel, col

from domain.meters import MeterKind
from domain.people import Actor
from domain.readings import Reading, Restart
from domain.supply_points import CUT_IN
from records.tables import CaseRow

_CORRECTS_ONE = text("corrects <> 0")


class ReadingRow(SQLModel, table=True):
    """`meter` is its key, whatever way `point` is spelled; times are UTC text; figures are text,
    as exact as they came, in kWh or m³. `corrects` is the reading that this one replaces, 0 for
    none; `batch` and `row` say what it came with."""

    __tablename__ = "reading"
    __table_args__ = (
        # One reading of a meter at a moment, and one correction of a reading, whoever is quicker.
        UniqueConstraint("enterprise", "meter", "read_at", "corrects"),
        Index(
            "reading_corrected_once",
            "corrects",
            unique=True,
            sqlite_where=_CORRECTS_ONE,
            postgresql_where=_CORRECTS_ONE,
        ),
        UniqueConstraint("batch", "row"),
    )

    id: int | None = Field(default=None, primary_key=True)
    enterprise: str = Field(max_length=18)
    meter: str = Field(max_length=300)
    kind: str = Field(max_length=10)
    point: str = Field(max_length=200)
    read_at: str = Field(max_length=40)
    value: str = Field(max_length=24)
    ended_at: str | None = Field(default=None, max_length=24)
    began_at: str | None = Field(default=None, max_length=24)
    source: str = Field(max_length=120)
    corrects: int = 0
    by: str = Field(max_length=80)
    role: str = Field(max_length=20)
    at: str = Field(max_length=40)
    batch: str = Field(max_length=64)
    row: int
    fingerprint: str = Field(max_length=64)


@dataclass(frozen=True, slots=True)
class NewReading:
    """`row` is its place in what it came with; `corrects` the id of the one that it replaces."""

    row: int
    enterprise: str
    reading: Reading
    corrects: int = 0


@dataclass(frozen=True, slots=True)
class Batch:
    """What readings came with: its id follows from who sent it under which key."""

    id: str
    by: Actor
    fingerprint: str


class ReadMeanwhileError(Exception):
    """Somebody else's reading of the same meter and moment was a moment quicker."""


def keep(session: Session, batch: Batch, new: Sequence[NewReading]) -> list[ReadingRow]:
    """All of them or, with ReadMeanwhileError, none."""
    now = datetime.now(UTC).isoformat()
    rows = [_row(batch, each, now) for each in new]
    try:
        with session.begin_nested():
            session.add_all(rows)
    except IntegrityError as problem:
        raise ReadMeanwhileError from problem
    return rows


def _row(batch: Batch, new: NewReading, at: str) -> ReadingRow:
    reading, restart = new.reading, new.reading.restart
    return ReadingRow(
        enterprise=new.enterprise,
        meter=reading.meter,
        kind=reading.kind,
        point=reading.point,
        read_at=reading.read_at.astimezone(UTC).isoformat(),
        value=str(reading.value),
        ended_at=str(restart.ended_at) if restart else None,
        began_at=str(restart.began_at) if restart else None,
        source=reading.source,
        corrects=new.corrects,
        by=batch.by.id,
        role=batch.by.role,
        at=at,
        batch=batch.id,
        row=new.row,
        fingerprint=batch.fingerprint,
    )


def of_batch(session: Session, batch: str) -> Sequence[ReadingRow]:
    """What was kept under it before, in its order."""
    found = select(ReadingRow).where(col(ReadingRow.batch) == batch)
    return session.scalars(found.order_by(col(ReadingRow.row))).all()


def find(session: Session, number: int) -> ReadingRow | None:
    return session.get(ReadingRow, number)


def of_enterprise(session: Session, code: str, meter: str | None = None) -> Sequence[ReadingRow]:
    """All that was ever entered, in order of the time read; of one meter if asked for."""
    found = select(ReadingRow).where(col(ReadingRow.enterprise) == code)
    if meter is not None:
        found = found.where(col(ReadingRow.meter) == meter)
    return session.scalars(found.order_by(col(ReadingRow.read_at), col(ReadingRow.id))).all()


def standing(rows: Sequence[ReadingRow]) -> list[ReadingRow]:
    """Those that no other corrects."""
    corrected = {row.corrects for row in rows}
    return [row for row in rows if row.id not in corrected]


def by_meter(rows: Sequence[ReadingRow]) -> dict[str, list[Reading]]:
    """The readings that stand, for each meter."""
    found = defaultdict[str, list[Reading]](list)
    for row in standing(rows):
        found[row.meter].append(reading_of(row))
    return dict(found)


def enterprises_to_watch(session: Session) -> Sequence[str]:
    """The credit codes of enterprises with readings, and with a case that may have cut their
    supply, in order."""
    code = col(ReadingRow.enterprise)
    cut = select(col(CaseRow.enterprise)).where(col(CaseRow.stage).in_(CUT_IN))
    return session.scalars(select(code).where(code.in_(cut)).distinct().order_by(code)).all()


def reading_of(row: ReadingRow) -> Reading:
    restart = None
    if row.ended_at is not None and row.began_at is not None:
        restart = Restart(Decimal(row.ended_at), Decimal(row.began_at))
    return Reading(
        kind=MeterKind(row.kind),
        point=row.point,
        read_at=datetime.fromisoformat(row.read_at),
        value=Decimal(row.value),
        source=row.source,
        restart=restart,
    )
