"""A mail server that keeps what it is sent, and turns away as it is told."""

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "phaseout", "the password of the mail box"


@dataclass
class Mailbox:
    """`refuse` is answered to that many messages, and to all for good if it is None."""

    port: int = 0
    refuse: int | None = 0
    messages: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)

    async def handle_DATA(self, _: Any, __: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.refuse is None or self.refuse > 0:
            self.refuse = None if self.refuse is None else self.refuse - 1
            return "451 try again later"
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.messages.append(message)
        self.recipients += envelope.rcpt_tos
        return "250 kept"


@contextmanager
def mail_server(encrypted: ssl.SSLContext | None = None) -> Iterator[Mailbox]:
    """With a context it wants STARTTLS and then the password."""
    mailbox = Mailbox()
    controller = _AnyPort(
        mailbox,
        hostname="127.0.0.1",
        port=0,
        tls_context=encrypted,
        require_starttls=encrypted is not None,
        auth_required=encrypted is not None,
        authenticator=_authenticate,
    )
    controller.start()
    mailbox.port = controller.port
    try:
        yield mailbox
    finally:
        controller.stop()


class _AnyPort(Controller):
    def _trigger_server(self) -> None:
        """It looks whether it serves at the port that it was told, which was any."""
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


def _authenticate(*data: Any) -> AuthResult:
    given = data[-1]
    assert isinstance(given, LoginPassword)
    right = (given.login, given.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=True)
