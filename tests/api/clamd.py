"""A clamd on a real socket: knows one virus, EICAR's, and can be told to misbehave."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VIRUS = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Clamd:
    """`answer` is given instead of its own, and nothing at all where it is empty."""

    def __init__(self) -> None:
        self.seen: list[bytes] = []
        self.answer: bytes | None = None

    def says(self, content: bytes) -> bytes:
        self.seen.append(content)
        if self.answer is not None:
            return self.answer
        found = b"Eicar-Test-Signature FOUND" if VIRUS in content else b"OK"
        return b"stream: " + found + b"\0"


class _Handler(socketserver.StreamRequestHandler):
    clamd: Clamd

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while length := struct.unpack("!I", self.rfile.read(4))[0]:
            content += self.rfile.read(length)
        self.wfile.write(self.clamd.says(content))


class _UnixServer(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True


class _TcpServer(socketserver.ThreadingTCPServer):
    daemon_threads = True


@contextmanager
def clamd_at(place: Path | None = None) -> Iterator[tuple[Clamd, int]]:
    """At a path, or at a port of this machine, which is given too."""
    clamd = Clamd()
    handler = type("Handler", (_Handler,), {"clamd": clamd})
    if place is not None:
        with _serving(_UnixServer(str(place), handler)):
            yield clamd, 0
    else:
        server = _TcpServer(("127.0.0.1", 0), handler)
        with _serving(server):
            yield clamd, server.socket.getsockname()[1]


@contextmanager
def _serving(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield
    server.shutdown()
    thread.join()
    server.server_close()
