"""An event as other systems get it, in a list or by webhook: docs/event-feed.md."""

from dataclasses import fields
from datetime import date, datetime
from typing import Annotated, Any, get_args

from pydantic import AfterValidator, BaseModel, Field

from domain.case import Case
from domain.catalogue import MeasureKind
from domain.commands import ACTIONS
from domain.enterprise import Enterprise
from domain.events import (
    Escalated,
    Event,
    Irregular,
    OrderAccepted,
    OrderIssued,
    OrderReminded,
    Taken,
)
from domain.grounds import Ground
from domain.measures import Measure, Order, OrderAction, Receipt
from domain.people import District, Role
from domain.procedure import Way
from domain.receiving import ReceiveReceipt
from domain.stages import Lateness, Stage
from domain.telling import tell
from domain.words import Text
from records.feed import Item


def _kind(event: type[Any]) -> str:
    return next(str(field.default) for field in fields(event) if field.name == "kind")


KINDS = (
    *ACTIONS,
    *(_kind(event) for event in get_args(get_args(Event)[0]) if event is not Taken),
)
"""Every type that an event may have: a command by its own name, what time or a department brought
about by that of its entry."""


def _known(kind: str) -> str:
    if kind not in KINDS:
        raise ValueError("没有此类事件 / no such type of event")
    return kind


EventKind = Annotated[str, AfterValidator(_known), Field(json_schema_extra={"enum": [*KINDS]})]


class OrderState(BaseModel):
    id: str
    action: OrderAction
    revision: int
    department: str
    issued_at: datetime
    receipt_by: date
    accepted: bool
    receipt: Receipt | None


class MeasureState(BaseModel):
    """`holders` are the cases that need it; `in_force` once the last order's receipt says so."""

    kind: MeasureKind
    target: str
    department: str
    holders: list[str]
    in_force: bool
    orders: list[OrderState]


class CaseState(BaseModel):
    """The case once this event was on record; days are those of China. `deadline` is the last day
    of the rectification period, `limit` of the stage, `inspection` of the next inspection after
    the exit, `due` of what runs now."""

    stage: Stage
    since: date
    due: date | None
    provisional: bool
    deadline: date | None
    limit: date | None
    inspection: date | None
    late: list[Lateness]
    overdue: bool
    suspended: bool
    alarm: bool
    way: Way | None
    committed: bool
    announced: bool
    measures: list[MeasureState]


class FeedEvent(BaseModel):
    """`time` is when it came on record, `happened_on` the day in China that it is dated;
    `order` is the department order that it is about, empty for none."""

    type: str
    position: int
    time: datetime
    happened_on: date
    enterprise: str
    enterprise_name: str
    case: str
    line: str
    district: District
    ground: Ground
    role: Role
    outcome: str
    order: str
    summary: Text
    rules: list[str]
    document: str
    state: CaseState


def feed_event(item: Item) -> FeedEvent:
    entry, case = item.entry, item.enterprise.cases[item.entry.case]
    event = entry.event
    return FeedEvent(
        type=kind_of(item),
        position=item.position,
        time=entry.at,
        happened_on=entry.happened_on,
        enterprise=entry.enterprise,
        enterprise_name=item.enterprise.name,
        case=case.number,
        line=case.line.name,
        district=case.line.district,
        ground=case.procedure.ground,
        role=entry.by.role,
        outcome=event.outcome if isinstance(event, Taken) else "",
        order=_order(event),
        summary=tell(entry),
        rules=list(entry.rules),
        document=entry.document,
        state=_case(item.enterprise, case),
    )


def kind_of(item: Item) -> str:
    event = item.entry.event
    return event.action.kind if isinstance(event, Taken) else event.kind


def district_of(item: Item) -> District:
    return item.enterprise.cases[item.entry.case].line.district


def _order(event: Event) -> str:
    match event:
        case Taken(action=ReceiveReceipt(order=number)):
            return number
        case OrderIssued(order=order):
            return order.id
        case OrderAccepted(order=number) | OrderReminded(order=number) | Irregular(order=number):
            return number
        case Escalated(subject=number):
            return number
        case _:
            return ""


def _case(enterprise: Enterprise, case: Case) -> CaseState:
    running = case.running
    return CaseState(
        stage=case.stage,
        since=case.since,
        due=case.due,
        provisional=bool(running and running.provisional),
        deadline=case.deadline.last_day if case.deadline else None,
        limit=case.limit.last_day if case.limit else None,
        inspection=case.inspection.last_day if case.inspection else None,
        late=list(case.late),
        overdue=case.overdue,
        suspended=case.suspension is not None,
        alarm=case.alarm is not None,
        way=case.decision.way if case.decision else None,
        committed=case.committed,
        announced=case.announced,
        measures=[
            _measure(measure)
            for measure in enterprise.measures.values()
            if case.number in {*measure.holders, *(order.case for order in measure.orders)}
        ],
    )


def _measure(measure: Measure) -> MeasureState:
    return MeasureState(
        kind=measure.kind,
        target=measure.target,
        department=measure.department,
        holders=list(measure.holders),
        in_force=measure.in_force,
        orders=[_order_state(order) for order in measure.orders],
    )


def _order_state(order: Order) -> OrderState:
    return OrderState(
        id=order.id,
        action=order.action,
        revision=order.revision,
        department=order.department,
        issued_at=order.issued_at,
        receipt_by=order.receipt_by,
        accepted=order.accepted,
        receipt=order.receipt,
    )
