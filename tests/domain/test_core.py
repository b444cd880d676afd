"""The two ways in, and whole lives of both grounds."""

from datetime import date, timedelta

import pytest

from domain.closing import ConfirmDismantling
from domain.commands import Command
from domain.core import accept, handle, permitted, wake
from domain.extension import ApplyForExtension, DecideExtension
from domain.refusals import Refusal
from domain.stages import Stage
from tests.domain.lives import (
    ANNOUNCE,
    APPROVER,
    AUDITOR,
    COMMIT,
    DISMANTLE,
    ENTERPRISE,
    FAIL,
    INSPECTOR,
    PASS,
    REPORT,
    SEAL,
    SUPERVISOR,
    local,
    story,
)
from tests.domain.stages import (
    eliminated,
    overdue,
    rectifying,
    reported,
    sealing,
)


def test_p1_an_eliminated_line_goes_from_notice_to_decision_to_sealed_and_dismantled() -> None:
    """P1.1-P1.5: no period, no extension; four measures, a commitment, an announcement."""
    life = eliminated()
    assert life.stage() is Stage.DECIDING
    assert life.case.deadline is None
    life.refused(ENTERPRISE, ApplyForExtension(1, "设备未到"), "2025-10-13")
    life.seals("2025-10-13 10:00")
    life.answer("2025-10-14")
    life.do(ENTERPRISE, COMMIT, "2025-10-14 10:00")
    life.do(INSPECTOR, ANNOUNCE, "2025-10-14 11:00")
    assert life.stage() is Stage.SEALED
    for equipment in life.case.line.equipment:
        life.do(INSPECTOR, ConfirmDismantling(equipment), "2025-12-01")
    assert life.stage() is Stage.DISMANTLED
    assert story(life.entries) == [
        "flag",
        "serve_notice",
        "give_advance_notice",
        "waive_hearing",
        "file_resettlement_plan",
        "decide_resettlement_plan accepted",
        "file_risk_plan",
        "decide_risk_plan accepted",
        "take_exit_decision seal",
        "file_shutdown_plan",
        "decide_shutdown_plan accepted",
        "give_enforcement_notice",
        *["order_issued", "receive_receipt done"] * 4,
        "record_commitment",
        "record_announcement",
        "exit_completed",
        "confirm_dismantling",
        "confirm_dismantling",
        "exit_completed",
        *["order_issued"] * 3,
    ]


def test_p1_2_an_eliminated_line_exits_by_dismantling() -> None:
    life = eliminated()
    life.do(APPROVER, DISMANTLE, "2025-10-13 10:00")
    for equipment in life.case.line.equipment:
        life.do(INSPECTOR, ConfirmDismantling(equipment), "2025-12-01")
    life.do(INSPECTOR, ANNOUNCE, "2025-12-02")
    assert life.stage() is Stage.DISMANTLED
    assert life.case.ended
    assert not life.enterprise.finished  # watched for a year


def test_p2_1_a_line_gets_six_months_and_passes() -> None:
    """P2.1, L1-L3: to the corresponding day, moved off the holiday."""
    life = rectifying()
    assert life.case.deadline is not None
    assert life.case.deadline.unmoved == date(2025, 10, 1)
    assert life.case.due == date(2025, 10, 9)
    life.do(ENTERPRISE, REPORT, "2025-09-01")
    life.do(INSPECTOR, PASS, "2025-09-02")
    assert life.stage() is Stage.RECTIFIED
    assert life.enterprise.finished


def test_p2_2_an_extension_counts_from_the_day_before_it_was_moved() -> None:
    life = rectifying()
    life.do(ENTERPRISE, ApplyForExtension(3, "设备未到"), "2025-09-01")
    life.do(APPROVER, DecideExtension(1, "同意一个月"), "2025-09-02")
    assert life.case.deadline is not None
    assert life.case.deadline.unmoved == date(2025, 11, 1)
    assert life.case.due == date(2025, 11, 3)


def test_p2_3_rectified_and_still_over_the_limit_is_closed() -> None:
    life = reported()
    life.do(INSPECTOR, FAIL, "2025-10-09")
    life.is_heard("2025-10-09 10:00")
    life.do(APPROVER, DISMANTLE, "2025-10-13")
    assert life.stage() is Stage.DISMANTLING


def test_p2_3_not_rectified_when_the_time_is_up_is_closed() -> None:
    life = overdue()
    life.is_heard("2025-10-10")
    life.do(APPROVER, DISMANTLE, "2025-10-10 10:00")
    assert life.stage() is Stage.DISMANTLING


@pytest.mark.parametrize("early", [True, False])
def test_l3_a_command_and_the_end_in_the_same_instant_come_out_the_same_way(early: bool) -> None:
    """The period is over at 24:00; what is due is done first, though nobody was woken for it."""
    life = rectifying()
    end = local("2025-10-10 00:00")
    command = Command("c", life.case.number, ENTERPRISE, REPORT)
    result = handle(life.enterprise, command, end - timedelta(microseconds=1) if early else end)
    assert isinstance(result, Refusal) is not early


def test_a_refusal_says_what_is_permitted_now() -> None:
    """S2: no exit decision while the period runs."""
    life = rectifying()
    refusal = life.refused(APPROVER, SEAL, "2025-05-01")
    assert refusal.code == "not_now"
    assert refusal.permitted == ("impose_price", "reassign")
    assert life.refused(ENTERPRISE, COMMIT, "2025-05-01").permitted == (
        "apply_for_extension",
        "file_report",
    )


def test_what_is_permitted_follows_stage_guard_and_person() -> None:
    life = rectifying()
    number = life.case.number
    assert permitted(life.enterprise, number, APPROVER) == ("impose_price", "reassign")
    life.do(ENTERPRISE, ApplyForExtension(1, "设备未到"), "2025-09-01")
    assert permitted(life.enterprise, number, APPROVER) == (
        "decide_extension",
        "impose_price",
        "reassign",
    )
    assert permitted(life.enterprise, number, ENTERPRISE) == ("file_report",)
    assert permitted(life.enterprise, number, SUPERVISOR) == ("suspend", "withdraw", "reassign")
    assert permitted(life.enterprise, number, AUDITOR) == ()
    assert permitted(life.enterprise, "no such case", APPROVER) == ()


def test_an_ended_case_permits_nothing() -> None:
    life = reported()
    life.do(INSPECTOR, PASS, "2025-10-01")
    people = (INSPECTOR, APPROVER, SUPERVISOR, ENTERPRISE)
    assert not any(permitted(life.enterprise, life.case.number, person) for person in people)


def test_nothing_is_left_to_do_once_woken() -> None:
    life = rectifying()
    life.sleep("2027-01-01")
    assert wake(life.enterprise, local("2027-01-01")) == (life.enterprise, ())


def test_s5_an_order_is_accepted_once() -> None:
    life = sealing()
    order = life.enterprise.unsent()[0]
    enterprise, recorded = accept(life.enterprise, order.id, local("2025-10-13 12:00"))
    assert len(recorded) == 1
    assert order.id not in {waiting.id for waiting in enterprise.unsent()}
    assert accept(enterprise, order.id, local("2025-10-13 13:00")) == (enterprise, ())
    assert accept(enterprise, "no such order", local("2025-10-13 13:00")) == (enterprise, ())


def test_an_enterprise_is_finished_when_nothing_is_open_and_nothing_in_force() -> None:
    life = sealing()
    life.answer("2025-10-14")
    life.is_withdrawn("2025-10-15")
    assert not life.enterprise.finished
    life.answer("2025-10-16")
    assert life.enterprise.finished
