"""Temporal's pages are of another origin: a browser lets them ask the codec, and nobody else."""

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

ASKED_WITH = ("authorization", "authorization-extras", "content-type", "x-namespace")


class CodecOrigin:
    """ASGI middleware. `origin` is that of the pages, as `https://temporal.example`."""

    def __init__(self, app: ASGIApp, *, origin: str) -> None:
        self._app = app
        self._codec = CORSMiddleware(
            app, allow_origins=[origin], allow_methods=["POST"], allow_headers=ASKED_WITH
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        of_codec = scope["type"] == "http" and scope["path"].startswith("/codec/")
        await (self._codec if of_codec else self._app)(scope, receive, send)
