"""What a department is sent, as docs/department-protocol.md says."""

from activities.messages import ToDeliver
from domain.orders import Order


def order_body(what: ToDeliver, order: Order, district: str, callback: str) -> dict[str, object]:
    """What an order does not have is left out, so that one sent before a field was known has the
    same content when it is sent again (S5)."""
    optional = {
        "particulars": order.particulars or None,
        "evidence": order.evidence or None,
        "not_before": order.not_before.isoformat() if order.not_before else None,
        "emergency": order.emergency or None,
    }
    return {
        "order": order.id,
        "department": order.department,
        "measure": order.kind,
        "action": order.action,
        "revision": order.revision,
        "target": order.target,
        "district": district,
        "enterprise": {"code": what.enterprise, "name": what.name},
        "case": order.case,
        "rules": order.rules,
        "document": order.document,
        "issued_at": order.issued_at.isoformat(),
        "accept_by": order.accept_by.isoformat(),
        "receipt_by": order.receipt_by.isoformat(),
        "callback": callback,
        **{name: value for name, value in optional.items() if value is not None},
    }


def cancellation_body(what: ToDeliver, order: Order, callback: str) -> dict[str, object]:
    assert order.cancelled_at  # noqa: S101 - it is sent for a cancelled order
    return {
        "order": order.id,
        "department": order.department,
        "enterprise": {"code": what.enterprise, "name": what.name},
        "measure": order.kind,
        "target": order.target,
        "revision": order.revision,
        "document": order.cancelled_on,
        "cancelled_at": order.cancelled_at.isoformat(),
        "answer_by": order.due.isoformat(),
        "callback": callback,
    }
