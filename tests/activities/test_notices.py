"""Notices by e-mail, to a real mail server: each once, told again, and nobody waits for them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest
from pydantic import SecretStr, ValidationError
from sqlalchemy import Engine
from temporalio.exceptions import ApplicationError

from activities.departments import LOOK_AGAIN, Departments
from activities.messages import Delivery, ToDeliver
from domain.calendar import local_date
from domain.ladder import Climb, Rung
from records import departments
from records.database import writing
from records.departments import Channel, Way
from settings import SmtpSettings
from tests.activities.bureau import Bureau
from tests.activities.delivering import to_deliver
from tests.activities.mail_server import PASSWORD, USER, Mailbox, mail_server
from tests.activities.reaching import departments_at
from tests.certificates import certify
from tests.simulator.running import free_port

ADDRESS = "gongdian@wuhai.example"
SENDER = "落后产能退出 <phaseout@wuhai.example>"


def _climb(days: int) -> Climb:
    """So many days ahead."""
    climb = to_deliver("power").orders[0].climb
    assert climb
    return replace(climb, over=local_date(datetime.now(UTC)) + timedelta(days=days))


OVERDUE = _climb(-1)


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with mail_server() as mailbox:
        yield mailbox


@pytest.fixture
def listed(
    records: Engine, bureau: Bureau, http: httpx2.AsyncClient, mailbox: Mailbox
) -> Departments:
    """The power bureau has a work list, with an address for notices."""
    return _listed(records, bureau, http, port=mailbox.port, security="none")


def _listed(records: Engine, bureau: Bureau, http: httpx2.AsyncClient, **smtp: Any) -> Departments:
    settings = SmtpSettings(host="127.0.0.1", sender=SENDER, **smtp)
    reached = departments_at(
        records,
        {"power": bureau.settings},
        http,
        smtp=settings,
        pages_url="https://people.example",
    )
    with writing(records) as session:
        way = Way(None, Channel.WORKLIST, email=ADDRESS)
        departments.change(session, "power", 1, [way])
    return reached


def _order(**changes: Any) -> ToDeliver:
    """Not late yet, whenever this is run."""
    what = to_deliver("power")
    return replace(what, orders=(replace(what.orders[0], **{"climb": _climb(3)} | changes),))


async def _waits(departments: Departments, what: ToDeliver) -> ApplicationError:
    with pytest.raises(ApplicationError) as waiting:
        await departments.deliver_one(what)
    return waiting.value


async def test_the_notice_says_what_waits_and_where_in_chinese(
    listed: Departments, mailbox: Mailbox, bureau: Bureau
) -> None:
    what = _order()
    (order,) = what.orders
    assert (await _waits(listed, what)).next_retry_delay == LOOK_AGAIN
    (message,) = mailbox.messages
    assert mailbox.recipients == [ADDRESS]
    assert message["Subject"] == "新协办函：执行断电"
    assert message["Message-ID"] == f"<{order.id}@wuhai.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    text = message.get_content()
    for said in (order.id, "断电", "海南区", "2025-10-20", "https://people.example/worklist"):
        assert said in text
    assert bureau.sent == []


async def test_nothing_of_the_enterprise_or_of_people_is_in_it(
    listed: Departments, mailbox: Mailbox
) -> None:
    what = _order(emergency="炉体泄漏，经办人 李明")
    await _waits(listed, what)
    text = mailbox.messages[0].get_content()
    (order,) = what.orders
    for kept in (what.name, order.target, order.document, order.emergency):
        assert kept
        assert kept not in text


async def test_each_order_is_told_once_however_often_it_is_looked_at(
    listed: Departments, mailbox: Mailbox
) -> None:
    what, another = _order(), _order()
    for each in (what, what, another, what):
        await _waits(listed, each)
    assert [message["Message-ID"].partition("@")[0] for message in mailbox.messages] == [
        f"<{what.orders[0].id}",
        f"<{another.orders[0].id}",
    ]


@pytest.mark.parametrize("late", [{"rung": Rung.REMINDER}, {"climb": OVERDUE}], ids=["rung", "due"])
async def test_s8_reminded_of_it_is_told_once_more(
    listed: Departments, mailbox: Mailbox, late: dict[str, Any]
) -> None:
    """Also where its delivery began before the reminder was due."""
    what = _order()
    await _waits(listed, what)
    reminded = replace(what, orders=(replace(what.orders[0], **late),))
    for _ in range(2):
        await _waits(listed, reminded)
    assert [message["Subject"] for message in mailbox.messages] == [
        "新协办函：执行断电",
        "协办函催办：执行断电",
    ]


async def test_what_was_cancelled_is_told_too(listed: Departments, mailbox: Mailbox) -> None:
    await _waits(listed, _order(cancelled_at=datetime.now(UTC), clerk="王经办"))
    assert [message["Subject"] for message in mailbox.messages] == ["协办函取消：执行断电"]


async def test_what_a_clerk_has_in_hand_is_not_told_but_reminded_of(
    listed: Departments, mailbox: Mailbox
) -> None:
    what = _order(clerk="王经办")
    await _waits(listed, what)
    assert mailbox.messages == []
    await _waits(listed, replace(what, orders=(replace(what.orders[0], rung=Rung.REMINDER),)))
    assert [message["Subject"] for message in mailbox.messages] == ["协办函催办：执行断电"]


async def test_a_mail_server_that_fails_is_tried_again_sooner(
    listed: Departments, mailbox: Mailbox
) -> None:
    """By the growing pauses that an order is tried again by."""
    mailbox.refuse = 1
    what = _order()
    failed = await _waits(listed, what)
    assert (failed.next_retry_delay, failed.non_retryable) == (None, False)
    assert (await _waits(listed, what)).next_retry_delay == LOOK_AGAIN
    assert len(mailbox.messages) == 1


async def test_a_mail_server_that_is_away_holds_nothing_up(
    records: Engine, bureau: Bureau, http: httpx2.AsyncClient
) -> None:
    """What is sent together with it has been sent, and the list does not wait for the notice."""
    away = _listed(records, bureau, http, port=free_port(), security="none")
    what = _order()
    assert await away.deliver_together(what) == [Delivery(what.orders[0].id)]
    assert (await _waits(away, what)).next_retry_delay is None


async def test_without_a_mail_server_the_list_alone_has_it(
    records: Engine, bureau: Bureau, http: httpx2.AsyncClient
) -> None:
    without = departments_at(records, {"power": bureau.settings}, http)
    with writing(records) as session:
        departments.change(session, "power", 1, [Way(None, Channel.WORKLIST, email=ADDRESS)])
    assert (await _waits(without, _order())).next_retry_delay == LOOK_AGAIN


async def test_over_tls_with_a_password(
    records: Engine, bureau: Bureau, http: httpx2.AsyncClient, tmp_path: Path
) -> None:
    certificate = certify(tmp_path, "localhost")
    with mail_server(certificate.server_context()) as mailbox:
        signed_in = {"port": mailbox.port, "host": "localhost", "user": USER, "sender": SENDER}
        password, ca_file = SecretStr(PASSWORD), certificate.path
        smtp = SmtpSettings(**signed_in, password=password, ca_file=ca_file)
        wrong = smtp.model_copy(update={"password": SecretStr("wrong")})
        distrusting = smtp.model_copy(update={"ca_file": None})
        for each in (wrong, distrusting, smtp):
            told = departments_at(records, {"power": bureau.settings}, http, smtp=each)
            with writing(records) as session:
                revision = departments.department(session, "power").revision
                way = Way(None, Channel.WORKLIST, email=ADDRESS)
                departments.change(session, "power", revision, [way])
            await _waits(told, _order())
            assert len(mailbox.messages) == (each is smtp)


def test_a_password_is_not_sent_in_the_clear() -> None:
    with pytest.raises(ValidationError, match="over TLS only"):
        SmtpSettings(host="mail.example", sender=SENDER, user=USER, security="none")
