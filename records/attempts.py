"""Failed sign-ins as they are counted, and the places that people signed in from: domain/pauses.py
says what follows."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Table, delete, select
from sqlmodel import Field, Session, SQLModel, col

from domain.pauses import (
    EMPTY_AFTER,
    FAILED_RETURNS,
    FORGERIES,
    KNOWN_FOR,
    NONE,
    ONE_PLACE,
    ONE_SOURCE,
    STRANGERS,
    Pace,
)
from records.put import put


class FailuresRow(SQLModel, table=True):
    """Neither account nor address can be read from the key."""

    __tablename__ = "sign_in_failures"

    key: str = Field(primary_key=True, max_length=64)
    level: float
    at: str = Field(max_length=40)
    until: str = Field(max_length=40)


class KnownPlaceRow(SQLModel, table=True):
    __tablename__ = "known_place"

    key: str = Field(primary_key=True, max_length=64)
    account: str = Field(foreign_key="account.id", index=True, max_length=60)
    seen_at: str = Field(max_length=40)


_FAILURES = SQLModel.metadata.tables["sign_in_failures"]
_KNOWN = SQLModel.metadata.tables["known_place"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an attempt on an account comes from: a source address, and the token of a device that
    was remembered there, if one was shown."""

    account: str
    source: str
    device: str | None = None

    @property
    def device_key(self) -> str:
        return _key("device", self.account, self.device or "")

    @property
    def source_key(self) -> str:
        return _key("place", self.account, self.source)


def begin(session: Session, place: Place) -> timedelta | None:
    """Counts an attempt as failed before its password is looked at, so that many at once gain
    nothing. A pause still to be waited is given instead, and then nothing is counted."""
    return count(session, _buckets(session, place))


def pause(session: Session, place: Place) -> timedelta:
    """How long the next attempt from there has to wait."""
    paces = dict(_buckets(session, place))
    rows = session.scalars(select(FailuresRow).where(col(FailuresRow.key).in_(list(paces))))
    return _longest_wait(rows.all(), paces, datetime.now(UTC))


def succeeded(session: Session, place: Place) -> None:
    """Takes the attempt back, and knows its source from now on."""
    for bucket in sorted(_buckets(session, place)):  # locked in one order, as by `count`
        if bucket[1] is ONE_PLACE:
            clear(session, bucket)
        else:
            take_back(session, bucket)
    now = datetime.now(UTC)
    _remember(session, place.account, place.source_key)
    if place.device and _knows(session, place.device_key):
        _remember(session, place.account, place.device_key)
    _drop(session, _KNOWN, _KNOWN.c.seen_at < (now - KNOWN_FOR).isoformat())
    _drop(session, _FAILURES, _FAILURES.c.at < (now - EMPTY_AFTER).isoformat())


def _remember(session: Session, account: str, key: str) -> None:
    seen = {"key": key, "account": account, "seen_at": datetime.now(UTC).isoformat()}
    put(session.connection(), _KNOWN, [seen], ("seen_at",))


def new_device(session: Session, account: str) -> str:
    """A token that says in later attempts that they come from the same device."""
    device = secrets.token_urlsafe(24)
    _remember(session, account, Place(account, "", device).device_key)
    return device


def forget_places(session: Session, account: str) -> None:
    session.execute(delete(_KNOWN).where(_KNOWN.c.account == account))


def count(session: Session, buckets: Sequence[tuple[str, Pace]]) -> timedelta | None:
    """As `begin`, for buckets of any kind. Who waits leaves nothing behind, whatever new names the
    attempts are made under; those that came at once are looked at again under the lock."""
    now, paces = datetime.now(UTC), dict(buckets)
    query = select(FailuresRow).where(col(FailuresRow.key).in_(list(paces)))
    wait = _longest_wait(session.scalars(query).all(), paces, now)
    if wait > NONE:
        return wait
    blank = {"level": 0.0, "at": now.isoformat(), "until": ""}
    put(session.connection(), _FAILURES, [{"key": key, **blank} for key, _ in sorted(buckets)], ())
    held = session.scalars(
        query.order_by(col(FailuresRow.key)).with_for_update(),
        execution_options={"populate_existing": True},
    ).all()
    wait = _longest_wait(held, paces, now)
    if wait > NONE:
        return wait
    for row in held:
        pace = paces[row.key]
        row.level = pace.after_another(row.level, now - datetime.fromisoformat(row.at))
        row.at = now.isoformat()
        row.until = (now + pace.pause(row.level)).isoformat()
    return None


def clear(session: Session, bucket: tuple[str, Pace]) -> None:
    session.execute(delete(_FAILURES).where(_FAILURES.c.key == bucket[0]))


def take_back(session: Session, bucket: tuple[str, Pace]) -> None:
    """An attempt that was counted, and succeeded."""
    row = session.get(FailuresRow, bucket[0], with_for_update=True)
    if row is not None:
        row.level, row.until = max(0.0, row.level - 1), ""


def own_bucket(account: str) -> tuple[str, Pace]:
    """Of who is signed in and says the password again."""
    return _key("own", account), ONE_PLACE


def source_bucket(source: str) -> tuple[str, Pace]:
    return _key("source", source), ONE_SOURCE


def forgery_bucket(department: str, source: str) -> tuple[str, Pace]:
    return _key("forgeries", department, source), FORGERIES


def return_bucket(source: str) -> tuple[str, Pace]:
    """Of who comes back from a provider."""
    return _key("return", source), FAILED_RETURNS


def _buckets(session: Session, place: Place) -> list[tuple[str, Pace]]:
    if place.device and _knows(session, place.device_key):
        return [(place.device_key, ONE_PLACE)]
    here = (place.source_key, ONE_PLACE)
    if _knows(session, place.source_key):
        return [here]
    strangers = (_key("strangers", place.account), STRANGERS)
    return [here, source_bucket(place.source), strangers]


def _longest_wait(
    rows: Sequence[FailuresRow], paces: Mapping[str, Pace], now: datetime
) -> timedelta:
    return max((_wait(row, paces[row.key], now) for row in rows), default=NONE)


def _wait(row: FailuresRow, pace: Pace, now: datetime) -> timedelta:
    left = datetime.fromisoformat(row.until) - now if row.until else NONE
    return pace.still_to_wait(left)


def _knows(session: Session, key: str) -> bool:
    query = select(_KNOWN.c.seen_at).where(_KNOWN.c.key == key)
    seen_at = session.scalar(query)
    return seen_at is not None and datetime.fromisoformat(seen_at) > datetime.now(UTC) - KNOWN_FOR


def _drop(session: Session, table: Table, which: ColumnElement[bool]) -> None:
    """What somebody holds at this moment is in use again, and stays."""
    free = select(table.c.key).where(which).with_for_update(skip_locked=True)
    session.execute(delete(table).where(table.c.key.in_(free)))


def _key(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
