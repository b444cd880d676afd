"""P2.3, S7: a failed re-inspection that was entered wrongly, put right by a counter-entry."""

from decimal import Decimal

import pytest

from domain.correction import RevokeDecision
from domain.events import ProposalLapsed
from domain.grounds import Ground
from domain.proposal import Lapse
from domain.reinspection_correction import CorrectReinspection
from domain.stages import Stage
from tests.domain.grounds import ASK_CITY, CLOSE, approved
from tests.domain.lives import (
    APPROVER,
    CONFIRM,
    DEPUTY,
    DISMANTLE,
    INSPECTOR,
    SUPERVISOR,
)
from tests.domain.stages import deciding, dismantling, overdue

OVERTURN = RevokeDecision("复议决定撤销")
PASSED = CorrectReinspection("抄录了另一生产线的数据", Decimal("799.9"), Decimal(800))
FAILED = CorrectReinspection("抄录有误", Decimal(900), Decimal(800))


def test_p2_3_by_the_right_figures_it_passed_and_the_case_ends() -> None:
    life = deciding()
    (entry,) = life.do(INSPECTOR, PASSED, "2025-10-10")
    assert (life.case.stage, entry.rules) == (Stage.RECTIFIED, ("P2.3",))


def test_l5_by_other_figures_it_failed_too_and_the_enterprise_is_told_anew() -> None:
    life = deciding()
    before = life.case.limit
    life.do(INSPECTOR, FAILED, "2025-10-10")
    assert (life.case.stage, life.case.limit) == (Stage.DECIDING, before)
    assert life.refused(APPROVER, DISMANTLE, "2025-10-13").code == "requirement_missing"
    life.is_heard("2025-10-13 09:00")
    life.do(APPROVER, DISMANTLE, "2025-10-13 10:00")
    assert life.case.stage is Stage.DISMANTLING


def test_l5_s1_a_decision_that_waits_for_the_second_person_is_none_on_what_was_found_anew() -> None:
    life = deciding()
    life.propose(APPROVER, DISMANTLE, "2025-10-10")
    *_, lapsed = life.do(INSPECTOR, FAILED, "2025-10-10 10:00")
    assert lapsed.event == ProposalLapsed("take_exit_decision", Lapse.UNHEARD)
    life.is_heard("2025-10-13")
    assert life.refused(DEPUTY, CONFIRM, "2025-10-13 10:00").code == "nothing_proposed"


def test_p2_3_the_verdict_follows_from_the_figures_here_too() -> None:
    wrong = CorrectReinspection("抄录有误", Decimal(900), Decimal(800), "pass")
    life = deciding()
    assert life.refused(INSPECTOR, wrong, "2025-10-10").code == "verdict_against_figures"
    bare = CorrectReinspection("抄录有误")
    assert life.refused(INSPECTOR, bare, "2025-10-10").code == "figures_missing"
    assert life.refused(APPROVER, PASSED, "2025-10-10").code == "wrong_role"


def test_after_the_decision_that_is_revoked_first() -> None:
    life = dismantling()
    assert life.refused(INSPECTOR, PASSED, "2025-10-14").code == "not_now"
    life.do(SUPERVISOR, OVERTURN, "2025-10-14")
    life.do(INSPECTOR, PASSED, "2025-10-14 10:00")
    assert life.case.stage is Stage.RECTIFIED


def test_only_where_there_was_one() -> None:
    life = overdue()
    life.is_heard("2025-10-10 10:00")
    life.do(APPROVER, DISMANTLE, "2025-10-13")
    life.do(SUPERVISOR, OVERTURN, "2025-10-14")
    assert life.refused(INSPECTOR, PASSED, "2025-10-14 10:00").code == "not_reinspected"


@pytest.mark.parametrize("ground", [Ground.ENVIRONMENT, Ground.QUALITY])
def test_p4_2_p6_2_an_approval_rested_on_the_wrong_result_and_is_asked_for_anew(
    ground: Ground,
) -> None:
    life = approved(ground)
    life.do(INSPECTOR, CorrectReinspection("抄录有误", verdict="fail"), "2025-06-06")
    life.is_heard("2025-06-06 10:00")
    refusal = life.refused(APPROVER, CLOSE, "2025-06-09")
    assert (refusal.code, life.case.approval) == ("requirement_missing", None)
    life.do(INSPECTOR, ASK_CITY, "2025-06-09 10:00")
    assert life.case.stage is Stage.APPROVING
