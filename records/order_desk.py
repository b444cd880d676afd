"""What a department's work list keeps of an order beside the case's record: who opened it first,
and which notices of it went out. Times are UTC in ISO 8601."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import and_, or_, select
from sqlmodel import Field, Session, SQLModel, col

from domain.places import Desk
from records.orders import at_desks
from records.put import put
from records.tables import OrderRow


class OrderSeenRow(SQLModel, table=True):
    __tablename__ = "order_seen"

    order: str = Field(primary_key=True, max_length=40)
    by: str = Field(max_length=60)
    at: str = Field(max_length=40)


class OrderNoticeRow(SQLModel, table=True):
    """`message` is the notice's Message-ID without its domain."""

    __tablename__ = "order_notice"

    message: str = Field(primary_key=True, max_length=60)
    at: str = Field(max_length=40)


_SEEN = SQLModel.metadata.tables["order_seen"]
_NOTICE = SQLModel.metadata.tables["order_notice"]


def see(session: Session, order: str, by: str) -> bool:
    """Whether nobody had opened the order before."""
    if first_seen(session, [order]):
        return False
    now = datetime.now(UTC).isoformat()
    put(session.connection(), _SEEN, [{"order": order, "by": by, "at": now}], ())
    return True


def first_seen(session: Session, orders: Sequence[str]) -> dict[str, datetime]:
    """When each of those that were opened was first opened."""
    found: Any = session.execute(select(_SEEN.c.order, _SEEN.c.at).where(_SEEN.c.order.in_(orders)))
    return {row.order: datetime.fromisoformat(row.at) for row in found}


def waiting_orders(
    session: Session, desks: Sequence[Desk], after: tuple[str, str] | None, size: int
) -> Sequence[OrderRow]:
    """A page of the orders that wait at these desks, what is due first first; `after` is the last
    one's (due_order, number)."""
    query = select(OrderRow).where(at_desks(desks), col(OrderRow.due).is_not(None))
    if after is not None:
        due, number = after
        beyond = and_(col(OrderRow.due_order) == due, col(OrderRow.number) > number)
        query = query.where(or_(col(OrderRow.due_order) > due, beyond))
    ordered = query.order_by(col(OrderRow.due_order), col(OrderRow.number)).limit(size)
    return session.scalars(ordered).all()


def noticed(session: Session, message: str) -> bool:
    query = select(_NOTICE.c.message).where(_NOTICE.c.message == message)
    return session.execute(query).first() is not None


def note_notice(session: Session, message: str) -> None:
    now = datetime.now(UTC).isoformat()
    put(session.connection(), _NOTICE, [{"message": message, "at": now}], ())
