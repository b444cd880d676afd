"""Department orders 协办函: who waits for whom, since when, and what is due first (S8)."""

from datetime import UTC, date, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel

from api.numbers import CreditCode, OrderInPath, enterprise_of
from api.people import acting, acting_on, desks, may, visible
from api.problems import documented, refused
from api.read_log import case_read, exported
from api.state import Shared, SharedState
from domain.calendar import local_date
from domain.catalogue import DEPARTMENTS, MEASURES, MeasureKind
from domain.enterprise import Enterprise, place_of_order
from domain.ladder import RUNGS, Rung
from domain.masking import masked
from domain.order_states import ORDER_STATES, OrderState
from domain.orders import Order, OrderAction
from domain.people import ROLES, Actor, District, Person, Role
from domain.places import place_of
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
    """One row of the list. It is in its `state` since then (UTC). Where it waits to be answered or
    decided on, `waits_for` says by whom, `waiting_days` how many days after it was issued, and
    `due` until which day. `rung` is the last that it has climbed since, `reason` why it was
    refused, `clerk` who took it up."""

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
    waits_for: Text | None
    waiting_days: int | None
    rung: Rung | None
    rung_label: Text | None
    reason: str
    clerk: str


class OrderPage(BaseModel):
    """`next` goes into `after` for the page that follows; None on the last."""

    orders: list[OrderSummary]
    next: str | None


@router.get("/orders", responses=documented(401, 403, 422, 503))
def list_orders(
    request: Request,
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
    exported(shared, acting(person, "read_orders"), "orders", request.url.query)
    wanted = OrderFilter(
        within=visible(person, "read_orders"),
        desks=desks(person, "read_orders"),
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
    """A department order, for the clerks of its department there and whoever sees its case; that a
    clerk opened it is on record."""
    with reading(shared.engine) as session:
        enterprise = queries.enterprise(session, enterprise_of(number))
        opened = bool(order_desk.first_seen(session, [number]))
    order = enterprise.order(number) if enterprise else None
    if enterprise is None or order is None:
        raise refused(refuse("unknown_order", order=number))
    reader = _reader(shared, person, order, enterprise)
    case_read(shared, reader, order.case, f"order {number}")
    if reader.role is Role.CLERK and not opened:
        _is_opened(shared, reader, number)
    return masked(order, frozenset({reader.role}))


def _reader(shared: Shared, person: Person, order: Order, enterprise: Enterprise) -> Actor:
    """In which capacity; raises the problem if the order is none of the person's."""
    own = entitled(person, "read_orders", place_of_order(enterprise, order))
    if isinstance(own, Refusal):
        place = place_of(enterprise.cases[order.case])
        return acting_on(shared, person, "read_orders", order.id, place)
    return own[0]


def _is_opened(shared: Shared, clerk: Actor, number: str) -> None:
    with writing(shared.engine) as session:
        if order_desk.see(session, number, clerk.id):
            audit.note(session, "order_opened", actor=clerk.id, role=clerk.role, subject=number)


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
        waits_for=_waits_for(row) if row.due else None,
        waiting_days=(today - local_date(issued_at)).days if row.due else None,
        rung=rung,
        rung_label=RUNGS[rung].label if rung else None,
    )


def _waits_for(row: OrderRow) -> Text:
    refused = row.state == OrderState.REFUSED
    return ROLES[Role.SUPERVISOR] if refused else DEPARTMENTS[row.department]
