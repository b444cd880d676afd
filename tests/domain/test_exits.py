"""S4: an exit is complete with all that its way needs, and not before."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from domain.catalogue import MeasureKind
from domain.closing import ConfirmDismantling
from domain.core import wake
from domain.people import department_system
from domain.procedure import Way
from domain.procedures import ELIMINATED
from domain.receiving import ReceiveReceipt
from domain.stages import Stage
from tests.domain.lives import (
    ANNOUNCE,
    BROUGHT,
    COMMIT,
    ENTERPRISE,
    INSPECTOR,
    LINE,
    SERVE,
    Life,
    local,
    story,
)
from tests.domain.stages import dismantling, sealed, sealing

Step = Callable[[Life], object]


def _receipt(kind: MeasureKind) -> Step:
    def answer(life: Life) -> None:
        order = next(order for order in life.enterprise.waiting() if order.kind is kind)
        receipt = ReceiveReceipt(order.id, "回执", "done", local("2025-10-14"), "经办人", BROUGHT)
        life.do(department_system(order.department), receipt, "2025-10-14")

    return answer


def _commit(life: Life) -> None:
    life.do(ENTERPRISE, COMMIT, "2025-10-14")


def _announce(life: Life) -> None:
    life.do(INSPECTOR, ANNOUNCE, "2025-10-14")


def _dismantle(equipment: str) -> Step:
    return lambda life: life.do(INSPECTOR, ConfirmDismantling(equipment), "2025-10-14")


P1_3 = (
    MeasureKind.POWER_CUT,
    MeasureKind.WATER_CUT,
    MeasureKind.POWER_UNIT_REMOVAL,
    MeasureKind.SEAL,
)
SEALING: dict[str, Step] = {
    **{kind: _receipt(kind) for kind in P1_3},
    "commitment": _commit,
    "announcement": _announce,
}
DISMANTLING: dict[str, Step] = {
    **{equipment: _dismantle(equipment) for equipment in LINE.equipment},
    "announcement": _announce,
}


@pytest.mark.parametrize("last", ["commitment", "announcement", MeasureKind.SEAL])
def test_s4_sealing_is_complete_with_the_last_of_p1_3_p1_4_and_p1_5(last: str) -> None:
    life = sealing()
    for name, step in SEALING.items():
        if name != last:
            step(life)
    assert life.stage() is Stage.SEALING
    SEALING[last](life)
    assert life.stage() is Stage.SEALED


@pytest.mark.parametrize("last", DISMANTLING)
def test_s4_dismantling_is_complete_with_the_last_of_p1_2_and_p1_5(last: str) -> None:
    life = dismantling()
    for name, step in DISMANTLING.items():
        if name != last:
            step(life)
    assert life.stage() is Stage.DISMANTLING
    DISMANTLING[last](life)
    assert life.stage() is Stage.DISMANTLED


def test_s4_p1_3_asks_for_just_these_four() -> None:
    assert {order.kind for order in sealed().orders()} == set(P1_3)


def test_s4_the_announcement_of_a_dismantling_is_none_of_the_sealing() -> None:
    life = dismantling()
    _announce(life)
    life.seals("2025-10-14 10:00")
    life.answer("2025-10-14 11:00")
    life.do(ENTERPRISE, COMMIT, "2025-10-14 12:00")
    assert life.stage() is Stage.SEALING
    life.do(INSPECTOR, ANNOUNCE, "2025-10-14 13:00")
    assert life.stage() is Stage.SEALED


def test_s4_what_another_case_already_put_in_force_counts() -> None:
    """And completing needs no order of one's own."""
    life = sealed()
    life.flag("2025-10-15", procedure=ELIMINATED)
    life.do(INSPECTOR, SERVE, "2025-10-15")
    life.is_heard("2025-10-15")
    assert "order_issued" not in story(life.seals("2025-10-15"))
    life.do(ENTERPRISE, COMMIT, "2025-10-15 10:00")
    life.do(INSPECTOR, ANNOUNCE, "2025-10-15 11:00")
    assert life.stage() is Stage.SEALED


def test_s4_what_is_being_lifted_for_another_case_does_not_count() -> None:
    """The cut was ordered again, and only its own receipt says that it is in force."""
    life = sealed()
    life.is_withdrawn("2025-10-15")
    life.flag("2025-10-15", line=replace(LINE, name="2号电石炉"), procedure=ELIMINATED)
    life.do(INSPECTOR, SERVE, "2025-10-15")
    life.is_heard("2025-10-15")
    life.seals("2025-10-15")
    life.do(ENTERPRISE, COMMIT, "2025-10-15 10:00")
    life.do(INSPECTOR, ANNOUNCE, "2025-10-15 11:00")
    assert life.stage() is Stage.SEALING
    life.answer("2025-10-16")
    assert life.stage() is Stage.SEALED


def test_p1_2_a_sealed_line_may_still_be_dismantled_and_its_cuts_end() -> None:
    life = sealed()
    for equipment in LINE.equipment:
        life.do(INSPECTOR, ConfirmDismantling(equipment), "2026-03-02")
    assert life.stage() is Stage.DISMANTLED
    lifted = {order.kind for order in life.enterprise.waiting() if order.action == "lift"}
    assert lifted == {MeasureKind.POWER_CUT, MeasureKind.WATER_CUT, MeasureKind.SEAL}


def _dismantled_before_it_was_sealed() -> Life:
    life = dismantling()
    for equipment in LINE.equipment:
        life.do(INSPECTOR, ConfirmDismantling(equipment), "2025-10-14")
    life.seals("2025-10-14 10:00")
    life.answer("2025-10-14 11:00")
    life.do(ENTERPRISE, COMMIT, "2025-10-14 12:00")
    life.do(INSPECTOR, ANNOUNCE, "2025-10-14 13:00")
    return life


def test_s4_whatever_is_complete_is_completed_in_the_same_go() -> None:
    life = _dismantled_before_it_was_sealed()
    assert life.stage() is Stage.DISMANTLED
    assert wake(life.enterprise, local("2025-10-14 13:00")) == (life.enterprise, ())


def test_s4_an_exit_is_completed_the_way_that_its_stage_is_on() -> None:
    ways = [e.event.way for e in sealed().entries if e.event.kind == "exit_completed"]
    assert ways == [Way.SEAL]
