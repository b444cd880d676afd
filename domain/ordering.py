"""Department orders follow from who holds what (S6)."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.calendar import local_date
from domain.case import Case
from domain.deadlines import in_working_days
from domain.events import OrderIssued
from domain.measures import Measure, Order, OrderAction
from domain.turn import Turn


@dataclass(frozen=True, slots=True)
class _Chase:
    """When a receipt is due, and when its department is reminded and escalated (S8)."""

    receipt_by: date
    remind_at: datetime
    escalate_at: datetime


def issue_orders(turn: Turn) -> None:
    """S6: the first hold imposes, the last release lifts; each change of mind is a new order."""
    chases: dict[str, _Chase] = {}
    for measure in turn.enterprise.measures.values():
        action = measure.wanted
        if action is not None:
            case = turn.enterprise.cases[_occasion(measure)]
            if case.number not in chases:
                chases[case.number] = _chase(case, turn.at)
            order = _order(turn, measure, action, case, chases[case.number])
            turn.add(case.number, OrderIssued(order), order.rules)


def _occasion(measure: Measure) -> str:
    """The case that an order is for: the first that holds the measure, or gave it up last."""
    return measure.holders[0] if measure.holders else measure.released_by


def _order(turn: Turn, measure: Measure, action: OrderAction, case: Case, chase: _Chase) -> Order:
    last = measure.current
    return Order(
        id=f"{turn.enterprise.code}-o{turn.enterprise.orders + 1}",
        case=case.number,
        kind=measure.kind,
        target=measure.target,
        action=action,
        revision=last.revision + 1 if last else 1,
        department=measure.department,
        rules=(measure.rule,) if action == "impose" else ("S6",),
        document=_document(turn, measure, action, case),
        issued_at=turn.at,
        detail=measure.detail,
        receipt_by=chase.receipt_by,
        remind_at=chase.remind_at,
        escalate_at=chase.escalate_at,
    )


def _document(turn: Turn, measure: Measure, action: OrderAction, case: Case) -> str:
    """Of the decision or notice that the case needs it by; a lifting cites what released it."""
    if action == "lift":
        return turn.document
    return case.needs[measure.key].document


def _chase(case: Case, at: datetime) -> _Chase:
    today, procedure = local_date(at), case.procedure
    remind = in_working_days(today, procedure.receipt_reminder_days, case.calendar)
    escalate = in_working_days(today, procedure.receipt_days, case.calendar)
    return _Chase(escalate.last_day, remind.ends_at, escalate.ends_at)
