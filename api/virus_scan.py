"""Has a clamd look at a file before it is kept (its INSTREAM command)."""

import asyncio
import struct
from typing import IO

from settings.attachments import ScannerSettings

_CHUNK_BYTES = 64 * 1024
_CLEAN = "stream: OK"
_FOUND = " FOUND"
_NO_ANSWER = (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError)


class ScannerAwayError(Exception):
    """It did not say whether the file is clean, and so it is not known to be."""


async def virus_in(content: IO[bytes], scanner: ScannerSettings) -> str | None:
    """What it found, by its own name; None where it says that all is well. Raises
    ScannerAwayError."""
    try:
        async with asyncio.timeout(scanner.timeout_seconds):
            answer = await _asked(content, scanner)
    except _NO_ANSWER as problem:
        raise ScannerAwayError(type(problem).__name__) from problem
    if answer == _CLEAN:
        return None
    if answer.endswith(_FOUND):
        return answer.removeprefix("stream: ").removesuffix(_FOUND)
    raise ScannerAwayError(answer)


async def _asked(content: IO[bytes], scanner: ScannerSettings) -> str:
    reader, writer = await (
        asyncio.open_unix_connection(scanner.socket)
        if scanner.socket
        else asyncio.open_connection(scanner.host, scanner.port)
    )
    try:
        writer.write(b"zINSTREAM\0")
        content.seek(0)
        while chunk := content.read(_CHUNK_BYTES):
            writer.write(struct.pack("!I", len(chunk)) + chunk)
            await writer.drain()
        writer.write(struct.pack("!I", 0))
        await writer.drain()
        answer = await reader.readuntil(b"\0")
    finally:
        writer.close()
    return answer.removesuffix(b"\0").decode(errors="replace")
