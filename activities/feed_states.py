"""A case as an event shows it, whole each time: docs/event-feed.md."""

from datetime import date, datetime

from pydantic import BaseModel

from domain.case import Case
from domain.catalogue import MeasureKind
from domain.enterprise import Enterprise
from domain.measures import Measure
from domain.orders import Order, OrderAction, Receipt
from domain.procedure import Way
from domain.requirements import Requirement
from domain.stages import Lateness, Stage


class OrderState(BaseModel):
    id: str
    action: OrderAction
    revision: int
    department: str
    issued_at: datetime
    receipt_by: date
    accepted: bool
    cancelled: bool
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
    undone: bool
    alarm: bool
    way: Way | None
    committed: bool
    announced: bool
    measures: list[MeasureState]


def case_state(enterprise: Enterprise, case: Case) -> CaseState:
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
        undone=bool(case.undone),
        alarm=case.alarm is not None,
        way=case.decision.way if case.decision else None,
        committed=case.committed,
        announced=case.fulfils(Requirement.ANNOUNCEMENT),
        measures=[
            _measure(measure)
            for measure in enterprise.measures.values()
            if measure.concerns(case.number)
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
        accepted=order.accepted_at is not None,
        cancelled=order.cancelled_at is not None,
        receipt=order.receipt,
    )
