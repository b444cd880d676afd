"""A department goes from one channel to another in the middle of an order: nothing is lost, and
nothing counts or is done twice (S5)."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio

from activities import directory
from activities.departments import LOOK_AGAIN
from domain.accepting import AcceptOrder
from domain.measures import Order
from domain.people import Actor, department_system
from domain.procedures import ELIMINATED
from domain.receiving import ReceiveReceipt
from records import departments
from records.database import writing
from records.departments import Channel, Way
from tests.domain.cast import clerk
from tests.domain.lives import APPROVER, BROUGHT, INSPECTOR, SEAL, SERVE
from tests.workflows.city import City
from tests.workflows.history import delivered
from tests.workflows.installation import Installation
from tests.workflows.office import Office
from tests.workflows.stretches import is_heard, is_withdrawn

CLERK = clerk("power")
A_LOOK = LOOK_AGAIN + timedelta(minutes=1)


@pytest_asyncio.fixture
async def office(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Office]:
    """Its time is skipped, and the directory's is not: here it is always read anew."""
    monkeypatch.setattr(directory, "FRESH_SECONDS", 0)
    yield Office(installation)


def _switch(installation: Installation, *ways: Way) -> None:
    with writing(installation.engine) as session:
        revision = departments.department(session, "power").revision
        departments.change(session, "power", revision, ways)


def _to_the_list(installation: Installation) -> None:
    _switch(installation, Way(None, Channel.WORKLIST))


def _to_the_system(installation: Installation) -> None:
    _switch(installation, Way(None, Channel.HTTP, installation.city.departments["power"].url))


async def _sealing(office: Office) -> Order:
    """All but the power bureau have answered; the order that it has."""
    await office.flag(procedure=ELIMINATED)
    await office.do(INSPECTOR, SERVE)
    await is_heard(office)
    await office.do(APPROVER, SEAL)
    await office.until(lambda enterprise: len(enterprise.waiting()) == 1)
    return await _waiting(office)


async def _waiting(office: Office) -> Order:
    (order,) = (await office.state()).waiting()
    assert order.department == "power"
    return order


def _receipt(order: Order, number: str = "供电回-1") -> ReceiveReceipt:
    return ReceiveReceipt(order.id, number, "done", order.issued_at, CLERK.name, BROUGHT)


async def _late_receipts_are_refused(office: Office, order: Order, *by: Actor) -> None:
    for each in by:
        refusal = await office.refused(each, _receipt(order, "迟到的回执"))
        assert refusal.code == "another_receipt"
    assert office.story().count("receive_receipt done") == 4


async def test_http_is_down_then_it_is_the_work_list_and_a_clerk_confirms(
    office: Office, installation: Installation, city: City
) -> None:
    """S5: the system, back again, gets nothing of it any more; its late receipt is refused."""
    city.behave("power", fail_next=1000)
    order = await _sealing(office)
    _to_the_list(installation)
    await office.forward(timedelta(hours=1))
    received = city.times_received(office.code, "power")
    city.behave("power")
    await office.forward(timedelta(hours=5))
    assert city.times_received(office.code, "power") == received
    assert not (await _waiting(office)).accepted
    await office.do(CLERK, AcceptOrder(order.id))
    await office.do(CLERK, _receipt(order))
    await office.check()
    await _late_receipts_are_refused(office, order, department_system("power"))
    assert ("power_cut", "impose", 0) in city.effects(office.code)


async def test_done_by_the_system_without_a_word_it_is_still_done_and_counted_once(
    office: Office, installation: Installation, city: City
) -> None:
    """S5: cut, and the answer was lost; the clerk who sees it has the receipt."""
    city.behave("power", fail_after_effect_next=1000)
    order = await _sealing(office)
    _to_the_list(installation)
    await office.forward(timedelta(hours=5))
    await office.do(CLERK, _receipt(order))
    await office.check()
    await _late_receipts_are_refused(office, order, department_system("power"))
    assert ("power_cut", "impose", 1) in city.effects(office.code)


async def test_the_systems_receipt_counts_where_it_comes_before_the_clerks(
    office: Office, installation: Installation, city: City
) -> None:
    """S5: whatever the channel is by then."""
    city.behave("power", answer="later", delay_seconds=86_400)
    order = await _sealing(office)
    await office.until(lambda enterprise: not enterprise.unsent())
    _to_the_list(installation)
    await office.do(department_system("power"), _receipt(order))
    await office.check()
    await _late_receipts_are_refused(office, order, CLERK)


async def test_what_waits_on_the_list_goes_out_once_there_is_a_system(
    office: Office, installation: Installation, city: City
) -> None:
    """S5: without anybody's doing, and the waiting cost the history nothing."""
    _to_the_list(installation)
    order = await _sealing(office)
    await office.forward(timedelta(days=1))
    assert city.times_received(office.code, "power") == []
    _to_the_system(installation)
    await office.forward(A_LOOK)
    await office.check()
    assert ("power_cut", "impose", 1) in city.effects(office.code)
    assert city.times_received(office.code, "power") == [1]
    await _late_receipts_are_refused(office, order, CLERK)
    assert len(await delivered(await office.history(), "deliver_one")) == 1


async def test_what_a_clerk_has_in_hand_stays_there(
    office: Office, installation: Installation, city: City
) -> None:
    """S5: also once it is reminded of, when an order is sent again."""
    _to_the_list(installation)
    order = await _sealing(office)
    await office.do(CLERK, AcceptOrder(order.id))
    _to_the_system(installation)
    remind_at = (await _waiting(office)).remind_at
    assert remind_at
    await office.forward_to(remind_at + timedelta(hours=1))
    assert office.story()[-1] == "order_reminded"
    assert city.times_received(office.code, "power") == []
    await office.do(CLERK, _receipt(order))
    await office.check()
    assert city.times_received(office.code, "power") == []
    assert office.story().count("receive_receipt done") == 4


async def test_withdrawn_while_it_waits_on_the_list_it_is_overtaken_there(
    office: Office, installation: Installation, city: City
) -> None:
    """S6: the clerk is kept from taking up what was overtaken, and lifts instead."""
    _to_the_list(installation)
    order = await _sealing(office)
    await is_withdrawn(office)
    await office.until(lambda enterprise: len(enterprise.waiting()) == 1)
    assert (await office.refused(CLERK, AcceptOrder(order.id))).code == "overtaken"
    lifting = await _waiting(office)
    assert (lifting.action, lifting.revision) == ("lift", 2)
    await office.do(CLERK, AcceptOrder(lifting.id))
    await office.do(CLERK, _receipt(lifting))
    assert not await office.forward(timedelta(hours=2))
    assert city.times_received(office.code, "power") == []


async def test_the_worker_dies_with_an_order_on_the_list(
    office: Office, installation: Installation, city: City
) -> None:
    """S5, S8: it waits on for the clerk, or for a system."""
    _to_the_list(installation)
    await _sealing(office)
    await installation.stop_worker()
    _to_the_system(installation)
    await installation.start_worker()
    await office.forward(A_LOOK)
    await office.until(lambda enterprise: not enterprise.waiting())
    await office.check()
    assert city.times_received(office.code, "power") == [1]
