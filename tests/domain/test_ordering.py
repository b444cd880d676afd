"""Department orders follow from who holds what (S6), each once in effect (S5)."""

from datetime import date

from domain.catalogue import MeasureKind
from domain.closing import ConfirmDismantling
from domain.core import accept
from domain.events import OrderCancelled
from domain.grounds import Ground
from domain.people import department_system
from domain.receiving import ReceiveReceipt
from domain.stages import Lateness, Stage
from tests.domain.grounds import REMAINING, served
from tests.domain.lives import (
    BROUGHT,
    DOCUMENT,
    INSPECTOR,
    LINE,
    WITHDRAW,
    Passing,
    local,
    story,
)
from tests.domain.stages import also_sealing, sealed, sealing


def test_p1_3_sealing_orders_all_four_in_turn_from_the_departments_concerned() -> None:
    life = sealing()
    life.answer("2025-10-14")
    orders = {order.kind: order for order in life.orders()}
    assert {kind: (order.department, order.target) for kind, order in orders.items()} == {
        MeasureKind.POWER_CUT: ("power", "10kV-7"),
        MeasureKind.WATER_CUT: ("water", "W-3"),
        MeasureKind.POWER_UNIT_REMOVAL: ("industry", f"海南区 {LINE.name}"),
        MeasureKind.SEAL: ("industry", f"海南区 {LINE.name}"),
    }
    for order in orders.values():
        assert (order.action, order.revision) == ("impose", 1)
    receipts_by = [order.receipt_by for order in orders.values()]
    assert receipts_by == [date(2025, 10, 20), *[date(2025, 10, 21)] * 3]


def test_s5_each_change_of_mind_is_a_new_order_with_a_higher_revision() -> None:
    life = sealing()
    life.answer("2025-10-13 10:30")
    life.is_withdrawn("2025-10-13 11:00")
    also_sealing(life, "2025-10-13 12:00")
    cuts = life.orders(MeasureKind.POWER_CUT)
    assert [(order.action, order.revision) for order in cuts] == [
        ("impose", 1),
        ("lift", 2),
        ("impose", 3),
    ]
    assert len({order.id for order in cuts}) == 3


def test_s6_what_is_not_needed_before_its_receipt_is_there_is_cancelled() -> None:
    life = sealing()
    released = life.do(INSPECTOR, WITHDRAW, "2025-10-14")
    assert story(released) == ["withdraw", "order_cancelled"]
    assert [order.action for order in life.orders()] == ["impose"]
    assert not life.enterprise.finished
    told = [e.event for e in released if isinstance(e.event, OrderCancelled)]
    assert {(event.due, event.document) for event in told} == {(date(2025, 10, 16), DOCUMENT)}
    assert len(life.enterprise.unsent()) == 1
    life.answer("2025-10-15", "cancelled")
    assert life.enterprise.finished
    assert len(life.orders()) == 1


def test_s6_a_cancellation_that_came_too_late_is_followed_by_the_lifting() -> None:
    life = sealing()
    cut = life.orders(MeasureKind.POWER_CUT)[0]
    life.is_withdrawn("2025-10-14")
    late = ReceiveReceipt(cut.id, "回执-迟", "done", local("2025-10-13 18:00"), "经办人", BROUGHT)
    assert story(life.do(department_system("power"), late, "2025-10-15")) == [
        "receive_receipt done",
        "order_issued",
    ]
    measure = life.enterprise.measures["power_cut:10kv-7"]
    assert not measure.in_force
    assert measure.waiting is not None
    assert (measure.waiting.action, measure.waiting.revision) == ("lift", 2)
    assert life.stage() is Stage.WITHDRAWN


def test_s8_a_cancellation_is_chased_until_it_is_answered(until: Passing) -> None:
    life = sealing()
    life.is_withdrawn("2025-10-14")
    for order in life.enterprise.unsent():
        life.enterprise, _ = accept(life.enterprise, order.id, local("2025-10-14 10:00"))
    assert story(until(life, "2025-10-16 23:59")) == []
    assert story(until(life, "2025-10-17 00:00")) == ["escalated receipt_late"]
    assert len(life.enterprise.unsent()) == 1
    assert life.late() == (Lateness.RECEIPT,)


def test_s6_what_is_needed_again_overtakes_its_own_cancellation() -> None:
    life = sealing()
    life.is_withdrawn("2025-10-13 11:00")
    also_sealing(life, "2025-10-13 12:00")
    first, second = life.orders(MeasureKind.POWER_CUT)
    assert (second.action, second.revision) == ("impose", 2)
    void = ReceiveReceipt(first.id, "回执", "cancelled", local("2025-10-14"), "经办人")
    life.do(department_system("power"), void, "2025-10-14")
    assert len(life.orders(MeasureKind.POWER_CUT)) == 2
    life.answer("2025-10-15")
    assert life.enterprise.measures["power_cut:10kv-7"].in_force


def test_s6_after_a_cancellation_that_nobody_answered_the_lifting_makes_sure() -> None:
    """The first order may have been carried out before the second overtook it."""
    life = sealing()
    life.is_withdrawn("2025-10-13 11:00")
    second = also_sealing(life, "2025-10-13 12:00")
    life.is_withdrawn("2025-10-13 13:00", case=second)
    cut = life.orders(MeasureKind.POWER_CUT)[-1]
    void = ReceiveReceipt(cut.id, "回执", "cancelled", local("2025-10-14"), "经办人")
    life.do(department_system("power"), void, "2025-10-14")
    lift = life.orders(MeasureKind.POWER_CUT)[-1]
    assert (lift.action, lift.revision) == ("lift", 3)


def test_s5_an_overtaken_order_may_be_answered_as_superseded() -> None:
    life = sealing()
    cut = life.orders(MeasureKind.POWER_CUT)[0]
    life.is_withdrawn("2025-10-14")
    also_sealing(life, "2025-10-14 10:00")
    void = ReceiveReceipt(cut.id, "回执", "superseded", local("2025-10-15"), "经办人", BROUGHT)
    life.do(department_system("power"), void, "2025-10-15")
    order = life.enterprise.order(cut.id)
    assert order is not None
    assert order.receipt is not None
    assert order.receipt.outcome == "superseded"


def test_s5_the_same_receipt_again_changes_nothing() -> None:
    life = sealing()
    order = life.enterprise.waiting()[0]
    receipt = ReceiveReceipt(order.id, "回执", "done", local("2025-10-14"), "经办人", BROUGHT)
    life.do(department_system(order.department), receipt, "2025-10-14")
    before = life.enterprise
    assert life.do(department_system(order.department), receipt, "2025-10-14") == []
    assert life.enterprise == before


def test_s6_a_power_unit_once_removed_is_not_put_back() -> None:
    life = sealed()
    life.is_withdrawn("2025-10-20")
    assert [order.action for order in life.orders(MeasureKind.POWER_UNIT_REMOVAL)] == ["impose"]
    life.answer("2025-10-21")
    assert life.enterprise.finished


def test_s1_nothing_was_done_before_it_was_ordered() -> None:
    life = sealing()
    order = life.enterprise.waiting()[0]
    early = ReceiveReceipt(order.id, "回执", "done", local("2025-10-10"), "经办人", BROUGHT)
    refusal = life.refused(department_system(order.department), early, "2025-10-14")
    assert refusal.code == "before_previous_step"


def test_s8_a_removal_that_could_not_be_stopped_any_more_needs_no_lift() -> None:
    """The power unit was taken out before the lift arrived, and is not put back."""
    life = sealing()
    for kind in (MeasureKind.POWER_CUT, MeasureKind.WATER_CUT):
        life.answer_one(kind, "2025-10-13 14:00")
    removal = life.orders(MeasureKind.POWER_UNIT_REMOVAL)[0]
    life.is_withdrawn("2025-10-14")
    done = ReceiveReceipt(removal.id, "回执", "done", local("2025-10-13 15:00"), "经办人", BROUGHT)
    life.do(department_system(removal.department), done, "2025-10-15")
    assert MeasureKind.POWER_UNIT_REMOVAL not in {one.kind for one in life.enterprise.waiting()}


def test_s6_what_was_done_after_its_lifting_is_lifted_again() -> None:
    """Overtaken and unanswered, lifted to make sure, and carried out against the protocol."""
    life = sealing()
    cut = life.orders(MeasureKind.POWER_CUT)[0]
    life.is_withdrawn("2025-10-13 11:00")
    second = also_sealing(life, "2025-10-13 12:00")
    life.is_withdrawn("2025-10-13 13:00", case=second)
    life.answer_one(MeasureKind.POWER_CUT, "2025-10-14", "cancelled")
    life.answer("2025-10-15")
    late = ReceiveReceipt(cut.id, "回执-迟", "done", local("2025-10-16"), "经办人", BROUGHT)
    happened = story(life.do(department_system("power"), late, "2025-10-17"))
    assert happened == ["receive_receipt done", "order_issued"]
    again = life.orders(MeasureKind.POWER_CUT)[-1]
    assert (again.action, again.revision) == ("lift", 4)


def test_s4_a_cut_lifted_after_it_was_imposed_again_is_imposed_once_more() -> None:
    """The late lift says that the cut is not in force, whatever the later order's receipt said."""
    life = sealing()
    life.answer("2025-10-14 09:00")
    life.is_withdrawn("2025-10-14 10:00")
    lift = life.orders(MeasureKind.POWER_CUT)[-1]
    also_sealing(life, "2025-10-14 11:00")
    life.answer("2025-10-15")
    late = ReceiveReceipt(lift.id, "回执-迟", "done", local("2025-10-16"), "经办人", BROUGHT)
    life.do(department_system("power"), late, "2025-10-17")
    assert [order.action for order in life.orders(MeasureKind.POWER_CUT)] == [
        "impose",
        "lift",
        "impose",
        "impose",
    ]
    assert not life.enterprise.measures["power_cut:10kv-7"].in_force


def test_s7_a_lifting_names_a_document_also_where_the_step_that_released_it_has_none() -> None:
    """A department takes no order that rests on nothing."""
    life = sealed()
    for equipment in LINE.equipment:
        life.do(INSPECTOR, ConfirmDismantling(equipment), "2025-11-03", document="")
    lifted = [order for order in life.orders() if order.action == "lift"]
    assert {order.document for order in lifted} == {DOCUMENT}


def test_s7_what_a_stage_brings_rests_on_the_document_of_the_step_that_led_there() -> None:
    life = served(Ground.FACTORS)
    life.pass_time("2025-10-09")
    life.do(INSPECTOR, REMAINING, "2025-10-09", document="核验记录 7")
    assert {order.document for order in life.orders()} == {"核验记录 7"}
