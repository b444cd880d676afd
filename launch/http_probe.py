"""Asks a child over HTTP whether it is ready; small, because nothing else here needs a client."""

import asyncio

from launch.ports import LOOPBACK

ANSWER_SECONDS = 2.0


async def answers_ok(port: int, path: str) -> bool:
    """Whether `GET path` on 127.0.0.1 answers 200 within two seconds."""
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            reader, writer = await asyncio.open_connection(LOOPBACK, port)
            try:
                writer.write(f"GET {path} HTTP/1.0\r\nHost: {LOOPBACK}:{port}\r\n\r\n".encode())
                status = await reader.readline()
            finally:
                writer.close()
    except (OSError, TimeoutError):
        return False
    return status.split(b" ")[1:2] == [b"200"]
