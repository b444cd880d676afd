"""An event as other systems get it, in a list or by webhook: docs/event-feed.md."""

from dataclasses import fields
from datetime import date, datetime
from typing import Annotated, Any, get_args

from pydantic import AfterValidator, BaseModel, Field

from activities.feed_states import CaseState, case_state
from domain.accepting import AcceptOrder
from domain.case import Case
from domain.commands import ACTIONS
from domain.events import (
    Escalated,
    Event,
    Irregular,
    OrderAccepted,
    OrderCancelled,
    OrderIssued,
    Taken,
)
from domain.grounds import Ground
from domain.masking import NOBODY, masked
from domain.people import District, Role
from domain.receiving import ReceiveReceipt, ReportProgress
from domain.refused_orders import OrderAgain
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
    """Whoever gets it: other systems need nobody's name."""
    entry, enterprise = masked(item.entry, NOBODY), masked(item.enterprise, NOBODY)
    event, case = entry.event, enterprise.cases[entry.case]
    return FeedEvent(
        type=kind_of(item),
        position=item.position,
        time=entry.at,
        happened_on=entry.happened_on,
        enterprise=entry.enterprise,
        enterprise_name=enterprise.name,
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
        state=case_state(enterprise, case),
    )


def kind_of(item: Item) -> str:
    event = item.entry.event
    return event.action.kind if isinstance(event, Taken) else event.kind


def case_of(item: Item) -> Case:
    """As it stood once the event was on record."""
    return item.enterprise.cases[item.entry.case]


def _order(event: Event) -> str:
    match event:
        case Taken(
            action=AcceptOrder(order=number)
            | ReportProgress(order=number)
            | ReceiveReceipt(order=number)
            | OrderAgain(order=number)
        ):
            return number
        case OrderIssued(order=order):
            return order.id
        case OrderAccepted(order=number) | OrderCancelled(order=number) | Irregular(order=number):
            return number
        case Escalated(subject=number):
            return number
        case _:
            return ""
