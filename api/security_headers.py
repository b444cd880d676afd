"""What every answer tells the browser: run nothing but our own files, guess no types, keep no
copy, and show this in nobody's frame."""

from collections.abc import Sequence

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
NEVER_PLAIN = "max-age=31536000; includeSubDomains"
KEPT_BY_NOBODY = "no-store"
ONE_YEAR_FILES = ("/static-offline-docs/",)


class SecurityHeaders:
    """ASGI middleware. `secure`: the service is reached by https alone, and browsers are to hold
    it to that. What an answer says of its own caching stands."""

    def __init__(self, app: ASGIApp, *, secure: bool) -> None:
        self._app = app
        said = HEADERS | ({"Strict-Transport-Security": NEVER_PLAIN} if secure else {})
        self._raw: Sequence[tuple[bytes, bytes]] = [
            (name.lower().encode(), value.encode()) for name, value in said.items()
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        static = scope["path"].startswith(ONE_YEAR_FILES)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *self._raw]
                if not static:
                    MutableHeaders(scope=message).setdefault("Cache-Control", KEPT_BY_NOBODY)
            await send(message)

        return await self._app(scope, receive, with_headers)
