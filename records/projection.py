"""The read model of an enterprise, computed from the folded state and from nothing else."""

from functools import cache

from pydantic import TypeAdapter

from domain.case import Case
from domain.enterprise import Enterprise
from domain.measures import Measure
from domain.order_states import due, since, state_of
from domain.orders import Order
from records.put import Row

NOTHING_DUE = "9999-12-31"


@cache
def _state() -> TypeAdapter[Enterprise]:
    """Takes a while to make: not for a process that only starts or looks on."""
    return TypeAdapter(Enterprise)


def enterprise_row(enterprise: Enterprise) -> Row:
    return {
        "code": enterprise.code,
        "name": enterprise.name,
        "sequence": enterprise.sequence,
        "head": enterprise.head,
        "finished": enterprise.finished,
        "irregular": bool(enterprise.irregular()),
        "state": _state().dump_json(enterprise).decode(),
    }


def enterprise_from(state: str) -> Enterprise:
    return _state().validate_json(state)


def case_row(enterprise: Enterprise, case: Case) -> Row:
    running = case.running
    due = case.due
    return {
        "number": case.number,
        "enterprise": enterprise.code,
        "enterprise_name": enterprise.name,
        "line": case.line.name,
        "district": case.line.district,
        "ground": case.procedure.ground,
        "stage": case.stage,
        "in_charge": case.in_charge.id if case.in_charge else "",
        "flagged_on": case.flagged_on,
        "due": due,
        "due_order": due.isoformat() if due else NOTHING_DUE,
        "provisional": bool(running and running.provisional),
        "overdue": case.overdue,
        "late": ",".join(case.late),
        "alarm": case.alarm is not None,
    }


def order_rows(enterprise: Enterprise, measure: Measure) -> list[Row]:
    return [_order_row(enterprise, measure, order) for order in measure.orders]


def _order_row(enterprise: Enterprise, measure: Measure, order: Order) -> Row:
    last_day = due(measure, order)
    return {
        "number": order.id,
        "enterprise": enterprise.code,
        "enterprise_name": enterprise.name,
        "case_number": order.case,
        "department": order.department,
        "district": enterprise.cases[order.case].line.district,
        "ground": enterprise.cases[order.case].procedure.ground,
        "measure": order.kind,
        "action": order.action,
        "target": order.target,
        "state": state_of(measure, order),
        "since": since(order).isoformat(),
        "issued_at": order.issued_at.isoformat(),
        "accepted_at": order.accepted_at.isoformat() if order.accepted_at else None,
        "receipt_by": order.receipt_by,
        "due": last_day,
        "due_order": last_day.isoformat() if last_day else NOTHING_DUE,
        "rung": order.rung,
        "reason": order.receipt.reason if order.receipt else "",
        "clerk": order.clerk,
    }
