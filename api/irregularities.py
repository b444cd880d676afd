"""Enforcement at an hour that L6 bars, listed for the city's supervision."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel

from api.people import may
from api.problems import documented
from api.state import SharedState
from domain.catalogue import DEPARTMENTS, MEASURES, MeasureKind
from domain.enforcement import IRREGULARITIES, Irregularity
from domain.enterprise import Enterprise
from domain.orders import Order
from domain.people import District, Person
from domain.words import Text
from records import queries
from records.database import reading

router = APIRouter(tags=["orders"])


class IrregularOrder(BaseModel):
    """An order that its department carried out at `done_at`, and what L6 has against that."""

    enterprise: str
    enterprise_name: str
    case: str
    district: District
    order: str
    measure: MeasureKind
    measure_label: Text
    target: str
    department: str
    department_label: Text
    receipt: str
    done_at: datetime
    reason: Irregularity
    reason_label: Text


class IrregularOrders(BaseModel):
    """`next` goes into `after` for the page that follows; None on the last."""

    orders: list[IrregularOrder]
    next: str | None


@router.get("/irregularities", responses=documented(401, 403, 422, 503))
def list_irregularities(
    _: Annotated[Person, may("read_irregularities")],
    shared: SharedState,
    after: Annotated[str, Query(max_length=18, pattern=r"^[0-9A-Z]*$")] = "",
    size: Annotated[int, Query(ge=1, le=200)] = 50,
) -> IrregularOrders:
    """By enterprise, `size` enterprises a page."""
    with reading(shared.engine) as session:
        found = queries.with_irregular_orders(session, after, size + 1)
    page = found[:size]
    return IrregularOrders(
        orders=[_view(each, order) for each in page for order in each.irregular()],
        next=page[-1].code if len(found) > size else None,
    )


def _view(enterprise: Enterprise, order: Order) -> IrregularOrder:
    assert order.receipt  # noqa: S101 - it was found irregular by its receipt
    assert order.irregular  # noqa: S101 - likewise
    return IrregularOrder(
        enterprise=enterprise.code,
        enterprise_name=enterprise.name,
        case=order.case,
        district=enterprise.cases[order.case].line.district,
        order=order.id,
        measure=order.kind,
        measure_label=MEASURES[order.kind].label,
        target=order.target,
        department=order.department,
        department_label=DEPARTMENTS[order.department],
        receipt=order.receipt.number,
        done_at=order.receipt.done_at,
        reason=order.irregular,
        reason_label=IRREGULARITIES[order.irregular],
    )
