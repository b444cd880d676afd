"""Subscriptions of other systems to the event feed: where to, of what, and how far each is."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, select, update
from sqlmodel import Field, Session, SQLModel, col

from domain.people import District
from records.sealing import Sealer

ACTIVE, PAUSED = "active", "paused"


class SubscriptionRow(SQLModel, table=True):
    """`position` is the last that its receiver has, or that was none of its concern. `kinds` and
    `districts` are separated by commas, empty for all. Times are UTC text: `failing_since` is when
    the receiver first failed since it last took something, `next_try_at` when to try again.
    `sealed` is the Standard Webhooks secret, for the id, as records/sealing.py keeps it."""

    __tablename__ = "subscription"

    id: str = Field(primary_key=True, max_length=32)
    name: str = Field(max_length=120)
    url: str = Field(max_length=500)
    kinds: str
    districts: str = Field(max_length=100)
    sealed: str = Field(max_length=1000)
    position: int
    state: str = Field(max_length=10)
    reason: str = Field(default="", max_length=200)
    failures: int = 0
    failing_since: str | None = Field(default=None, max_length=40)
    next_try_at: str = Field(max_length=40)
    by: str = Field(max_length=80)
    at: str = Field(max_length=40)

    @property
    def wanted_kinds(self) -> frozenset[str]:
        return frozenset(filter(None, self.kinds.split(",")))

    @property
    def wanted_districts(self) -> frozenset[District]:
        return frozenset(District(each) for each in self.districts.split(",") if each)


@dataclass(frozen=True, slots=True)
class NewSubscription:
    name: str
    url: str
    secret: str
    kinds: Sequence[str]
    districts: Sequence[District]
    position: int
    by: str


def make(session: Session, sealer: Sealer, new: NewSubscription) -> SubscriptionRow:
    """Raises SealError where there is nothing to seal with."""
    number = secrets.token_hex(16)
    now = datetime.now(UTC).isoformat()
    row = SubscriptionRow(
        id=number,
        name=new.name,
        url=new.url,
        kinds=",".join(new.kinds),
        districts=",".join(new.districts),
        sealed=sealer.seal(new.secret, number),
        position=new.position,
        state=ACTIVE,
        next_try_at=now,
        by=new.by,
        at=now,
    )
    session.add(row)
    return row


def find(session: Session, number: str) -> SubscriptionRow | None:
    return session.get(SubscriptionRow, number)


def every(session: Session) -> Sequence[SubscriptionRow]:
    """In the order in which they were made."""
    ordered = select(SubscriptionRow).order_by(col(SubscriptionRow.at), col(SubscriptionRow.id))
    return session.scalars(ordered).all()


def to_serve(session: Session, now: datetime) -> Sequence[SubscriptionRow]:
    """The active ones that no back-off keeps waiting."""
    return session.scalars(
        select(SubscriptionRow).where(
            col(SubscriptionRow.state) == ACTIVE,
            col(SubscriptionRow.next_try_at) <= now.isoformat(),
        )
    ).all()


def advance(session: Session, number: str, before: int, now: int) -> bool:
    """Whether it was where it is believed to be, and is now further on. One that was paused, put
    back or served by another worker meanwhile stays as it is."""
    moved = session.execute(
        update(SubscriptionRow)
        .where(*_at(number, before))
        .values(position=now, failures=0, failing_since=None, reason="")
    )
    return bool(moved.rowcount)  # type: ignore[attr-defined]  # of an UPDATE it is there


def put_off(session: Session, number: str, before: int, pause: timedelta, reason: str) -> None:
    """Its receiver failed: when to try again."""
    row = session.scalars(select(SubscriptionRow).where(*_at(number, before))).one_or_none()
    if row is not None:
        now = datetime.now(UTC)
        row.failures += 1
        row.failing_since = row.failing_since or now.isoformat()
        row.next_try_at = (now + pause).isoformat()
        row.reason = reason[:200]


def pause(row: SubscriptionRow, reason: str) -> None:
    row.state, row.reason = PAUSED, reason[:200]


def resume(row: SubscriptionRow, position: int | None) -> None:
    """At once, from where it was, or from behind another position."""
    row.state, row.reason, row.failures, row.failing_since = ACTIVE, "", 0, None
    row.next_try_at = datetime.now(UTC).isoformat()
    if position is not None:
        row.position = position


def reseal(session: Session, sealer: Sealer) -> int:
    """Every secret under the installation's first key; gives how many. Raises SealError."""
    rows = every(session)
    for row in rows:
        row.sealed = sealer.reseal(row.sealed, row.id)
    return len(rows)


def _at(number: str, position: int) -> tuple[ColumnElement[bool], ...]:
    return (
        col(SubscriptionRow.id) == number,
        col(SubscriptionRow.position) == position,
        col(SubscriptionRow.state) == ACTIVE,
    )
