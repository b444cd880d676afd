"""The feed of what is on record: every entry of the installation at a position of its own, without
gaps, in the order in which they came on record.

A position is taken under a lock that is held until its transaction ends: who reads a position has
all below it, and none will ever appear there. It is no part of the entry, whose bytes are the
same whoever writes it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, UniqueConstraint, and_, bindparam, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert
from sqlmodel import Field, Session, SQLModel, col

from domain.enterprise import Enterprise, apply
from domain.events import Entry, read
from records.tables import EntryRow

_ONE = 1


class FeedRow(SQLModel, table=True):
    __tablename__ = "feed"
    __table_args__ = (UniqueConstraint("enterprise", "sequence"),)

    # Given, never made up by the database, whose own numbers leave gaps.
    position: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    enterprise: str = Field(max_length=18)
    sequence: int


class FeedHeadRow(SQLModel, table=True):
    """One row: the last position that was taken. Whoever moves it on holds it."""

    __tablename__ = "feed_head"

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    last: int


_FEED = SQLModel.metadata.tables["feed"]
_HEAD = SQLModel.metadata.tables["feed_head"]
_APPEND = insert(_FEED)
Named = tuple[str, int]
"""An entry, by its enterprise and its number there."""


def append(connection: Connection, entries: Sequence[Named]) -> None:
    """The last thing a transaction does: others who put on record wait from here to its end."""
    if not entries:
        return
    first = _take(connection, len(entries)) - len(entries) + 1
    rows = [
        {"position": position, "enterprise": enterprise, "sequence": sequence}
        for position, (enterprise, sequence) in enumerate(entries, start=first)
    ]
    connection.execute(_APPEND, rows)


def _take(connection: Connection, count: int) -> int:
    """The last of so many positions."""
    taking = _taking(connection.dialect.name)
    last: int = connection.execute(taking, {"count": count}).scalar_one()
    return last


@cache
def _taking(dialect: str) -> ReturningInsert[Any]:
    """Made once: building it takes longer than running it."""
    new: postgresql.Insert | sqlite.Insert = (
        postgresql.insert(_HEAD) if dialect == "postgresql" else sqlite.insert(_HEAD)
    )
    count = bindparam("count", type_=_HEAD.c.last.type)
    taken = new.values(id=_ONE, last=count).on_conflict_do_update(
        index_elements=[_HEAD.c.id], set_={"last": _HEAD.c.last + count}
    )
    return taken.returning(_HEAD.c.last)


@dataclass(frozen=True, slots=True)
class Item:
    """An entry at its position, and its enterprise as it was once the entry was on record."""

    position: int
    entry: Entry
    enterprise: Enterprise


def last_position(session: Session) -> int:
    """0 before the first."""
    return session.scalars(select(func.max(col(FeedRow.position)))).one() or 0


def items(session: Session, after: int, size: int) -> list[Item]:
    """The next ones behind that position, in order. The state beside each is folded from the
    record, so that it is the same whenever it is asked for."""
    wanted = list(
        session.execute(
            select(col(FeedRow.position), col(FeedRow.enterprise), col(FeedRow.sequence))
            .where(col(FeedRow.position) > after)
            .order_by(col(FeedRow.position))
            .limit(size)
        )
    )
    positions = {(code, sequence): position for position, code, sequence in wanted}
    ends: dict[str, int] = {}
    for _, code, sequence in wanted:
        ends[code] = max(sequence, ends.get(code, 0))
    found = [item for code, end in ends.items() for item in _of(session, code, end, positions)]
    return sorted(found, key=lambda item: item.position)


def _of(session: Session, code: str, end: int, positions: dict[Named, int]) -> list[Item]:
    rows = session.execute(
        select(col(EntryRow.body), col(EntryRow.hash))
        .where(and_(col(EntryRow.enterprise) == code, col(EntryRow.sequence) <= end))
        .order_by(col(EntryRow.sequence))
    )
    found = []
    enterprise = Enterprise(code)
    for body, entry_hash in rows:
        entry = read(body)
        enterprise = apply(enterprise, entry, entry_hash)
        position = positions.get((code, entry.sequence))
        if position is not None:
            found.append(Item(position, entry, enterprise))
    return found
