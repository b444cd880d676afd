"""Notices by e-mail that an order waits on a department's work list. None is ever a receipt."""

import asyncio
import ssl
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import formatdate, parseaddr

import aiosmtplib
from sqlalchemy import Engine

from domain.catalogue import DEPARTMENTS, MEASURES
from domain.orders import Order
from domain.people import DISTRICTS, District
from records.database import reading, writing
from records.departments import Way
from records.order_desk import note_notice, noticed
from settings import Settings, SmtpSettings

ACTIONS = {"impose": "执行", "lift": "解除"}
KINDS = {"": "新协办函", "reminder": "协办函催办", "cancelled": "协办函取消"}


class NoticeError(Exception):
    """The mail server did not take the notice; it is to be tried again."""


class Notices:
    """Each goes out once for an order, and once more when it is reminded of or cancelled. Should it
    be sent twice all the same, since nobody lived to note the first, both have the same
    Message-ID."""

    def __init__(self, engine: Engine, config: Settings) -> None:
        self._engine = engine
        self._smtp = config.smtp
        self._link = f"{config.pages_url or config.public_url}/worklist"

    async def give(self, order: Order, district: str, way: Way) -> None:
        """Does nothing where there is no address to write to, no mail server, or no need any more.
        Raises NoticeError."""
        if self._smtp is None or not way.email:
            return
        kind = _kind(order)
        if order.clerk and not kind:
            return
        name = f"{order.id}.{kind}" if kind else order.id
        if await asyncio.to_thread(self._given, name):
            return
        message = _message(order, district, self._link, KINDS[kind])
        message["Message-ID"] = f"<{name}@{_domain(self._smtp)}>"
        message["From"], message["To"] = self._smtp.sender, way.email
        await _send(self._smtp, message)
        await asyncio.to_thread(self._note, name)

    def _given(self, name: str) -> bool:
        with reading(self._engine) as session:
            return noticed(session, name)

    def _note(self, name: str) -> None:
        with writing(self._engine) as session:
            note_notice(session, name)


def _kind(order: Order) -> str:
    """The order is the one that it was when its delivery began, which may be long ago."""
    if order.cancelled_at:
        return "cancelled"
    late = order.rung is not None or (order.climb and order.climb.at <= datetime.now(UTC))
    return "reminder" if late else ""


def _message(order: Order, district: str, link: str, kind: str) -> EmailMessage:
    """Nothing of the enterprise or of people: mail is read on the way."""
    message = EmailMessage()
    message["Subject"] = f"{kind}：{ACTIONS[order.action]}{MEASURES[order.kind].label.zh}"
    message["Date"] = formatdate()
    message["Auto-Submitted"] = "auto-generated"  # so that no absent person's robot answers it
    message.set_content(
        f"""{DEPARTMENTS[order.department].zh}：

您单位有一件协办函待办理。

文　　号：{order.id}
事　　项：{ACTIONS[order.action]}{MEASURES[order.kind].label.zh}
辖　　区：{DISTRICTS[District(district)].zh}
回执期限：{order.receipt_by.isoformat()}

请登录待办清单查看、接收并回执：
{link}

本邮件仅为提示，不作为送达或者回执的依据；请勿回复。
"""
    )
    return message


async def _send(smtp: SmtpSettings, message: EmailMessage) -> None:
    try:
        await aiosmtplib.send(
            message,
            hostname=smtp.host,
            port=smtp.port,
            username=smtp.user or None,
            password=smtp.password.get_secret_value() or None,
            use_tls=smtp.security == "tls",
            start_tls=smtp.security == "starttls",
            tls_context=None if smtp.security == "none" else _tls(smtp),
            timeout=smtp.timeout_seconds,
        )
    except (aiosmtplib.SMTPException, OSError) as problem:
        raise NoticeError(f"mail server: {type(problem).__name__}") from problem


def _tls(smtp: SmtpSettings) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=smtp.ca_file)


def _domain(smtp: SmtpSettings) -> str:
    return parseaddr(smtp.sender)[1].rpartition("@")[2] or smtp.host
