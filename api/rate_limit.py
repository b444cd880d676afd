"""How often one token, and one address, may ask: nobody's script takes the service from others."""

import hashlib
import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from starlette.types import ASGIApp, Receive, Scope, Send

from api.pauses import here
from api.problems import ProblemError, answer
from domain.words import Text

NEVER_LIMITED = ("/health", "/ready")


class RateLimit:
    """ASGI middleware within Source, each process counting for itself. An address is given more
    than a token, since a whole office may stand behind one; a department's system has none."""

    def __init__(self, app: ASGIApp, *, token_per_minute: int, address_per_minute: int) -> None:
        self._app = app
        self._of_token = RateLimitItemPerMinute(token_per_minute)
        self._of_address = RateLimitItemPerMinute(address_per_minute)
        self._limiter = FixedWindowRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] not in NEVER_LIMITED:
            for item, key in self._counted(scope):
                if not self._limiter.hit(item, key):
                    again = self._limiter.get_window_stats(item, key).reset_time
                    return await _too_many(again)(scope, receive, send)
        return await self._app(scope, receive, send)

    def _counted(self, scope: Scope) -> list[tuple[RateLimitItemPerMinute, str]]:
        counted = [(self._of_address, f"address:{here()}")]
        token = dict(scope["headers"]).get(b"authorization")
        if token:  # hashed, as whoever reads this process's memory has no use for it
            counted.append((self._of_token, hashlib.sha256(token).hexdigest()))
        return counted


def _too_many(until: float) -> ASGIApp:
    """`until` in seconds of Unix time."""
    seconds = max(1, round(until - time.time()))
    detail = Text(
        f"请求过于频繁，请 {seconds} 秒后用同一编号重试",
        f"too many requests; try again with the same key in {seconds} s",
    )
    headers = {"Retry-After": str(seconds)}
    return answer(ProblemError(429, "too_many_requests", detail, headers=headers))
