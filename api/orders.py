"""Department orders 协办函: who waits for whom, since when, and what is due first (S8)."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel

from api.numbers import CreditCode, OrderInPath, enterprise_of
from api.people import NOBODYS, Person
from api.problems import documented, refused
from api.state import Shared, SharedState
from domain.calendar import local_date
from domain.catalogue import DEPARTMENTS, MEASURES, MeasureKind
from domain.ladder import RUNGS, Rung
from domain.order_states import ORDER_STATES, OrderState
from domain.orders import Order, OrderAction
from domain.people import Actor, District, Role
from domain.refusals import refuse
from domain.rights import CITY_WIDE, in_scope
from domain.words import Text
from records import queries
from records.database import reading
from records.orders import OrderFilter, orders
from records.tables import OrderRow

router = APIRouter(tags=["orders"])
_PLACE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}_[0-9A-Z]{18}-o[0-9]{1,6}$"


class OrderSummary(BaseModel):
    """One row of the list. It is in its `state` since then (UTC), and `waiting_days` days old if
    somebody still has to answer it or to decide on it, the last day for which is `due`; `rung` is
    the last that it has climbed since, `reason` why it was refused."""

    number: str
    enterprise: str
    enterprise_name: str
    case: str
    department: str
    department_label: Text
    district: District
    measure: MeasureKind
    measure_label: Text
    action: OrderAction
    target: str
    state: OrderState
    state_label: Text
    since: datetime
    issued_at: datetime
    accepted_at: datetime | None
    receipt_by: date
    due: date | None
    overdue: bool
    waiting_days: int | None
    rung: Rung | None
    rung_label: Text | None
    reason: str


class OrderPage(BaseModel):
    """`next` goes into `after` for the page that follows; None on the last."""

    orders: list[OrderSummary]
    next: str | None


@router.get("/orders", responses=documented(401, 403, 422, 503))
def list_orders(
    person: Person,
    shared: SharedState,
    waiting: Annotated[
        bool | None, Query(description="whether somebody has to answer it or decide on it")
    ] = None,
    state: OrderState | None = None,
    department: Annotated[str | None, Query(max_length=40)] = None,
    district: District | None = None,
    enterprise: CreditCode | None = None,
    measure: MeasureKind | None = None,
    after: Annotated[str | None, Query(pattern=_PLACE)] = None,
    size: Annotated[int, Query(ge=1, le=200)] = 50,
) -> OrderPage:
    """The orders that this person may see, what is due first first."""
    wanted = replace(
        _visible(person),
        waiting=waiting,
        state=state,
        of_department=department,
        district=district,
        enterprise=enterprise,
        measure=measure,
    )
    due, _, number = (after or "").partition("_")
    with reading(shared.engine) as session:
        rows = orders(session, wanted, (due, number) if after else None, size + 1)
    page = rows[:size]
    place = f"{page[-1].due_order}_{page[-1].number}" if len(rows) > size else None
    today = local_date(datetime.now(UTC))
    return OrderPage(orders=[_summary(row, today) for row in page], next=place)


@router.get("/orders/{number}", responses=documented(401, 403, 404, 422, 503))
def read_order(number: OrderInPath, person: Person, shared: SharedState) -> Order:
    """A department order, for the clerks of its department and whoever sees its case."""
    return _order(shared, person, number)


def _order(shared: Shared, person: Actor, number: str) -> Order:
    with reading(shared.engine) as session:
        enterprise = queries.enterprise(session, enterprise_of(number))
    order = enterprise.order(number) if enterprise else None
    if enterprise is None or order is None:
        raise refused(refuse("unknown_order", order=number))
    district = enterprise.cases[order.case].line.district
    theirs = person.role is Role.CLERK and person.department == order.department
    if not theirs and not in_scope(person, district, NOBODYS):
        raise refused(refuse("out_of_scope"))
    return order


def _visible(person: Actor) -> OrderFilter:
    """S9: nobody of an enterprise sees what departments are asked."""
    if person.role is Role.CLERK:
        return OrderFilter(department=person.department or NOBODYS)
    if person.role in CITY_WIDE:
        return OrderFilter()
    return OrderFilter(districts=person.districts)


def _summary(row: OrderRow, today: date) -> OrderSummary:
    rung = Rung(row.rung) if row.rung else None
    issued_at = datetime.fromisoformat(row.issued_at)
    return OrderSummary(
        **row.model_dump(exclude={"case_number", "due_order", "rung"}),
        case=row.case_number,
        department_label=DEPARTMENTS[row.department],
        measure_label=MEASURES[MeasureKind(row.measure)].label,
        state_label=ORDER_STATES[OrderState(row.state)],
        overdue=row.due is not None and row.due < today,
        waiting_days=(today - local_date(issued_at)).days if row.due else None,
        rung=rung,
        rung_label=RUNGS[rung].label if rung else None,
    )
