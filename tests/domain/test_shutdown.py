"""P1.3, L6: a cut comes after the safe-shutdown plan and its notice, each in its turn."""

from dataclasses import replace
from datetime import date

import pytest

from domain.catalogue import MEASURES, MeasureKind
from domain.exits import outstanding
from domain.people import Role
from domain.procedure import Way
from domain.procedures import PROCEDURES
from domain.shutdown import GiveEnforcementNotice
from domain.stages import Lateness, Stage
from tests.domain.lives import (
    APPROVER,
    CONFIRMED,
    DISMANTLE,
    ENTERPRISE,
    INSPECTOR,
    RESUME,
    SEAL,
    STAND_STILL,
    STOP_CLOCK,
    SUPERVISOR,
    Life,
    local,
    story,
)
from tests.domain.stages import SECOND, also_sealing, deciding, sealed, sealing

NOTICE = GiveEnforcementNotice(date(2025, 10, 13), "执行通知回证-1")
POWER, WATER = MeasureKind.POWER_CUT, MeasureKind.WATER_CUT
UNIT, SEALED = MeasureKind.POWER_UNIT_REMOVAL, MeasureKind.SEAL
IN_TURN = [POWER, WATER, UNIT, SEALED]


def _decided() -> Life:
    life = deciding()
    life.do(APPROVER, SEAL, "2025-10-13 09:00")
    return life


def _confirmed() -> Life:
    life = _decided()
    life.do(ENTERPRISE, STAND_STILL, "2025-10-13 10:00")
    life.do(SUPERVISOR, CONFIRMED, "2025-10-13 11:00")
    return life


def _kinds(life: Life) -> list[MeasureKind]:
    return [order.kind for order in life.orders()]


def test_p1_3_l6_nothing_is_cut_before_the_plan_is_confirmed_and_notice_was_given() -> None:
    life = _decided()
    assert set(outstanding(life.enterprise, life.case, Way.SEAL)) >= {
        "shutdown",
        "enforcement_notice",
    }
    life.do(ENTERPRISE, STAND_STILL, "2025-10-13 10:00")
    assert life.refused(INSPECTOR, NOTICE, "2025-10-13 10:00").code == "requirement_missing"
    life.do(SUPERVISOR, CONFIRMED, "2025-10-13 11:00")
    assert _kinds(life) == []
    life.do(INSPECTOR, NOTICE, "2025-10-13 12:00")
    assert _kinds(life) == [POWER]


def test_l6_an_emergency_that_the_decision_states_waits_for_neither() -> None:
    life = deciding()
    life.do(APPROVER, replace(SEAL, emergency="炉体泄漏"), "2025-10-13 22:00")
    (order,) = life.orders()
    assert (order.kind, order.emergency, order.not_before) == (POWER, "炉体泄漏", None)


@pytest.mark.parametrize(
    ("at", "enforce_on", "not_before"),
    [
        ("2025-10-13 12:00", "2025-10-13", None),
        ("2025-10-13 12:00", "2025-10-14", "2025-10-14 08:00"),
        ("2025-10-13 12:00", "2025-10-18", "2025-10-20 08:00"),  # a Saturday
        ("2025-10-13 21:00", "2025-10-13", "2025-10-14 08:00"),
    ],
)
def test_l6_it_is_not_before_the_day_of_the_notice_nor_by_night_nor_on_a_day_off(
    at: str, enforce_on: str, not_before: str | None
) -> None:
    life = _confirmed()
    life.do(INSPECTOR, replace(NOTICE, enforce_on=date.fromisoformat(enforce_on)), at)
    (order,) = life.orders()
    assert order.not_before == (local(not_before) if not_before else None)


def test_l6_the_notice_names_no_day_before_its_own_and_is_given_once() -> None:
    life = _confirmed()
    early = replace(NOTICE, enforce_on=date(2025, 10, 12))
    refusal = life.refused(INSPECTOR, early, "2025-10-13 12:00")
    assert (refusal.code, refusal.rule) == ("before_previous_step", "L6")
    life.do(INSPECTOR, NOTICE, "2025-10-13 12:00")
    assert life.refused(INSPECTOR, NOTICE, "2025-10-13 12:00").code == "already_recorded"


def test_p1_3_each_is_ordered_when_those_before_it_have_their_receipts() -> None:
    life = sealing()
    ordered = [_kinds(life)]
    for number, kind in enumerate(IN_TURN):
        life.answer_one(kind, f"2025-10-14 1{number}:00")
        ordered.append(_kinds(life))
    assert ordered == [IN_TURN[:1], IN_TURN[:2], IN_TURN[:3], IN_TURN, IN_TURN]


def test_p1_3_the_turns_are_of_the_catalogue() -> None:
    for number, kind in enumerate(IN_TURN):
        assert MEASURES[kind].after == tuple(IN_TURN[:number])
    for procedure in PROCEDURES.values():
        if Way.SEAL in procedure.exits:
            assert list(procedure.exits[Way.SEAL].measures) == IN_TURN


def test_s8_a_turn_that_does_not_come_is_late_and_so_is_the_department_that_holds_it_up() -> None:
    """The limit of the stage runs from the decision, whatever its steps wait for."""
    life = sealing()
    life.pass_time("2025-11-04")
    assert set(life.late()) == {Lateness.ACCEPTANCE, Lateness.SEALING}
    assert _kinds(life) == [POWER]
    waiting = _decided()
    waiting.pass_time("2025-11-04")
    assert waiting.late() == (Lateness.SEALING,)
    assert "escalated sealing_late" in story(waiting.entries)


def test_s6_what_waits_for_its_turn_is_neither_ordered_nor_lifted_when_it_is_released() -> None:
    life = sealing()
    life.is_withdrawn("2025-10-13 12:00")
    assert [(order.kind, order.action) for order in life.orders()] == [(POWER, "impose")]
    life.answer("2025-10-14", "cancelled")
    assert life.enterprise.finished


def test_s6_a_cut_that_another_case_has_in_force_holds_nobody_up() -> None:
    life = sealed()
    also_sealing(life, "2025-10-15")
    waiting = [(order.kind, order.target) for order in life.enterprise.waiting()]
    assert waiting == [(UNIT, SECOND.located_name)]


def test_l7_after_a_suspension_the_turns_come_again_without_another_notice() -> None:
    life = sealed()
    life.do(SUPERVISOR, STOP_CLOCK, "2025-10-20")
    life.answer("2025-10-21")
    life.do(SUPERVISOR, RESUME, "2025-11-03")
    again = [order.kind for order in life.enterprise.waiting()]
    assert again == [POWER]
    life.answer("2025-11-04")
    assert [order.kind for order in life.orders() if order.revision == 3] == [POWER, WATER, SEALED]


def test_l6_another_decision_is_enforced_on_a_notice_of_its_own() -> None:
    """The plan is of the line, and stays."""
    life = _confirmed()
    life.do(INSPECTOR, NOTICE, "2025-10-13 12:00")
    life.do(APPROVER, DISMANTLE, "2025-10-14")
    life.do(APPROVER, SEAL, "2025-10-15")
    assert life.stage() is Stage.SEALING
    assert all(order.cancelled_at for order in life.enterprise.waiting())
    life.do(INSPECTOR, replace(NOTICE, enforce_on=date(2025, 10, 15)), "2025-10-15")
    assert life.orders(POWER)[-1].action == "impose"


def test_p1_3_who_filed_the_plan_never_confirms_it() -> None:
    life = _decided()
    life.do(INSPECTOR, STAND_STILL, "2025-10-13 10:00")
    promoted = replace(INSPECTOR, role=Role.APPROVER)
    refusal = life.refused(promoted, CONFIRMED, "2025-10-13 11:00")
    assert (refusal.code, refusal.rule) == ("decided_by_applicant", "P1.3")
    life.do(APPROVER, replace(CONFIRMED, accepted=False), "2025-10-13 11:00")
    assert life.refused(INSPECTOR, NOTICE, "2025-10-13 11:00").code == "requirement_missing"
    life.do(INSPECTOR, STAND_STILL, "2025-10-13 12:00")
    life.do(SUPERVISOR, CONFIRMED, "2025-10-13 12:00")
    life.do(INSPECTOR, NOTICE, "2025-10-13 12:00")
    assert _kinds(life) == [POWER]
