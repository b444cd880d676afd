"""Lists of department orders, in pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, false, or_, select, true
from sqlmodel import Session, col

from domain.catalogue import MeasureKind
from domain.order_states import OrderState
from domain.people import District
from domain.places import Desk, Reach
from records.projection import NOTHING_DUE
from records.tables import OrderRow

Place = tuple[str, str]
"""The `due_order` and the number of the last order of a page."""


@dataclass(frozen=True, slots=True)
class OrderFilter:
    """`within` and `desks` bound what the reader may see, by its case or its department (S9); the
    rest is asked for. `waiting` are those that somebody has to answer or decide on."""

    within: tuple[Reach, ...] = ()
    desks: tuple[Desk, ...] = ()
    department: str | None = None
    district: District | None = None
    enterprise: str | None = None
    measure: MeasureKind | None = None
    state: OrderState | None = None
    waiting: bool | None = None


def orders(
    session: Session, wanted: OrderFilter, after: Place | None, size: int
) -> Sequence[OrderRow]:
    """A page of orders, what is due first first."""
    query = select(OrderRow).where(*_meets(wanted))
    if after is not None:
        due, number = after
        beyond = and_(col(OrderRow.due_order) == due, col(OrderRow.number) > number)
        query = query.where(or_(col(OrderRow.due_order) > due, beyond))
    ordered = query.order_by(col(OrderRow.due_order), col(OrderRow.number)).limit(size)
    return session.scalars(ordered).all()


def _meets(wanted: OrderFilter) -> list[ColumnElement[bool]]:
    exact = (
        (OrderRow.department, wanted.department),
        (OrderRow.district, wanted.district),
        (OrderRow.enterprise, wanted.enterprise),
        (OrderRow.measure, wanted.measure),
        (OrderRow.state, wanted.state),
    )
    conditions = [col(column) == value for column, value in exact if value is not None]
    conditions.append(or_(at_desks(wanted.desks), *map(_in_reach, wanted.within)))
    if wanted.waiting is True:
        conditions.append(col(OrderRow.due_order) < NOTHING_DUE)
    if wanted.waiting is False:
        conditions.append(col(OrderRow.due_order) == NOTHING_DUE)
    return conditions


def at_desks(desks: Sequence[Desk]) -> ColumnElement[bool]:
    return or_(false(), *map(_at_desk, desks))


def _at_desk(desk: Desk) -> ColumnElement[bool]:
    own = col(OrderRow.department) == desk.department
    if desk.districts is None:
        return own
    return and_(own, col(OrderRow.district).in_(desk.districts))


def _in_reach(reach: Reach) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = []
    if reach.districts is not None:
        conditions.append(col(OrderRow.district).in_(reach.districts))
    if reach.grounds is not None:
        conditions.append(col(OrderRow.ground).in_(reach.grounds))
    if reach.enterprise is not None:
        conditions.append(col(OrderRow.enterprise) == reach.enterprise)
    return and_(true(), *conditions)
