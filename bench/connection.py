"""One connection to the API, kept open: HTTP as plain as it gets, since a client library takes a
third as much of the processor as the API does, and is no part of what is measured."""

import asyncio
import json
import secrets
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

NOBODY_ANSWERED = (202, 503)
AGAIN_SECONDS = 0.5


class Connection:
    """`async with` it, and ask one thing at a time: the API closes it after seconds of silence."""

    def __init__(self, api_url: str) -> None:
        self._address = urlsplit(api_url)

    async def __aenter__(self) -> Self:
        self._reader, self._writer = await asyncio.open_connection(
            self._address.hostname, self._address.port
        )
        return self

    async def __aexit__(
        self,
        _: type[BaseException] | None,
        __: BaseException | None,
        ___: TracebackType | None,
    ) -> None:
        self._writer.close()

    async def get(self, token: str, path: str) -> Any:
        return _good(*await self._ask("GET", token, path))

    async def give(self, token: str, path: str, body: dict[str, Any]) -> Any:
        """A command under a key of its own, sent again with it for as long as nobody answers."""
        key, content = secrets.token_hex(12), json.dumps(body).encode()
        while True:
            status, answer = await self._ask("POST", token, path, key, content)
            if status not in NOBODY_ANSWERED:
                return _good(status, answer)
            await asyncio.sleep(AGAIN_SECONDS)

    async def _ask(
        self, method: str, token: str, path: str, key: str = "", content: bytes = b""
    ) -> tuple[int, bytes]:
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: {self._address.netloc}",
            f"Authorization: Bearer {token}",
            *((f"Idempotency-Key: {key}", "Content-Type: application/json") if key else ()),
            f"Content-Length: {len(content)}",
        ]
        self._writer.write("\r\n".join((*lines, "", "")).encode() + content)
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = head.partition("content-length: ")[2].partition("\r\n")[0]
        return int(head.split(" ", 2)[1]), await self._reader.readexactly(int(length))


def _good(status: int, body: bytes) -> Any:
    assert status < 300, (status, body)
    return json.loads(body)
