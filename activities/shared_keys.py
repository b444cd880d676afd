"""Signing for a department and verifying what it signed, with every key that counts (Standard
Webhooks). While a key is being replaced there are two: a message carries a signature by each, and
one by either is genuine."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from standardwebhooks import Webhook, WebhookVerificationError


class SharedKeys:
    def __init__(self, secrets: Sequence[str]) -> None:
        self._webhooks = [Webhook(secret) for secret in secrets]

    def sign(self, message_id: str, at: datetime, body: str) -> str:
        """The header's value."""
        return " ".join(webhook.sign(message_id, at, body) for webhook in self._webhooks)

    def verify(self, body: bytes, headers: Mapping[str, str]) -> None:
        """Raises WebhookVerificationError or ValueError unless it was signed just now with one of
        the keys."""
        problem: Exception = WebhookVerificationError("no key counts")
        for webhook in self._webhooks:
            try:
                webhook.verify(body, dict(headers), json_parse=False)
            except (WebhookVerificationError, ValueError) as wrong:
                problem = wrong
            else:
                return
        raise problem
