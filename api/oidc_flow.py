"""One sign-in on its way through a provider and back.

A browser holds one secret, in a cookie that no script reads; state, nonce and the PKCE verifier
are made from it. Whoever learns one of them knows neither the others nor the secret, and an
answer counts only in the browser that asked.
"""

import base64
import hashlib
import hmac
import secrets

LASTS_SECONDS = 600


class Flow:
    def __init__(self, secret: str | None = None) -> None:
        self.secret = secret or secrets.token_urlsafe(32)

    @property
    def state(self) -> str:
        return self._made_for("state")

    @property
    def nonce(self) -> str:
        return self._made_for("nonce")

    @property
    def verifier(self) -> str:
        return self._made_for("verifier")

    @property
    def challenge(self) -> str:
        """RFC 7636, S256."""
        return _encoded(hashlib.sha256(self.verifier.encode()).digest())

    def answers(self, state: str) -> bool:
        return hmac.compare_digest(self.state.encode(), state.encode())

    def _made_for(self, purpose: str) -> str:
        return _encoded(hmac.digest(self.secret.encode(), purpose.encode(), hashlib.sha256))


def _encoded(digest: bytes) -> str:
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
