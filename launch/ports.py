"""The ports that the service listens on, all on 127.0.0.1."""

import errno
import secrets
import socket
from contextlib import ExitStack
from dataclasses import dataclass, fields
from typing import Self

LOOPBACK = "127.0.0.1"


class PortTaken(Exception):  # noqa: N818 (said as it is told to people)
    """A wished port is in use; `option` is the command-line option that changes it."""

    def __init__(self, port: int, option: str) -> None:
        self.port = port
        self.option = option
        super().__init__(
            f"端口 {port} 已被占用，可用 {option} 另选。\n"
            f"Port {port} is taken; choose another with {option}."
        )


@dataclass(frozen=True)
class Ports:
    """0 means: any free one. `temporal_http` is for our own questions: no option wishes it."""

    temporal: int = 7233
    temporal_ui: int = 8233
    api: int = 8000
    simulator: int = 8100
    temporal_http: int = 0

    @property
    def temporal_address(self) -> str:
        return f"{LOOPBACK}:{self.temporal}"

    @property
    def temporal_ui_url(self) -> str:
        return f"http://{LOOPBACK}:{self.temporal_ui}"

    @property
    def api_url(self) -> str:
        return f"http://{LOOPBACK}:{self.api}"

    @property
    def simulator_url(self) -> str:
        return f"http://{LOOPBACK}:{self.simulator}"

    def settled(self) -> Self:
        """The same with every 0 replaced by a free port; raises PortTaken."""
        chosen: dict[str, int] = {}
        with ExitStack() as held:  # all at once, so that none is given twice
            wishes = {field.name: getattr(self, field.name) for field in fields(self)}
            for name, port in sorted(wishes.items(), key=lambda wish: wish[1] == 0):
                listener = _listen(port) if port else _listen_anywhere()
                if listener is None:
                    raise PortTaken(port, f"--{name.replace('_', '-')}-port")
                chosen[name] = held.enter_context(listener).getsockname()[1]
        return type(self)(**chosen)


def _listen_anywhere() -> socket.socket:
    # Below the range that outgoing connections are given: a child that is started again must
    # not find its port taken by one of them.
    while (listener := _listen(secrets.choice(range(20000, 32000)))) is None:
        pass
    return listener


def _listen(port: int) -> socket.socket | None:
    """None when the port is taken."""
    listener = socket.socket()
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((LOOPBACK, port))
        listener.listen()
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            return None
        raise
    return listener
