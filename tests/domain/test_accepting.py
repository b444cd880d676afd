"""A clerk takes an order up: once, in person, and on record (S5, S7)."""

import pytest

from domain.accepting import AcceptOrder
from domain.core import accept
from domain.events import Taken
from domain.orders import Order
from domain.people import Actor, department_system
from domain.receiving import ReceiveReceipt
from domain.refusals import Refusal
from tests.domain.cast import clerk
from tests.domain.lives import BROUGHT, INSPECTOR, SUPERVISOR, Life, local, story
from tests.domain.stages import sealing

CLERK = clerk("power")


def _order(life: Life) -> Order:
    """The power cut's, as it now stands."""
    measure = life.enterprise.measures["power_cut:10kv-7"]
    assert measure.current
    return measure.current


def _take_up(life: Life, at: str = "2025-10-14", by: Actor = CLERK) -> list[str]:
    return story(life.do(by, AcceptOrder(_order(life).id), at))


def test_s7_it_is_on_record_who_took_it_up() -> None:
    life = sealing()
    (entry,) = life.do(CLERK, AcceptOrder(_order(life).id), "2025-10-14 09:00")
    assert isinstance(entry.event, Taken)
    assert (entry.by, entry.case) == (CLERK, _order(life).case)
    order = _order(life)
    assert (order.delivered, order.clerk) == (True, CLERK.name)
    assert order.accepted_at == local("2025-10-14 09:00")
    assert order.id not in [each.id for each in life.enterprise.unsent()]


def test_s5_taken_up_again_by_the_same_clerk_it_changes_nothing() -> None:
    life = sealing()
    _take_up(life)
    before = life.enterprise
    assert _take_up(life) == []
    assert life.enterprise == before


def test_what_the_departments_system_has_accepted_a_clerk_may_still_take_up() -> None:
    life = sealing()
    life.enterprise, _ = accept(life.enterprise, _order(life).id, local("2025-10-14 09:00"))
    assert _take_up(life, "2025-10-15") == ["accept_order"]
    assert (_order(life).clerk, _order(life).accepted_at) == (
        CLERK.name,
        local("2025-10-14 09:00"),
    )


def test_s8_reminded_of_it_stays_with_the_clerk_who_can_accept_it_again() -> None:
    life = sealing()
    _take_up(life)
    life.pass_time("2025-10-25")
    assert _order(life).rung
    assert (_order(life).delivered, _order(life).clerk) == (False, CLERK.name)
    assert _take_up(life, "2025-10-25") == ["accept_order"]
    assert _order(life).delivered


@pytest.mark.parametrize(
    ("by", "code"),
    [
        (clerk("water"), "out_of_scope"),
        (INSPECTOR, "wrong_role"),
        (SUPERVISOR, "wrong_role"),
    ],
)
def test_s9_it_is_for_the_departments_own_clerks(by: Actor, code: str) -> None:
    life = sealing()
    assert life.refused(by, AcceptOrder(_order(life).id), "2025-10-14").code == code


def test_s5_what_has_its_receipt_is_not_taken_up_any_more() -> None:
    life = sealing()
    order = _order(life)
    receipt = ReceiveReceipt(order.id, "回执-1", "done", local("2025-10-14"), "李明", BROUGHT)
    life.do(department_system("power"), receipt, "2025-10-14")
    refusal: Refusal = life.refused(CLERK, AcceptOrder(order.id), "2025-10-14")
    assert refusal.code == "another_receipt"


def test_s5_what_was_cancelled_is_not_taken_up_any_more() -> None:
    life = sealing()
    order = _order(life)
    life.is_withdrawn("2025-10-14")
    assert life.refused(CLERK, AcceptOrder(order.id), "2025-10-14").code == "order_closed"
