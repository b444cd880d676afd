"""L7: an exit decision that no longer stands. What it put in force is lifted, and the enterprise
is heard, and the closure approved, anew (L5, P4.2)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

import pytest

from domain.approval import DecideApproval, RequestApproval
from domain.catalogue import MeasureKind
from domain.closing import Permit, TakeExitDecision
from domain.correction import RevokeDecision
from domain.notice import ServeNotice
from domain.people import department_system
from domain.planned_exit import VerifyExit
from domain.procedure import Procedure, Way
from domain.procedures import ENVIRONMENT, FACTORS, SAFETY
from domain.receiving import ReceiveReceipt
from domain.rectification import RecordReinspection
from domain.refused_orders import OrderAgain
from domain.stages import Stage
from tests.domain.lives import (
    ANNOUNCE,
    APPROVER,
    COMMIT,
    DISMANTLE,
    ENTERPRISE,
    INSPECTOR,
    REPORT,
    SERVE,
    SUPERVISOR,
    TELL,
    Life,
    local,
    story,
)
from tests.domain.stages import dismantling, sealed, sealing

REVOKE = RevokeDecision("复议决定撤销")
OVERTURNED = "行复〔2025〕7号"
LIFTABLE = [MeasureKind.POWER_CUT, MeasureKind.WATER_CUT, MeasureKind.SEAL]
STOP: Final = MeasureKind.PRODUCTION_STOP
LIMIT: Final = MeasureKind.PRODUCTION_LIMIT


def _revoke(life: Life, at: str) -> None:
    life.do(SUPERVISOR, REVOKE, at, document=OVERTURNED)


def test_s6_what_the_decision_put_in_force_is_lifted_and_the_lift_cites_the_revocation() -> None:
    life = sealing()
    life.answer("2025-10-14")
    _revoke(life, "2025-10-15")
    lifts = [order for order in life.orders() if order.action == "lift"]
    assert [order.kind for order in lifts] == LIFTABLE
    assert {order.document for order in lifts} == {OVERTURNED}
    assert life.stage() is Stage.DECIDING


def test_s5_a_lift_that_is_ordered_again_still_cites_what_released_it() -> None:
    """Its department refused it, and is told that it has to."""
    life = sealing()
    life.answer("2025-10-13 18:00")
    _revoke(life, "2025-10-14")
    lift = life.orders(MeasureKind.POWER_CUT)[-1]
    no = ReceiveReceipt(
        lift.id, "拒办", "refused", local("2025-10-15"), "经办人", reason="线路检修"
    )
    life.do(department_system("power"), no, "2025-10-15", document="回执函〔2025〕2号")
    life.do(SUPERVISOR, OrderAgain(lift.id, "检修已完"), "2025-10-16", document="")
    again = life.orders(MeasureKind.POWER_CUT)[-1]
    assert (again.action, again.revision, again.document) == ("lift", 3, OVERTURNED)


@pytest.mark.parametrize("made", [sealing, sealed, dismantling], ids=lambda made: made.__name__)
def test_l5_it_must_be_heard_again_before_another_decision(made: Callable[[], Life]) -> None:
    life = made()
    _revoke(life, "2025-10-15")
    assert life.refused(APPROVER, DISMANTLE, "2025-10-15").code == "requirement_missing"
    life.is_heard("2025-10-15")
    life.do(APPROVER, DISMANTLE, "2025-10-16")
    assert life.stage() is Stage.DISMANTLING


def test_l5_the_time_to_object_to_the_revoked_decision_is_not_that_of_the_next() -> None:
    """It was waived before its last day, 2025-10-15."""
    life = sealing()
    _revoke(life, "2025-10-14")
    assert "objection_ended" not in story(life.pass_time("2025-10-20"))
    life = sealing()
    _revoke(life, "2025-10-14")
    life.do(INSPECTOR, TELL, "2025-10-14 10:00")
    life.pass_time("2025-10-21 23:59")
    assert life.refused(APPROVER, DISMANTLE, "2025-10-21 23:59").code == "requirement_missing"
    assert "objection_ended" in story(life.pass_time("2025-10-22 00:00"))
    life.do(APPROVER, DISMANTLE, "2025-10-22")


def test_p1_4_p1_5_commitment_and_announcement_are_of_the_revoked_decision() -> None:
    life = sealed()
    _revoke(life, "2025-10-15")
    life.is_heard("2025-10-15")
    life.seals("2025-10-16")
    life.answer("2025-10-17")
    assert life.stage() is Stage.SEALING
    life.do(ENTERPRISE, COMMIT, "2025-10-17")
    life.do(INSPECTOR, ANNOUNCE, "2025-10-17")
    assert life.stage() is Stage.SEALED


def test_s8_the_next_decision_has_its_own_time() -> None:
    life = sealing()
    life.answer("2025-10-14")
    _revoke(life, "2025-10-15")
    assert life.case.due == date(2025, 10, 29)
    life.pass_time("2025-10-29 23:59")
    assert "escalated decision_late" in story(life.pass_time("2025-10-30 00:00"))


def test_s7_who_took_the_decision_does_not_revoke_it() -> None:
    life = sealing()
    assert life.refused(APPROVER, REVOKE, "2025-10-14").code == "decided_by_applicant"
    life.do(replace(APPROVER, id="approver-9"), REVOKE, "2025-10-14")


def test_p1_2_sealing_gives_way_to_dismantling_and_the_lift_cites_the_new_decision() -> None:
    """What the seal shut off is needed to take the equipment down; it was heard already."""
    life = sealing()
    life.answer("2025-10-14")
    life.do(APPROVER, DISMANTLE, "2025-10-15", document="乌政决〔2025〕2号")
    lifts = [order for order in life.orders() if order.action == "lift"]
    assert [order.kind for order in lifts] == LIFTABLE
    assert {order.document for order in lifts} == {"乌政决〔2025〕2号"}
    assert life.stage() is Stage.DISMANTLING


def _failed(procedure: Procedure, served: ServeNotice) -> Life:
    life = Life()
    life.flag("2025-04-01 09:00", procedure=procedure)
    life.do(INSPECTOR, served, "2025-04-01 10:00")
    life.do(ENTERPRISE, REPORT, "2025-05-06")
    life.do(INSPECTOR, RecordReinspection(verdict="fail"), "2025-05-07")
    life.is_heard("2025-05-07 10:00")
    return life


def _approved(life: Life, at: str) -> None:
    life.do(INSPECTOR, RequestApproval("district", "严重超标"), at)
    life.do(APPROVER, DecideApproval(True, "同意"), at)


CLOSE = TakeExitDecision(Way.CLOSE, "情节严重")
JUNE = date(2025, 6, 3)


def test_p4_2_a_closure_is_approved_again_and_the_limit_of_the_notice_stays() -> None:
    limited = ServeNotice("in_person", "回证", rectify_by=JUNE, production=LIMIT, share=50)
    life = _failed(ENVIRONMENT, limited)
    _approved(life, "2025-05-08")
    life.do(APPROVER, CLOSE, "2025-05-09")
    life.answer("2025-05-09 09:30")
    life.do(SUPERVISOR, REVOKE, "2025-05-09 10:00")
    assert [order.action for order in life.orders(STOP)] == ["impose", "lift"]
    assert [order.action for order in life.orders(LIMIT)] == ["impose"]
    life.is_heard("2025-05-09 11:00")
    assert life.refused(APPROVER, CLOSE, "2025-05-12").code == "requirement_missing"
    _approved(life, "2025-05-12")
    life.do(APPROVER, CLOSE, "2025-05-13")
    assert life.orders(STOP)[-1].revision == 3


def test_p5_1_a_stop_of_the_notice_outlives_the_decision_to_close() -> None:
    life = _failed(SAFETY, ServeNotice("in_person", "回证", rectify_by=JUNE))
    life.do(APPROVER, CLOSE, "2025-05-08")
    life.do(SUPERVISOR, REVOKE, "2025-05-09")
    assert [order.action for order in life.orders(STOP)] == ["impose"]


def test_p5_2_a_revoked_permit_is_given_back() -> None:
    life = _failed(SAFETY, ServeNotice("in_person", "回证", rectify_by=JUNE))
    revoke = TakeExitDecision(
        Way.REVOKE, "仍不安全", permits=(Permit("安许〔2020〕5号", "emergency"),)
    )
    life.do(APPROVER, revoke, "2025-05-08")
    life.answer("2025-05-09")
    life.do(SUPERVISOR, REVOKE, "2025-05-09 10:00")
    actions = [order.action for order in life.orders(MeasureKind.PERMIT_REVOCATION)]
    assert (actions, life.stage()) == (["impose", "lift"], Stage.DECIDING)


def test_o4_3_what_followed_from_not_exiting_in_time_stays() -> None:
    life = Life()
    flag = replace(life.flagging(procedure=FACTORS), planned_exit=date(2025, 6, 3))
    life.do(INSPECTOR, flag, "2025-04-01")
    life.do(INSPECTOR, SERVE, "2025-04-01")
    life.pass_time("2025-06-04 00:00")
    life.do(INSPECTOR, VerifyExit(life.case.line.capacity, "仍在生产"), "2025-06-04")
    life.is_heard("2025-06-05")
    life.do(APPROVER, DISMANTLE, "2025-06-06")
    life.do(SUPERVISOR, REVOKE, "2025-06-09")
    assert {order.action for order in life.orders()} == {"impose"}
