"""No request body beyond its limit: a larger one poisons workflow tasks further in. Nor one that
drips in for ever, and holds its connection meanwhile, nor a large one of who shows no token. Files
are too large to be held in memory: who takes them in reads them as they come, and meets the limit
on the way."""

import asyncio
import re

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.people import not_signed_in
from api.problems import ProblemError, answer
from domain.words import Text

COMMAND_BYTES = 256 * 1024
WORKBOOK_BYTES = 5 * 1024 * 1024
PAYLOADS_BYTES = 5 * 1024 * 1024
"""Temporal itself takes 2 MB in one payload; base64 adds a third, and its pages ask for several."""
WITH_WORKBOOKS = ("/plans", "/figures", "/readings/workbook")
WITH_PAYLOADS = ("/codec/",)
WITH_FILES = "/attachments"
_WITH_TOKEN = re.compile(rb"bearer +[\w.~+/-]+=*", re.IGNORECASE)
"""Of any form that there is (RFC 6750): Temporal's pages come with the token of another."""
ARRIVED_WITHIN_SECONDS = 60.0
FILE_ARRIVED_WITHIN_SECONDS = 600.0


class BodyLimit:
    """ASGI middleware: counts what arrives, whatever the Content-Length says. A file may have
    `file_bytes`."""

    def __init__(self, app: ASGIApp, file_bytes: int) -> None:
        self._app = app
        self._file_bytes = file_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        has_file = scope["path"] == WITH_FILES
        limit = self._file_bytes if has_file else _limit(scope["path"])
        headers = dict(scope["headers"])
        shows_token = _WITH_TOKEN.fullmatch(headers.get(b"authorization", b""))
        beyond = _too_large(limit)
        if limit > COMMAND_BYTES and not has_file and not shows_token:
            limit, beyond = COMMAND_BYTES, not_signed_in()
        length = headers.get(b"content-length", b"0")
        if length.isdigit() and int(length) > limit:
            return await answer(beyond)(scope, receive, send)
        if has_file:
            return await self._app(scope, _counted(receive, limit), send)
        try:
            async with asyncio.timeout(ARRIVED_WITHIN_SECONDS):
                body = await _arrived(receive, limit)
        except TimeoutError:
            return await answer(_too_slow())(scope, receive, send)
        if body is None:
            return await answer(beyond)(scope, receive, send)

        async def again() -> Message:
            return body.pop(0) if body else await receive()

        return await self._app(scope, again, send)


def _limit(path: str) -> int:
    if path.startswith(WITH_PAYLOADS):
        return PAYLOADS_BYTES
    return WORKBOOK_BYTES if path.startswith(WITH_WORKBOOKS) else COMMAND_BYTES


async def _arrived(receive: Receive, limit: int) -> list[Message] | None:
    """The whole body, None if it is larger than the limit."""
    body, arrived = [], 0
    while True:
        message = await receive()
        body.append(message)
        arrived += len(message.get("body", b""))
        if arrived > limit:
            return None
        if message["type"] != "http.request" or not message.get("more_body"):
            return body


def _counted(receive: Receive, limit: int) -> Receive:
    """Raises the problem where whoever reads gets beyond the limit, or has waited for too long."""
    arrived, until = 0, asyncio.get_running_loop().time() + FILE_ARRIVED_WITHIN_SECONDS

    async def counted() -> Message:
        nonlocal arrived
        try:
            async with asyncio.timeout_at(until):
                message = await receive()
        except TimeoutError:
            raise _too_slow() from None
        arrived += len(message.get("body", b""))
        if arrived > limit:
            raise _too_large(limit)
        return message

    return counted


def _too_slow() -> ProblemError:
    detail = Text("请求正文传输超时，请重新发送", "the body took too long; send it again")
    return ProblemError(408, "too_slow", detail, headers={"Connection": "close"})


def _too_large(limit: int) -> ProblemError:
    kilobytes = limit // 1024
    detail = Text(
        f"请求超过 {kilobytes} KB；文件请以附件引用",
        f"more than {kilobytes} KB; refer to files as attachments",
    )
    return ProblemError(413, "too_large", detail)
