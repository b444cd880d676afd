"""Standard Webhooks signatures, as both sides of docs/department-protocol.md use them."""

from collections.abc import Mapping
from datetime import UTC, datetime

from standardwebhooks import Webhook, WebhookVerificationError


def signed_headers(
    webhook: Webhook, message_id: str, body: str, at: datetime | None = None
) -> dict[str, str]:
    """The headers to send `body` with, now if no time is given; they are good for five minutes."""
    now = at or datetime.now(UTC)
    return {
        "content-type": "application/json",
        "webhook-id": message_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": webhook.sign(message_id, now, body),
    }


def is_genuine(webhook: Webhook, headers: Mapping[str, str], body: bytes) -> bool:
    """False for a signature that is missing, wrong, or over five minutes away from now."""
    try:
        webhook.verify(body, dict(headers), json_parse=False)
    except (WebhookVerificationError, ValueError):
        # The library lets ValueErrors of bad base64 or a missing comma through.
        return False
    return True
