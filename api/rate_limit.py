"""How often one token, and one address, may ask: nobody's script takes the service from others."""

import hashlib
import time
from collections import Counter

from starlette.types import ASGIApp, Receive, Scope, Send

from api.pauses import here
from api.problems import ProblemError, answer
from domain.words import Text

NEVER_LIMITED = ("/health", "/ready")
WINDOW_SECONDS = 60.0


class RateLimit:
    """ASGI middleware within Source, each process counting for itself, in fixed minutes. An address
    is given more than a token, since a whole office may stand behind one; a department's system
    has none."""

    def __init__(self, app: ASGIApp, *, token_per_minute: int, address_per_minute: int) -> None:
        self._app = app
        self._of_token = token_per_minute
        self._of_address = address_per_minute
        self._counts = Counter[str]()
        self._window_ends = 0.0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] not in NEVER_LIMITED:
            now = time.monotonic()
            if now >= self._window_ends:
                self._counts.clear()
                self._window_ends = now + WINDOW_SECONDS
            for key, most in self._limits(scope):
                self._counts[key] += 1
                if self._counts[key] > most:
                    return await _too_many(self._window_ends - now)(scope, receive, send)
        return await self._app(scope, receive, send)

    def _limits(self, scope: Scope) -> list[tuple[str, int]]:
        """The address first: what it may not ask any more fills no memory with made-up tokens."""
        limits = [(f"address:{here()}", self._of_address)]
        token = dict(scope["headers"]).get(b"authorization")
        if token:  # hashed, as whoever reads this process's memory has no use for it
            limits.append((hashlib.sha256(token).hexdigest(), self._of_token))
        return limits


def _too_many(wait_seconds: float) -> ASGIApp:
    seconds = max(1, round(wait_seconds))
    detail = Text(
        f"请求过于频繁，请 {seconds} 秒后用同一编号重试",
        f"too many requests; try again with the same key in {seconds} s",
    )
    headers = {"Retry-After": str(seconds)}
    return answer(ProblemError(429, "too_many_requests", detail, headers=headers))
