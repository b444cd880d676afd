"""Standard Webhooks signatures, as both sides of docs/department-protocol.md use them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from standardwebhooks import Webhook, WebhookVerificationError


@dataclass(frozen=True)
class Signed:
    body: str
    headers: dict[str, str]


def signed(webhook: Webhook, message_id: str, body: str, at: datetime | None = None) -> Signed:
    """As it is sent, now if no time is given; it is good for five minutes."""
    now = at or datetime.now(UTC)
    headers = {
        "content-type": "application/json",
        "webhook-id": message_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": webhook.sign(message_id, now, body),
    }
    return Signed(body, headers)


def is_genuine(webhook: Webhook, headers: Mapping[str, str], body: bytes) -> bool:
    """False for a signature that is missing, wrong, or over five minutes away from now."""
    try:
        webhook.verify(body, dict(headers), json_parse=False)
    except (WebhookVerificationError, ValueError):
        # The library lets ValueErrors of bad base64 or a missing comma through.
        return False
    return True
