"""The rule of each command. What is merely refused, code by code, is in `test_refusals.py`."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from domain.announcing import RecordAnnouncement
from domain.closing import (
    ConfirmDismantling,
    RecordCommitment,
    TakeExitDecision,
)
from domain.extension import ApplyForExtension
from domain.notice import ServeNotice
from domain.procedure import Way
from domain.rectification import RecordReinspection, verdict_of
from domain.stages import Stage
from tests.domain.lives import (
    ANNOUNCE,
    APPROVER,
    COMMIT,
    DISMANTLE,
    ENTERPRISE,
    FAIL,
    INSPECTOR,
    LINE,
    PASS,
    REPORT,
    SEAL,
    SERVE,
    Life,
)
from tests.domain.stages import (
    deciding,
    dismantling,
    eliminated,
    flagged,
    overdue,
    rectifying,
    reported,
    sealing,
)


def test_l1_the_period_starts_with_the_day_of_service_not_of_its_entry() -> None:
    life = flagged()
    life.do(INSPECTOR, SERVE, "2025-04-09", on="2025-04-03")
    assert life.case.served_on == date(2025, 4, 3)
    assert life.case.deadline is not None
    assert life.case.deadline.unmoved == date(2025, 10, 3)


def test_l1_left_at_the_place_with_two_witnesses_is_served() -> None:
    life = flagged()
    life.do(INSPECTOR, ServeNotice("left_at_place", "回证", ("甲", "乙")), "2025-04-02")
    assert life.stage() is Stage.RECTIFYING


@pytest.mark.parametrize("kind", [PASS, FAIL])
def test_p2_3_nothing_is_reinspected_before_the_notice_is_served(kind: RecordReinspection) -> None:
    assert flagged().refused(INSPECTOR, kind, "2025-04-02").code == "not_now"


@pytest.mark.parametrize(
    ("measured", "verdict"), [("799.9999", "pass"), ("800", "pass"), ("800.0001", "fail")]
)
def test_p2_3_over_the_limit_fails_and_exactly_at_it_passes(measured: str, verdict: str) -> None:
    assert verdict_of(Decimal(measured), Decimal(800)) == verdict
    life = reported()
    life.do(INSPECTOR, RecordReinspection(Decimal(measured), Decimal(800)), "2025-10-01")
    assert life.stage() is (Stage.RECTIFIED if verdict == "pass" else Stage.DECIDING)


@pytest.mark.parametrize("life", [flagged, rectifying, reported])
@pytest.mark.parametrize("decision", [SEAL, DISMANTLE])
def test_s2_no_closure_before_the_period_is_over_or_a_reinspection_failed(
    life: Callable[[], Life], decision: TakeExitDecision
) -> None:
    assert life().refused(APPROVER, decision, "2025-10-01").code == "not_now"


@pytest.mark.parametrize("life", [flagged, rectifying, reported, overdue, deciding])
def test_s1_nothing_is_announced_or_committed_before_an_exit_decision(
    life: Callable[[], Life],
) -> None:
    lived = life()
    for action in (ANNOUNCE, COMMIT, ConfirmDismantling("1号电石炉")):
        assert lived.refused(INSPECTOR, action, "2025-10-10").code == "not_now"
    assert lived.enterprise.measures == {}


def test_p1_1_without_a_period_there_is_neither_extension_nor_reinspection() -> None:
    life = eliminated()
    for by, action in ((ENTERPRISE, ApplyForExtension(1, "x")), (ENTERPRISE, REPORT)):
        assert life.refused(by, action, "2025-10-13").code == "not_now"
    assert life.refused(INSPECTOR, PASS, "2025-10-13").code == "not_now"


def test_p1_3_dismantling_that_proves_impossible_turns_into_sealing() -> None:
    life = dismantling()
    life.do(INSPECTOR, ANNOUNCE, "2025-10-13 10:00")
    life.do(APPROVER, SEAL, "2025-10-14")
    assert life.stage() is Stage.SEALING
    assert not life.case.announced


def test_p1_2_a_second_decision_to_dismantle_is_refused() -> None:
    assert dismantling().refused(APPROVER, DISMANTLE, "2025-10-14").code == "not_now"


def test_l6_a_decision_may_name_the_supply_points_that_the_line_does_not() -> None:
    life = deciding()
    points = TakeExitDecision(Way.SEAL, "未达标", "未清空", "10kV-9", "W-9")
    life.do(APPROVER, points, "2025-10-13")
    life.may_be_cut("2025-10-13")
    life.answer("2025-10-14")
    targets = {order.target for order in life.orders()}
    assert targets == {"10kV-9", "W-9", LINE.located_name}


@pytest.mark.parametrize("equipment", LINE.equipment)
def test_p1_2_each_item_of_equipment_is_taken_down_once(equipment: str) -> None:
    life = dismantling()
    life.do(INSPECTOR, ConfirmDismantling(equipment), "2025-10-20")
    again = life.refused(INSPECTOR, ConfirmDismantling(equipment), "2025-10-21")
    assert (again.code, again.rule) == ("already_recorded", "P1.2")


@pytest.mark.parametrize(("action", "rule"), [(COMMIT, "P1.4"), (ANNOUNCE, "P1.5")])
def test_what_is_on_record_is_not_recorded_again(
    action: RecordCommitment | RecordAnnouncement, rule: str
) -> None:
    life = sealing()
    life.do(INSPECTOR, action, "2025-10-14")
    assert life.refused(INSPECTOR, action, "2025-10-14 10:00").rule == rule


def test_s7_only_what_the_law_lets_happen_earlier_is_dated_back() -> None:
    """Service, inspections and confirmations are; what counts by being filed or decided is not."""
    life = deciding()
    back = life.refused(APPROVER, SEAL, "2025-10-14", on="2025-10-13")
    assert back.code == "may_not_be_backdated"
    life.do(APPROVER, SEAL, "2025-10-14")
    life.do(INSPECTOR, COMMIT, "2025-10-20", on="2025-10-14")
    before = life.refused(INSPECTOR, ANNOUNCE, "2025-10-20", on="2025-10-13")
    assert before.code == "before_previous_step"
