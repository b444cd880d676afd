"""Department orders follow from who holds what (S6)."""

from domain.calendar import local_date
from domain.deadlines import in_working_days
from domain.events import OrderIssued
from domain.measures import MEASURES, Order
from domain.turn import Turn


def issue_orders(turn: Turn) -> None:
    """S6: the first hold imposes, the last release lifts; each change of mind is a new order."""
    for measure in turn.enterprise.measures.values():
        action = measure.wanted
        if action is None:
            continue
        last = measure.current
        number = measure.holders[0] if measure.holders else last.case if last else ""
        case = turn.enterprise.cases[number]
        decision, rule = case.decision, MEASURES[measure.kind]
        procedure, today = case.procedure, local_date(turn.at)
        remind = in_working_days(today, procedure.receipt_reminder_days, case.calendar)
        escalate = in_working_days(today, procedure.receipt_days, case.calendar)
        order = Order(
            id=f"{turn.enterprise.code}-o{turn.enterprise.orders + 1}",
            case=number,
            kind=measure.kind,
            target=measure.target,
            action=action,
            revision=last.revision + 1 if last else 1,
            department=rule.department,
            rules=(rule.rule,) if action == "impose" else ("S6",),
            document=decision.document if decision else "",
            issued_at=turn.at,
            receipt_by=escalate.last_day,
            remind_at=remind.ends_at,
            escalate_at=escalate.ends_at,
        )
        turn.add(number, OrderIssued(order), order.rules)
