"""The places outside that an anchor is copied to: there the database's owner cannot reach it."""

import asyncio
import json
import os
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import aiosmtplib
import httpx2
from standardwebhooks import Webhook

from records.anchors import Anchor
from settings.anchoring import AnchorSettings

_MAIL_SECONDS = 30.0


class AnchorPlaces:
    """Each of the settings' places takes a copy; sent again it is the same copy."""

    def __init__(self, config: AnchorSettings, http: httpx2.AsyncClient) -> None:
        self._config = config
        self._http = http
        self._ways: Mapping[str, Callable[[Anchor], Awaitable[None]]] = {
            "folder": self._to_folder,
            "webhook": self._to_webhook,
            "mail": self._to_mail,
        }

    async def send(self, anchor: Anchor, place: str) -> None:
        """Raises OSError, httpx2.HTTPError or aiosmtplib.SMTPException where it does not arrive."""
        await self._ways[place](anchor)

    async def _to_folder(self, anchor: Anchor) -> None:
        assert self._config.folder  # noqa: S101 - it is one of the places
        await asyncio.to_thread(_write, self._config.folder, anchor)

    async def _to_webhook(self, anchor: Anchor) -> None:
        webhook = self._config.webhook
        assert webhook  # noqa: S101 - likewise
        message, now = f"anchor-{anchor.number}", datetime.now(UTC)
        signature = Webhook(webhook.secret.get_secret_value()).sign(message, now, anchor.line)
        headers = {
            "content-type": "application/json",
            "webhook-id": message,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": signature,
        }
        answer = await self._http.post(webhook.url, content=anchor.line, headers=headers)
        answer.raise_for_status()

    async def _to_mail(self, anchor: Anchor) -> None:
        mail = self._config.mail
        assert mail  # noqa: S101 - likewise
        message = EmailMessage()
        message["From"], message["To"] = mail.sender, ", ".join(mail.to)
        message["Subject"] = f"phaseout anchor {anchor.number}"
        message["Message-ID"] = f"<anchor-{anchor.number}-{anchor.hash[:16]}@phaseout>"
        root = json.loads(anchor.statement)["root"]
        message.set_content(f"anchor {anchor.number}\nroot {root}\n\n{anchor.line}\n")
        await aiosmtplib.send(
            message,
            hostname=mail.host,
            port=mail.port,
            use_tls=mail.tls,
            start_tls=True if mail.username and not mail.tls else None,
            username=mail.username,
            password=mail.password.get_secret_value() if mail.password else None,
            timeout=_MAIL_SECONDS,
        )


def _write(folder: Path, anchor: Anchor) -> None:
    """Whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f".anchor-{anchor.number:06}.new"
    with draft.open("w") as file:
        file.write(anchor.line + "\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(folder / f"anchor-{anchor.number:06}.json")


def copies(place: Path) -> list[str]:
    """The lines of a file of copies, or of all such files in a folder. Raises OSError."""
    files = sorted(place.glob("anchor-*.json")) if place.is_dir() else [place]
    return [line for file in files for line in file.read_text().splitlines() if line.strip()]
