"""How departments are reached: by which channel and at which address in which district. Which
measures they carry out is the catalogue's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlmodel import Field, Session, SQLModel

from domain.people import District
from records.department_keys import Key, keys_of_all
from records.put import put

EVERYWHERE = ""
"""In place of a district: wherever the department has no way of its own."""


class Channel(StrEnum):
    HTTP = "http"
    WORKLIST = "worklist"


class DepartmentRow(SQLModel, table=True):
    """`revision` counts the changes of its ways."""

    __tablename__ = "department"

    key: str = Field(primary_key=True, max_length=60)
    revision: int


class WayRow(SQLModel, table=True):
    __tablename__ = "department_way"

    department: str = Field(primary_key=True, max_length=60)
    district: str = Field(primary_key=True, max_length=20)
    channel: str = Field(max_length=20)
    url: str = Field(max_length=250)
    email: str = Field(max_length=120)
    since: str = Field(max_length=40)
    formerly: str = Field(max_length=20)


DEPARTMENT = SQLModel.metadata.tables["department"]
WAY = SQLModel.metadata.tables["department_way"]


@dataclass(frozen=True, slots=True)
class Way:
    """`email` is told of what comes onto the work list; `since` (UTC) is when this channel began,
    `formerly` the one before it."""

    district: District | None
    channel: Channel
    url: str = ""
    email: str = ""
    since: datetime | None = None
    formerly: Channel | None = None


@dataclass(frozen=True, slots=True)
class Department:
    """Its ways, and its keys, the newest first."""

    key: str
    revision: int = 0
    ways: tuple[Way, ...] = ()
    keys: tuple[Key, ...] = ()

    def way_in(self, district: str) -> Way | None:
        """The district's own way goes before the one for everywhere."""
        found = {way.district or EVERYWHERE: way for way in self.ways}
        return found.get(district) or found.get(EVERYWHERE)

    def live_keys(self) -> tuple[Key, ...]:
        now = datetime.now(UTC)
        return tuple(key for key in self.keys if key.live(now))


class ChangedMeanwhileError(Exception):
    """Somebody else has changed the department since it was read."""


def departments(session: Session) -> dict[str, Department]:
    """Those that were ever set up."""
    ways: dict[str, list[Way]] = {}
    for row in session.execute(select(WAY).order_by(WAY.c.district)):
        ways.setdefault(row.department, []).append(_way(row))
    keys = keys_of_all(session)
    return {
        row.key: Department(
            row.key, row.revision, tuple(ways.get(row.key, ())), tuple(keys.get(row.key, ()))
        )
        for row in session.execute(select(DEPARTMENT).order_by(DEPARTMENT.c.key))
    }


def department(session: Session, key: str) -> Department:
    """Without ways or keys where it was never set up."""
    return departments(session).get(key) or Department(key)


def change(
    session: Session, key: str, revision: int, ways: Sequence[Way]
) -> tuple[Department, Department]:
    """The department before and after its ways are replaced by these, whose `since` and
    `formerly` are worked out here. Raises ChangedMeanwhileError unless `revision` is its last."""
    before = locked(session, key)
    if before.revision != revision:
        raise ChangedMeanwhileError(key)
    now = datetime.now(UTC).isoformat()
    known = {way.district: way for way in before.ways}
    rows = [
        {
            "department": key,
            "district": way.district or EVERYWHERE,
            "channel": way.channel,
            "url": way.url,
            "email": way.email,
            **_begun(way, known.get(way.district) or before.way_in(EVERYWHERE), now),
        }
        for way in ways
    ]
    session.execute(delete(WAY).where(WAY.c.department == key))
    if rows:
        session.execute(insert(WAY), rows)
    this = DEPARTMENT.c.key == key
    session.execute(update(DEPARTMENT).where(this).values(revision=revision + 1))
    return before, department(session, key)


def locked(session: Session, key: str) -> Department:
    """The department as it is until the transaction's end."""
    put(session.connection(), DEPARTMENT, [{"key": key, "revision": 0}], ())
    session.execute(select(DEPARTMENT.c.key).where(DEPARTMENT.c.key == key).with_for_update())
    return department(session, key)


def _begun(way: Way, before: Way | None, now: str) -> dict[str, str]:
    if before is None or before.since is None:
        return {"since": now, "formerly": ""}
    if before.channel is way.channel:
        return {"since": before.since.isoformat(), "formerly": before.formerly or ""}
    return {"since": now, "formerly": before.channel}


def _way(row: Row[Any]) -> Way:
    return Way(
        District(row.district) if row.district else None,
        Channel(row.channel),
        row.url,
        row.email,
        datetime.fromisoformat(row.since),
        Channel(row.formerly) if row.formerly else None,
    )
