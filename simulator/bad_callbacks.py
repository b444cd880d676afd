"""Receipts as somebody else would send them, or the department itself by mistake."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from standardwebhooks import Webhook

from simulator.behaviour import BadCallback
from simulator.messages import Receipt
from simulator.signatures import signed_headers

LONG_AGO = timedelta(hours=1)
FORGER = Webhook("whsec_" + "Zm9yZ2Vy" * 4)


@dataclass(frozen=True)
class Bad:
    body: str
    headers: dict[str, str]


def bad_callback(kind: BadCallback, webhook: Webhook, receipt: Receipt) -> Bad:
    """Signed with another secret, an hour ago, or for an order that was never given."""
    body = receipt.model_dump_json(exclude_defaults=True)
    match kind:
        case "forged":
            return Bad(body, signed_headers(FORGER, receipt.receipt, body))
        case "old":
            at = datetime.now(UTC) - LONG_AGO
            return Bad(body, signed_headers(webhook, receipt.receipt, body, at))
        case "unknown_order":
            stem, _, _ = receipt.order.rpartition("-o")
            other = receipt.model_copy(update={"order": f"{stem}-o999999"})
            body = other.model_dump_json(exclude_defaults=True)
            return Bad(body, signed_headers(webhook, receipt.receipt, body))
