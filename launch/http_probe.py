"""Asks a child over HTTP; small, because a client for it would take longer to import."""

import asyncio

from launch.ports import LOOPBACK

ANSWER_SECONDS = 2.0


async def answers_ok(port: int, path: str) -> bool:
    """Whether `GET path` on 127.0.0.1 answers 200 within two seconds."""
    return await answer(port, path) is not None


async def answer(port: int, path: str, body: bytes | None = None) -> bytes | None:
    """What `GET path`, or `POST path` with a body of JSON, answers with 200 within two seconds."""
    content = body or b""
    request = (
        f"{'GET' if body is None else 'POST'} {path} HTTP/1.0\r\nHost: {LOOPBACK}:{port}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
    ).encode()
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            reader, writer = await asyncio.open_connection(LOOPBACK, port)
            try:
                writer.write(request + content)
                head, _, answered = (await reader.read()).partition(b"\r\n\r\n")
            finally:
                writer.close()
    except (OSError, TimeoutError):
        return None
    return answered if head.split(b" ")[1:2] == [b"200"] else None
