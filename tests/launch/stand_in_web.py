"""Stands in for the API or the simulator: answers 200 to everything on the port in argv[1]'s name.

At SIGTERM it notes the name in argv[2], and whether Temporal was still there, in STAND_IN_NOTES.
"""

import http.server
import os
import signal
import socket
import sys
from pathlib import Path


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(str(os.getpid()).encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


def temporal_is_there() -> bool:
    host, port = os.environ["TEMPORAL_ADDRESS"].split(":")
    with socket.socket() as probe:
        return probe.connect_ex((host, int(port))) == 0


def stop(*_: object) -> None:
    with Path(os.environ["STAND_IN_NOTES"]).open("a") as notes:
        notes.write(f"{sys.argv[2]} {'with' if temporal_is_there() else 'without'} temporal\n")
    sys.exit(0)


signal.signal(signal.SIGTERM, stop)
port = int(os.environ[sys.argv[1]])
http.server.HTTPServer(("127.0.0.1", port), Handler).serve_forever()
