"""Receipts that come later, by the department's own call, and what is done while they do not."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from activities.answers import ReceiptBody
from domain.people import department_system
from domain.procedures import ELIMINATED
from tests.domain.lives import INSPECTOR, SERVE
from tests.simulator.receiver import Received, Receiver, receiving
from tests.simulator.running import free_port
from tests.workflows.city import City
from tests.workflows.installation import installed
from tests.workflows.office import Office
from tests.workflows.server import Server
from tests.workflows.stretches import is_heard, seals


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving(Receiver(free_port())) as receiver:
        yield receiver


@pytest_asyncio.fixture
async def office(
    server: Server, city: City, receiver: Receiver, tmp_path: Path
) -> AsyncIterator[Office]:
    """One whose departments send their receipts to the receiver."""
    public_url = f"http://127.0.0.1:{receiver.port}"
    async with installed(server, city, tmp_path, public_url) as installation:
        yield Office(installation)


async def _sealing(office: Office) -> None:
    await office.flag(procedure=ELIMINATED)
    await office.do(INSPECTOR, SERVE)
    await is_heard(office)
    await seals(office)


async def _next_rung(office: Office) -> datetime:
    """Just after what is to be done about the order whose receipt is awaited."""
    (order,) = (await office.state()).waiting()
    assert order.climb
    return order.climb.at + timedelta(minutes=1)


async def _take(office: Office, received: Received) -> None:
    body = ReceiptBody.model_validate_json(received.body)
    order = (await office.state()).order(body.order)
    assert order
    await office.do(department_system(order.department), body.as_action())


async def test_s5_accepted_first_and_receipted_later(
    office: Office, city: City, receiver: Receiver
) -> None:
    city.behave("power", answer="later", delay_seconds=0.5, duplicate_callbacks=1)
    await _sealing(office)
    await office.until(lambda enterprise: not enterprise.unsent())
    (waiting,) = (await office.state()).waiting()
    assert waiting.department == "power"
    assert waiting.accepted_at
    for _ in range(2):
        await _take(office, await asyncio.to_thread(receiver.next))
    await office.until(lambda enterprise: not enterprise.waiting())
    await office.check()
    assert office.story().count("receive_receipt done") == 4
    assert city.times_received(office.code, "power") == [1]
    assert {effects for _, _, effects in city.effects(office.code)} == {1}


async def test_s8_without_receipt_it_is_sent_again_and_then_escalated(
    office: Office, city: City
) -> None:
    """The department has it, and answers that it has it; a day long it does no more."""
    city.behave("power", answer="later", delay_seconds=86_400)
    await _sealing(office)
    await office.until(lambda enterprise: not enterprise.unsent())
    await office.forward_to(await _next_rung(office))
    await office.until(lambda enterprise: not enterprise.unsent())
    assert city.times_received(office.code, "power") == [2]
    await office.forward_to(await _next_rung(office))
    await office.until(lambda enterprise: not enterprise.unsent())
    await office.check()
    chased = office.story()[office.story().index("escalated receipt_late") :]
    assert chased == [
        "escalated receipt_late",
        "order_accepted",
        "escalated receipt_late escalation",
        "order_accepted",
    ]
    assert [late for case in (await office.state()).cases.values() for late in case.late] == [
        "receipt_late"
    ]
    assert city.times_received(office.code, "power") == [3]
    assert ("power_cut", "impose", 0) in city.effects(office.code)


async def test_s8_the_answer_to_a_reminder_can_be_the_receipt(
    office: Office, city: City, receiver: Receiver
) -> None:
    """The callback was lost: nobody took it in, and the reminder brings it out."""
    city.behave("power", answer="later")
    await _sealing(office)
    await asyncio.to_thread(receiver.next)
    await office.until(lambda enterprise: not enterprise.unsent())
    await office.forward_to(await _next_rung(office))
    await office.check()
    assert (await office.state()).waiting() == []
    assert office.story().count("receive_receipt done") == 4
    assert {effects for _, _, effects in city.effects(office.code)} == {1}
