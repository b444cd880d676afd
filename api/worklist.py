"""The work list of a clerk: the orders that wait for their departments, in their districts.
The receipt follows as in api/clerk_receipts.py."""

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel

from api.capacities import as_clerk, first
from api.giving import IdempotencyKey, fingerprint_of, give
from api.numbers import OrderInPath, enterprise_of
from api.pending import PENDING
from api.people import acting, desks, may
from api.problems import documented
from api.read_log import exported
from api.state import SharedState
from domain.accepting import AcceptOrder
from domain.catalogue import DEPARTMENTS, MEASURES, MeasureKind
from domain.commands import Command
from domain.ladder import Rung
from domain.order_states import ORDER_STATES, OrderState
from domain.orders import OrderAction
from domain.people import District, Person
from domain.words import Text
from records import order_desk
from records.database import reading
from records.departments import Channel, Department
from records.tables import OrderRow

router = APIRouter(tags=["worklist"])
_PLACE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}_[0-9A-Z]{18}-o[0-9]{1,6}$"


class WaitingOrder(BaseModel):
    """`channel` is how the department is reached now, None where it is not set up; `sent_before`
    says that its system may have got the order, over HTTP, before the list did: ask it first.
    `opened_at` is when a clerk first did, `clerk` who took it up."""

    number: str
    department: str
    department_label: Text
    measure: MeasureKind
    label: Text
    action: OrderAction
    target: str
    district: District
    enterprise: str
    enterprise_name: str
    state: OrderState
    state_label: Text
    issued_at: datetime
    due: date
    rung: Rung | None
    opened_at: datetime | None
    clerk: str
    channel: Channel | None
    sent_before: bool


class WorkList(BaseModel):
    """`next` goes into `after` for the page that follows; None on the last."""

    orders: list[WaitingOrder]
    next: str | None


class OrderTakenUp(BaseModel):
    order: str
    clerk: str


@router.get("/worklist", responses=documented(401, 403, 422, 503))
def work_list(
    request: Request,
    person: Annotated[Person, may("read_worklist")],
    shared: SharedState,
    after: Annotated[str | None, Query(pattern=_PLACE)] = None,
    size: Annotated[int, Query(ge=1, le=200)] = 50,
) -> WorkList:
    """What waits for the departments that this person is a clerk of, what is due first first."""
    exported(shared, acting(person, "read_worklist"), "worklist", request.url.query)
    own = desks(person, "read_worklist")
    due, _, number = (after or "").partition("_")
    place = (due, number) if after else None
    with reading(shared.engine) as session:
        rows = order_desk.waiting_orders(session, own, place, size + 1)
        opened = order_desk.first_seen(session, [row.number for row in rows])
    page, find = rows[:size], shared.directory.find
    return WorkList(
        orders=[_waiting(row, opened.get(row.number), find(row.department)) for row in page],
        next=f"{page[-1].due_order}_{page[-1].number}" if len(rows) > size else None,
    )


@router.post(
    "/orders/{number}/accept",
    summary="接收协办函 / accept an order",
    responses={**documented(400, 401, 403, 404, 409, 422, 503), **PENDING},
)
async def accept_order(
    number: OrderInPath,
    key: IdempotencyKey,
    person: Annotated[Person, may("accept_order")],
    shared: SharedState,
) -> OrderTakenUp:
    """A clerk takes the order up and will see to it: from now on it stays on the list."""
    fingerprint = fingerprint_of("accept_order", number)
    action, key_of_person = AcceptOrder(number), f"{person.id}:{key}"
    command = Command(key_of_person, "", first(person), action, fingerprint=fingerprint)
    await give(shared, enterprise_of(number), command, as_clerk(person, action))
    return OrderTakenUp(order=number, clerk=person.name)


def _waiting(
    row: OrderRow, opened_at: datetime | None, department: Department | None
) -> WaitingOrder:
    state, kind = OrderState(row.state), MeasureKind(row.measure)
    way = department.way_in(row.district) if department else None
    issued_at = datetime.fromisoformat(row.issued_at)
    sent_before = (
        way is not None
        and way.channel is Channel.WORKLIST
        and way.formerly is Channel.HTTP
        and way.since is not None
        and issued_at < way.since
    )
    assert row.due  # noqa: S101 - it is waited for
    return WaitingOrder(
        number=row.number,
        department=row.department,
        department_label=DEPARTMENTS[row.department],
        measure=kind,
        label=MEASURES[kind].label,
        action="impose" if row.action == "impose" else "lift",
        target=row.target,
        district=District(row.district),
        enterprise=row.enterprise,
        enterprise_name=row.enterprise_name,
        state=state,
        state_label=ORDER_STATES[state],
        issued_at=issued_at,
        due=row.due,
        rung=Rung(row.rung) if row.rung else None,
        opened_at=opened_at,
        clerk=row.clerk,
        channel=way.channel if way else None,
        sent_before=sent_before,
    )
