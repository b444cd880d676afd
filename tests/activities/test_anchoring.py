"""S7: anchors reach every place outside, again until they do, and that is on record."""

import json
from collections.abc import AsyncIterator
from email.message import Message
from pathlib import Path
from typing import Any

import httpx2
import pytest
import pytest_asyncio
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from pydantic import SecretStr
from sqlalchemy import Engine
from standardwebhooks import Webhook
from temporalio.testing import ActivityEnvironment

from activities.anchor_places import copies
from activities.anchoring import NOT_SENT, Anchoring, Made, ToSend
from launch.ports import Ports
from records.audit import AuditRow
from records.signing import Keyring
from records.verify import verify
from settings.anchoring import AnchorMail, AnchorSettings, AnchorWebhook
from tests.records.contents import rows
from tests.records.tampering import KEY, KEYS
from tests.simulator.receiver import Receiver, receiving

SECRET = SecretStr("whsec_" + "A" * 32)


@pytest_asyncio.fixture
async def http() -> AsyncIterator[httpx2.AsyncClient]:
    async with httpx2.AsyncClient(timeout=5, trust_env=False) as http:
        yield http


def free_port() -> int:
    return Ports(0, 0, 0, 0).settled().api


def told(engine: Engine) -> list[tuple[str, str, str]]:
    return [(row["what"], row["subject"], row["code"]) for row in rows(engine, AuditRow)]


async def test_a_folder_gets_a_copy_that_verify_reads(
    engine: Engine, http: httpx2.AsyncClient, tmp_path: Path
) -> None:
    folder = tmp_path / "away"
    anchoring = Anchoring(engine, AnchorSettings(key=SecretStr(KEY), folder=folder), http)
    for number in (1, 2):
        assert await anchoring.make_anchor() == Made(number, ("folder",))
        for _ in range(2):
            await anchoring.send(ToSend(number, "folder"))
    kept = copies(folder)
    assert len(kept) == 2
    assert verify(engine, KEYS, kept).good
    assert told(engine)[-1] == ("anchor_sent", "2", "folder")
    other = folder / "anchor-000001.json"
    other.write_text(kept[1])
    assert copies(other) == [kept[1]]


async def test_a_webhook_gets_it_signed_and_again_until_it_takes_it(
    engine: Engine, http: httpx2.AsyncClient
) -> None:
    receiver = Receiver(free_port(), answers=[500])
    config = AnchorSettings(
        key=SecretStr(KEY), webhook=AnchorWebhook(url=receiver.url, secret=SECRET)
    )
    anchoring = Anchoring(engine, config, http)
    made = anchoring.make()
    with receiving(receiver):
        with pytest.raises(httpx2.HTTPError):
            await ActivityEnvironment().run(anchoring.send_anchor, ToSend(1, "webhook"))
        receiver.next()
        await ActivityEnvironment().run(anchoring.send_anchor, ToSend(1, "webhook"))
        received = receiver.next()
    assert received.body.decode() == made.line
    Webhook(SECRET.get_secret_value()).verify(received.body, dict(received.headers))
    assert told(engine)[1:] == [
        ("anchor_not_sent", "1", "webhook"),
        ("anchor_sent", "1", "webhook"),
    ]


class Mailbox:
    def __init__(self) -> None:
        self.messages: list[Message] = []

    async def handle_DATA(self, _: Any, __: Any, envelope: Any) -> str:  # noqa: N802
        from email import message_from_bytes

        self.messages.append(message_from_bytes(envelope.content))
        return "250 OK"


async def test_a_mail_carries_it(engine: Engine, http: httpx2.AsyncClient) -> None:
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    mail = AnchorMail(
        host="127.0.0.1", port=controller.port, sender="phaseout@city.example", to=["a@b.example"]
    )
    anchoring = Anchoring(engine, AnchorSettings(key=SecretStr(KEY), mail=mail), http)
    made = anchoring.make()
    with pytest.raises(NOT_SENT):
        await anchoring.send(ToSend(1, "mail"))
    controller.start()
    await anchoring.send(ToSend(1, "mail"))
    controller.stop()
    (message,) = box.messages
    body = message.get_payload(decode=True)
    assert isinstance(body, bytes)
    assert json.loads(made.statement)["root"] in body.decode()
    assert verify(engine, KEYS, [body.decode().splitlines()[-1]]).good


async def test_a_password_is_told_to_no_mail_server_without_tls(
    engine: Engine, http: httpx2.AsyncClient
) -> None:
    """Whoever sits in between need only leave STARTTLS out of what it says it can."""
    told_passwords: list[Any] = []

    def listening(*data: Any) -> AuthResult:
        told_passwords.append(data[-1])
        return AuthResult(success=True)

    controller = Controller(
        Mailbox(),
        hostname="127.0.0.1",
        port=free_port(),
        authenticator=listening,
        auth_require_tls=False,
    )
    mail = AnchorMail(
        host="127.0.0.1",
        port=controller.port,
        username="phaseout",
        password=SecretStr("the password of the mail box"),
        sender="phaseout@city.example",
        to=["a@b.example"],
    )
    anchoring = Anchoring(engine, AnchorSettings(key=SecretStr(KEY), mail=mail), http)
    anchoring.make()
    controller.start()
    with pytest.raises(NOT_SENT):
        await anchoring.send(ToSend(1, "mail"))
    controller.stop()
    assert told_passwords == []


async def test_a_key_comes_from_a_file_and_without_one_nothing_is_made(
    engine: Engine, http: httpx2.AsyncClient, tmp_path: Path
) -> None:
    file = tmp_path / "key"
    file.write_text(KEY + "\n")
    Anchoring(engine, AnchorSettings(key_file=file), http).make()
    assert verify(engine, KEYS).good
    assert verify(engine, Keyring(["a" * 64])).findings
    for secret in (None, SecretStr("short"), SecretStr("")):
        with pytest.raises(ValueError, match="anchor key"):
            Anchoring(engine, AnchorSettings(key=secret), http).make()
