"""What follows where a department refuses an order (S8), on measures that cases share (S6)."""

from datetime import date

import pytest

from domain.catalogue import MeasureKind
from domain.core import permitted
from domain.events import Escalated
from domain.ladder import Addressee, Rung
from domain.line_correction import CorrectLine
from domain.orders import Order
from domain.people import department_system
from domain.receiving import ReportProgress
from domain.refused_orders import OrderAgain, RedoMeasures, UndoMeasures
from domain.stages import Lateness, Stage
from domain.telling import tell
from tests.domain.lives import (
    ANNOUNCE,
    COMMIT,
    ENTERPRISE,
    INSPECTOR,
    RESUME,
    STOP_CLOCK,
    SUPERVISOR,
    Life,
    Passing,
    refuses,
    story,
)
from tests.domain.stages import also_sealing, sealed, sealing

CUT = MeasureKind.POWER_CUT
UNDO, REDO = UndoMeasures("供电部门拒办，先行恢复供水"), RedoMeasures("障碍已排除")


def _refused() -> tuple[Life, Order]:
    """The power cut, on Tuesday the 14th; what comes after it waits."""
    life = sealing()
    cut = life.orders(CUT)[0]
    refuses(life, cut, "2025-10-14")
    return life, cut


def _last_refused() -> Life:
    """All is carried out but the seal."""
    life = sealing()
    for kind in (CUT, MeasureKind.WATER_CUT, MeasureKind.POWER_UNIT_REMOVAL):
        life.answer_one(kind, "2025-10-14")
    refuses(life, life.orders(MeasureKind.SEAL)[0], "2025-10-14")
    return life


def _again(order: Order) -> OrderAgain:
    return OrderAgain(order.id, "居民负荷已转移")


def test_s8_a_refusal_is_on_record_with_its_reason_and_the_case_says_so() -> None:
    life, cut = _refused()
    told = tell(life.entries[-1])
    assert told.zh.endswith(f"{cut.id}，回执 拒办-{cut.id}：拒办，线路带居民负荷")
    assert life.case.refused == (cut.id,)
    assert life.late() == ()
    measure = life.enterprise.measures["power_cut:10kv-7"]
    assert not measure.in_force
    assert not measure.settled
    assert life.enterprise.waiting() == []


def test_s8_a_refusal_climbs_until_it_is_decided_on(until: Passing) -> None:
    """Three working days to decide, to the 17th; then the inspector is reminded."""
    life, cut = _refused()
    assert story(until(life, "2025-10-17 23:59")) == []
    [first] = until(life, "2025-10-18 00:00")
    assert first.event == Escalated(
        Lateness.REFUSAL, date(2025, 10, 17), Rung.REMINDER, Addressee.INSPECTOR, cut.id
    )
    assert life.late() == (Lateness.REFUSAL,)
    assert story(until(life, "2025-10-23 00:00")) == ["escalated refusal_undecided escalation"]
    life.do(SUPERVISOR, _again(cut), "2025-10-23")
    assert life.late() == ()
    assert life.case.refused == ()


def test_s8_ordered_again_it_is_a_new_order_and_completes_the_exit() -> None:
    life, cut = _refused()
    ordered = life.do(SUPERVISOR, _again(cut), "2025-10-15", document="")
    assert story(ordered) == ["order_again", "order_issued"]
    again = life.orders(CUT)[-1]
    assert (again.action, again.revision, again.document) == ("impose", 2, cut.document)
    life.do(ENTERPRISE, COMMIT, "2025-10-15")
    life.do(INSPECTOR, ANNOUNCE, "2025-10-15")
    assert life.stage() is Stage.SEALING
    life.answer("2025-10-16")
    assert life.stage() is Stage.SEALED


def test_s8_a_correction_orders_on_the_right_point_and_settles_the_refusal() -> None:
    life, _ = _refused()
    life.do(INSPECTOR, CorrectLine("接线图有误", power_supply_point="10kV-9"), "2025-10-15")
    assert life.case.refused == ()
    assert [(o.target, o.action) for o in life.orders(CUT)] == [
        ("10kV-7", "impose"),
        ("10kV-9", "impose"),
    ]
    assert life.enterprise.measures["power_cut:10kv-7"].settled


def test_s6_undone_what_the_others_did_is_lifted_and_redone_all_is_ordered_again() -> None:
    """In its turn. The power unit is out and stays out."""
    life = _last_refused()
    life.do(SUPERVISOR, UNDO, "2025-10-15")
    lifts = [order.kind for order in life.enterprise.waiting()]
    assert lifts == [CUT, MeasureKind.WATER_CUT]
    assert (life.case.refused, life.stage()) == ((), Stage.SEALING)
    life.answer("2025-10-16")
    life.do(SUPERVISOR, REDO, "2025-10-17")
    life.answer("2025-10-18")
    again = [(order.kind, order.revision) for order in life.orders() if order.revision > 1]
    assert {*again} == {
        *((kind, revision) for kind in (CUT, MeasureKind.WATER_CUT) for revision in (2, 3)),
        (MeasureKind.SEAL, 2),
    }


def test_s6_undone_what_another_case_needs_stays() -> None:
    life = sealed()
    first = life.case.number
    also_sealing(life, "2025-10-15")
    life.do(SUPERVISOR, UNDO, "2025-10-16", case=first)
    lifted = {order.kind for order in life.orders() if order.action == "lift"}
    assert lifted == {MeasureKind.SEAL}
    assert life.enterprise.measures["power_cut:10kv-7"].in_force


def test_s6_undone_before_anything_was_done_all_is_cancelled() -> None:
    life = sealing()
    assert story(life.do(SUPERVISOR, UNDO, "2025-10-14")) == [
        "undo_measures",
        "order_cancelled",
    ]


def test_s8_a_refused_lifting_outlives_its_case_and_may_be_ordered_again() -> None:
    life = sealed()
    life.is_withdrawn("2025-10-20")
    seal = life.orders(MeasureKind.SEAL)[-1]
    refuses(life, seal, "2025-10-21")
    life.answer("2025-10-21")
    assert life.case.refused == (seal.id,)
    assert permitted(life.enterprise, life.case.number, SUPERVISOR) == ("order_again",)
    assert not life.enterprise.finished
    life.do(SUPERVISOR, _again(seal), "2025-10-22", document="")
    life.answer("2025-10-23")
    assert life.enterprise.finished
    assert permitted(life.enterprise, life.case.number, SUPERVISOR) == ()


def test_s6_a_refusal_is_for_every_case_that_needs_the_measure() -> None:
    life = sealing()
    first = life.case.number
    second = also_sealing(life, "2025-10-14")
    cut = life.orders(CUT)[0]
    refuses(life, cut, "2025-10-14 10:00")
    assert {number for number, case in life.enterprise.cases.items() if case.refused} == {
        first,
        second,
    }
    life.do(SUPERVISOR, _again(cut), "2025-10-15", case=second)
    assert not any(case.refused for case in life.enterprise.cases.values())
    assert len(life.orders(CUT)) == 2


def test_l7_s6_what_was_refused_is_ordered_again_after_a_suspension() -> None:
    life, _ = _refused()
    life.do(SUPERVISOR, STOP_CLOCK, "2025-10-15")
    assert life.case.refused == ()
    life.do(SUPERVISOR, RESUME, "2025-10-20")
    assert [(o.action, o.revision) for o in life.orders(CUT)] == [("impose", 1), ("impose", 2)]


@pytest.mark.parametrize("accepted", [True, False])
def test_s8_a_progress_note_is_kept_and_says_that_the_order_has_arrived(accepted: bool) -> None:
    life = sealing()
    cut = life.orders(CUT)[0]
    if accepted:
        life.do(department_system("power"), ReportProgress(cut.id, "已派员"), "2025-10-13")
    note = ReportProgress(cut.id, "正在倒闸")
    life.do(department_system("power"), note, "2025-10-14")
    order = life.enterprise.order(cut.id)
    assert order is not None
    assert (order.note, order.due) == ("正在倒闸", order.receipt_by)
    assert order not in life.enterprise.unsent()
    assert life.refused(department_system("water"), note, "2025-10-14").code == "out_of_scope"
