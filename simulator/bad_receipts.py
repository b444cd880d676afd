"""Receipts as somebody else would send them, or the department itself by mistake."""

from datetime import UTC, datetime, timedelta

from standardwebhooks import Webhook

from simulator.behaviour import BadReceipt
from simulator.messages import Receipt
from simulator.signatures import Signed, signed

LONG_AGO = timedelta(hours=1)
FORGER = Webhook("whsec_" + "Zm9yZ2Vy" * 4)


def bad_receipt(
    kind: BadReceipt, webhook: Webhook, receipt: Receipt, other_order: str | None
) -> Signed:
    """Signed with another secret, an hour ago, for an order that was never given, or for
    `other_order`, one of another department's; for one never given too where there is none."""
    body = receipt.model_dump_json(exclude_defaults=True)
    match kind:
        case "forged":
            return signed(FORGER, receipt.receipt, body)
        case "old":
            return signed(webhook, receipt.receipt, body, datetime.now(UTC) - LONG_AGO)
        case "unknown_order" | "other_order":
            stem, _, _ = receipt.order.rpartition("-o")
            order = (other_order if kind == "other_order" else None) or f"{stem}-o999999"
            other = receipt.model_copy(update={"order": order})
            return signed(webhook, receipt.receipt, other.model_dump_json(exclude_defaults=True))
