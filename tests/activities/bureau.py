"""A department that answers as it is told, be it nonsense, and keeps what it was sent."""

import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from pydantic import SecretStr

from settings import DepartmentSettings

SECRET = "whsec_YnVyZWF1LWJ1cmVhdS1idXJlYXUtYnVyZWF1LWI="


@dataclass(frozen=True)
class Sent:
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Bureau:
    """`silent` is set for it to take orders in and say nothing."""

    port: int = 0
    status: int = 202
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    sent: list[Sent] = field(default_factory=list)
    silent: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def settings(self) -> DepartmentSettings:
        url = f"http://127.0.0.1:{self.port}/power"
        return DepartmentSettings(url=url, secret=SecretStr(SECRET))


@contextmanager
def open_bureau(encrypted: ssl.SSLContext | None = None) -> Iterator[Bureau]:
    bureau = Bureau()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            bureau.sent.append(Sent(self.path, headers, body))
            if bureau.silent.is_set():
                bureau.over.wait()
            self.send_response(bureau.status)
            for name, value in bureau.headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(bureau.body)))
            self.end_headers()
            self.wfile.write(bureau.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        bureau.port = server.server_port
        if encrypted:
            server.socket = encrypted.wrap_socket(server.socket, server_side=True)
            server.handle_error = lambda *_: None  # type: ignore[method-assign] # who hangs up
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield bureau
        finally:
            bureau.over.set()
            server.shutdown()
            thread.join()
