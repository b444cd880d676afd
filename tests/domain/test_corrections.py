"""S7: what was entered wrongly is put right by another entry; measures follow
(S6)."""

from dataclasses import replace

from domain.catalogue import MeasureKind
from domain.closing import ConfirmDismantling, TakeExitDecision
from domain.line_correction import CorrectLine
from domain.procedure import Way
from domain.stages import Stage
from tests.domain.lives import (
    ANNOUNCE,
    APPROVER,
    COMMIT,
    ENTERPRISE,
    INSPECTOR,
    LINE,
    Life,
)
from tests.domain.stages import also_sealing, deciding, dismantling, rectifying, sealing

RIGHT = CorrectLine("供电点录错", power_supply_point="10kV-9")
CUT = MeasureKind.POWER_CUT


def _cuts(life: Life) -> list[tuple[str, str, int]]:
    return [(order.action, order.target, order.revision) for order in life.orders(CUT)]


def test_s7_a_wrong_supply_point_in_a_flag_is_put_right_before_anything_is_cut() -> None:
    life = deciding()
    life.do(INSPECTOR, RIGHT, "2025-10-10")
    assert life.orders() == []
    life.seals("2025-10-13")
    assert _cuts(life) == [("impose", "10kV-9", 1)]


def test_s6_a_correction_lifts_on_the_wrong_point_and_orders_on_the_right_one() -> None:
    life = sealing()
    life.answer("2025-10-14 09:00")
    life.do(INSPECTOR, RIGHT, "2025-10-14 10:00")
    assert _cuts(life)[1:] == [("lift", "10kV-7", 2), ("impose", "10kV-9", 1)]
    assert len(life.orders()) == 6


def test_s7_the_decisions_own_wrong_point_is_put_right_as_the_lines_is() -> None:
    life = deciding()
    wrong = TakeExitDecision(Way.SEAL, "逾期未达标", "管线未清空", power_supply_point="10kV-8")
    life.do(APPROVER, wrong, "2025-10-13 09:00")
    life.may_be_cut("2025-10-13 09:00")
    life.answer("2025-10-13 09:30")
    life.do(INSPECTOR, RIGHT, "2025-10-13 10:00")
    assert _cuts(life)[1:] == [("lift", "10kV-8", 2), ("impose", "10kV-9", 1)]
    assert life.case.line.power_supply_point == "10kV-9"


def test_s7_a_lift_cites_the_correction_and_an_imposition_the_decision() -> None:
    life = deciding()
    life.seals("2025-10-13")
    decision = life.orders(CUT)[0].document
    life.answer("2025-10-13 10:00")
    life.do(INSPECTOR, RIGHT, "2025-10-14", document="更正〔2025〕1号")
    _, lift, imposed = life.orders(CUT)
    assert (lift.document, imposed.document) == ("更正〔2025〕1号", decision)


def test_s6_the_wrong_point_stays_cut_for_another_case() -> None:
    life = sealing()
    first = life.case.number
    second = also_sealing(life, "2025-10-14")
    life.do(INSPECTOR, RIGHT, "2025-10-15", case=first)
    assert _cuts(life) == [("impose", "10kV-7", 1), ("impose", "10kV-9", 1)]
    assert life.enterprise.measures["power_cut:10kv-7"].holders == (second,)


def test_s6_the_right_point_is_not_cut_twice() -> None:
    life = Life()
    at_nine = replace(LINE, name="3号电石炉", power_supply_point="10kV-9")
    other = also_sealing(life, "2025-10-10", at_nine)
    wrong = also_sealing(life, "2025-10-13", LINE)
    life.answer("2025-10-13 15:00")
    life.do(INSPECTOR, RIGHT, "2025-10-14")
    assert _cuts(life) == [
        ("impose", "10kV-9", 1),
        ("impose", "10kV-7", 1),
        ("lift", "10kV-7", 2),
    ]
    assert life.enterprise.measures["power_cut:10kv-9"].holders == (other, wrong)


def test_s4_a_sealing_waits_for_the_cut_on_the_right_point() -> None:
    life = sealing()
    life.answer("2025-10-14 09:00")
    life.do(INSPECTOR, RIGHT, "2025-10-14 10:00")
    life.do(ENTERPRISE, COMMIT, "2025-10-14 11:00")
    life.do(INSPECTOR, ANNOUNCE, "2025-10-14 11:00")
    assert life.stage() is Stage.SEALING
    life.answer("2025-10-15")
    assert life.stage() is Stage.SEALED


def test_p1_2_equipment_put_right_completes_a_dismantling() -> None:
    """The transformer was never part of the line."""
    life = dismantling()
    life.do(INSPECTOR, ANNOUNCE, "2025-10-14")
    life.do(INSPECTOR, ConfirmDismantling("1号电石炉"), "2025-10-15")
    gone = CorrectLine("变压器不属该线", equipment=("1号变压器",))
    assert life.refused(INSPECTOR, gone, "2025-10-16").code == "already_dismantled"
    life.do(INSPECTOR, replace(gone, equipment=("1号电石炉",)), "2025-10-16")
    assert life.stage() is Stage.DISMANTLED


def test_s7_a_correction_says_what_is_right() -> None:
    refusal = rectifying().refused(INSPECTOR, CorrectLine("录错"), "2025-04-02")
    assert refusal.code == "nothing_corrected"
