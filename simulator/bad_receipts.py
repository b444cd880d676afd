"""Receipts as somebody else would send them, or the department itself by mistake."""

from datetime import UTC, datetime, timedelta

from standardwebhooks import Webhook

from simulator.behaviour import BadReceipt
from simulator.messages import Brought, Receipt
from simulator.signatures import Signed, signed

LONG_AGO = timedelta(hours=1)
FORGER = Webhook("whsec_" + "Zm9yZ2Vy" * 4)


def bad_receipt(
    kind: BadReceipt, webhook: Webhook, receipt: Receipt, other_order: str | None
) -> Signed:
    """Signed with another secret; an hour ago; for an order never given; for `other_order`, another
    department's, or for one never given where there is none; without its evidence.
    """
    match kind:
        case "forged":
            webhook = FORGER
        case "unknown_order" | "other_order":
            stem, _, _ = receipt.order.rpartition("-o")
            order = (other_order if kind == "other_order" else None) or f"{stem}-o999999"
            receipt = receipt.model_copy(update={"order": order})
        case "unproved":
            receipt = receipt.model_copy(update={"evidence": Brought()})
    at = datetime.now(UTC) - (LONG_AGO if kind == "old" else timedelta(0))
    return signed(webhook, receipt.receipt, receipt.model_dump_json(exclude_defaults=True), at)
