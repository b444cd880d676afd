"""P5: unsafe conditions, from the stop to permits revoked or the line closed."""

from dataclasses import replace
from datetime import date

import pytest

from domain.catalogue import MeasureKind
from domain.closing import Permit, TakeExitDecision
from domain.grounds import Ground
from domain.people import department_system
from domain.receiving import ReceiveReceipt
from domain.stages import Stage
from tests.domain.grounds import (
    CITY_APPROVER,
    CLOSE,
    REVOKE,
    SAFE,
    UNSAFE,
    failed,
    revoking,
    served,
)
from tests.domain.lives import (
    ANNOUNCE,
    APPROVER,
    BROUGHT,
    ENTERPRISE,
    INSPECTOR,
    REPORT,
    Life,
    local,
)


def _revocations(life: Life) -> dict[str, str]:
    """The orders still to be answered: the permit, and who is to revoke it."""
    waiting = life.enterprise.waiting()
    return {o.target: o.department for o in waiting if o.kind is MeasureKind.PERMIT_REVOCATION}


def _answer(life: Life, permit: str) -> None:
    order = next(order for order in life.enterprise.waiting() if order.target == permit)
    receipt = ReceiveReceipt(
        order.id, f"回执-{permit}", "done", local("2025-06-10"), "经办人", BROUGHT
    )
    life.do(department_system(order.department), receipt, "2025-06-10")


def test_p5_1_the_order_sets_the_last_day() -> None:
    life = served(Ground.SAFETY)
    assert life.case.due == date(2025, 6, 30)
    life.pass_time("2025-07-01 00:00")
    assert life.stage() is Stage.OVERDUE


def test_p5_1_from_the_stop_to_safe_again() -> None:
    life = served(Ground.SAFETY)
    life.do(ENTERPRISE, REPORT, "2025-04-07")
    life.do(INSPECTOR, SAFE, "2025-04-08")
    assert life.stage() is Stage.RECTIFIED


def test_p5_2_permits_are_revoked_by_whoever_issued_them_one_order_each() -> None:
    life = revoking()
    assert life.stage() is Stage.REVOKING
    assert _revocations(life) == {"安许证-1": "emergency", "排污证-2": "environment"}
    assert {order.rules for order in life.orders(MeasureKind.PERMIT_REVOCATION)} == {("P5.2",)}


@pytest.mark.parametrize("last", ["安许证-1", "排污证-2"])
def test_s4_p5_2_revoked_is_complete_with_the_last_permit(last: str) -> None:
    life = revoking()
    life.do(INSPECTOR, ANNOUNCE, "2025-06-09")
    for permit in REVOKE.permits:
        if permit.number != last:
            _answer(life, permit.number)
    assert life.stage() is Stage.REVOKING
    _answer(life, last)
    assert life.stage() is Stage.REVOKED


def test_s6_a_revoked_permit_stays_revoked() -> None:
    life = revoking()
    life.answer("2025-06-10")
    life.do(INSPECTOR, ANNOUNCE, "2025-06-11")
    assert life.stage() is Stage.REVOKED
    assert {order.action for order in life.orders()} == {"impose"}
    assert life.only_watched()


def test_s6_withdrawn_before_it_is_complete_the_permits_are_given_back() -> None:
    life = revoking()
    life.answer("2025-06-04 18:00")
    life.is_withdrawn("2025-06-05")
    actions = [order.action for order in life.orders(MeasureKind.PERMIT_REVOCATION)]
    assert actions == ["impose", "impose", "lift", "lift"]


@pytest.mark.parametrize("decision", [CLOSE, REVOKE])
def test_p5_2_what_is_unsafe_when_the_time_is_up_is_decided_on(decision: TakeExitDecision) -> None:
    """No government has to approve it on this ground."""
    life = served(Ground.SAFETY)
    life.pass_time("2025-07-01")
    life.is_heard("2025-07-01")
    life.do(APPROVER, decision, "2025-07-02")
    assert life.stage() in (Stage.CLOSING, Stage.REVOKING)


@pytest.mark.parametrize("decision", [CLOSE, REVOKE])
def test_s2_nothing_is_decided_while_the_time_runs(decision: TakeExitDecision) -> None:
    life = served(Ground.SAFETY)
    assert life.refused(CITY_APPROVER, decision, "2025-06-30 23:59").code == "not_now"


def test_p5_2_a_failed_reinspection_ends_the_wait() -> None:
    life = served(Ground.SAFETY)
    life.do(ENTERPRISE, REPORT, "2025-04-07")
    life.do(INSPECTOR, UNSAFE, "2025-04-08")
    assert life.stage() is Stage.DECIDING


def test_s5_a_permit_named_twice_is_revoked_once() -> None:
    permit = Permit("安许证-1", "emergency")
    life = failed(Ground.SAFETY)
    life.is_heard("2025-06-03 10:00")
    life.do(APPROVER, replace(REVOKE, permits=(permit, permit)), "2025-06-04")
    assert len(life.orders(MeasureKind.PERMIT_REVOCATION)) == 1
