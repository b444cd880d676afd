"""Department orders 协办函: who waits for whom, since when, and what is due first (S8)."""

from datetime import UTC, date, datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel

from api.numbers import CreditCode, OrderInPath, enterprise_of
from api.people import acting_on, may, visible
from api.problems import documented, refused
from api.read_log import case_read
from api.state import Shared, SharedState
from domain.calendar import local_date
from domain.case import Case
from domain.catalogue import DEPARTMENTS, MEASURES, MeasureKind
from domain.ladder import RUNGS, Rung
from domain.masking import masked
from domain.order_states import ORDER_STATES, OrderState
from domain.orders import Order, OrderAction
from domain.people import Actor, District, Person, Role
from domain.places import OfDepartment, place_of
from domain.refusals import Refusal, refuse
from domain.rights import entitled
from domain.words import Text
from records import audit, order_desk, queries
from records.database import reading, writing
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
    person: Annotated[Person, may("read_orders")],
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
    wanted = OrderFilter(
        within=visible(person, "read_orders"),
        departments=_departments(person),
        waiting=waiting,
        state=state,
        department=department,
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
def read_order(
    number: OrderInPath, person: Annotated[Person, may("read_orders")], shared: SharedState
) -> Order:
    """A department order, for the clerks of its department and whoever sees its case; that a clerk
    opened it is on record."""
    with reading(shared.engine) as session:
        enterprise = queries.enterprise(session, enterprise_of(number))
        opened = bool(order_desk.first_seen(session, [number]))
    order = enterprise.order(number) if enterprise else None
    if enterprise is None or order is None:
        raise refused(refuse("unknown_order", order=number))
    reader = _reader(shared, person, order, enterprise.cases[order.case])
    case_read(shared, reader, order.case, f"order {number}")
    if reader.role is Role.CLERK and not opened:
        _is_opened(shared, reader, number)
    return masked(order, frozenset({reader.role}))


def _reader(shared: Shared, person: Person, order: Order, case: Case) -> Actor:
    """In which capacity; raises the problem if the order is none of the person's."""
    own = entitled(person, "read_orders", OfDepartment(order.department))
    if isinstance(own, Refusal):
        return acting_on(shared, person, "read_orders", order.id, place_of(case))
    return own[0]


def _is_opened(shared: Shared, clerk: Actor, number: str) -> None:
    with writing(shared.engine) as session:
        if order_desk.see(session, number, clerk.id):
            audit.note(session, "order_opened", actor=clerk.id, role=clerk.role, subject=number)


def _departments(person: Person) -> tuple[str, ...]:
    found = entitled(person, "read_orders")
    capacities = () if isinstance(found, Refusal) else found
    return tuple(each.department for each in capacities if each.department)


def _summary(row: OrderRow, today: date) -> OrderSummary:
    rung = Rung(row.rung) if row.rung else None
    issued_at = datetime.fromisoformat(row.issued_at)
    return OrderSummary(
        **row.model_dump(exclude={"case_number", "due_order", "ground", "rung"}),
        case=row.case_number,
        department_label=DEPARTMENTS[row.department],
        measure_label=MEASURES[MeasureKind(row.measure)].label,
        state_label=ORDER_STATES[OrderState(row.state)],
        overdue=row.due is not None and row.due < today,
        waiting_days=(today - local_date(issued_at)).days if row.due else None,
        rung=rung,
        rung_label=RUNGS[rung].label if rung else None,
    )
