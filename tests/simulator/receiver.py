"""A sender's side of the callbacks: an HTTP server that keeps what it gets."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from threading import Event, Semaphore, Thread


@dataclass(frozen=True)
class Received:
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Receiver:
    """`answers` are the status codes to give next, then 204; none is given unless `open` is set."""

    port: int
    answers: list[int] = field(default_factory=list)
    received: Queue[Received] = field(default_factory=Queue)
    arrived: Semaphore = field(default_factory=lambda: Semaphore(0))
    open: Event = field(default_factory=Event)

    def __post_init__(self) -> None:
        self.open.set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/departments/power/receipts"

    def next(self) -> Received:
        return self.received.get(timeout=60)


@contextmanager
def receiving(receiver: Receiver) -> Iterator[Receiver]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            receiver.arrived.release()
            receiver.open.wait()
            # Before it is answered: the next one is sent then.
            receiver.received.put(Received(headers, body))
            self.send_response(receiver.answers.pop(0) if receiver.answers else 204)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    with ThreadingHTTPServer(("127.0.0.1", receiver.port), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield receiver
        finally:
            receiver.open.set()
            server.shutdown()
            thread.join()
