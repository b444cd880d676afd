"""S7: a case is withdrawn by one before the notice was served, by two after it."""

from dataclasses import replace

import pytest

from domain.catalogue import MeasureKind
from domain.notice import ServeNotice
from domain.people import Actor
from domain.procedures import SAFETY
from domain.stages import Stage
from tests.domain.lives import (
    APPROVER,
    CONFIRM,
    DOCUMENT,
    ENTERPRISE,
    INSPECTOR,
    SECOND_SUPERVISOR,
    SUPERVISOR,
    WITHDRAW,
    Life,
    local,
)
from tests.domain.stages import flagged, rectifying, sealing

STOP = ServeNotice("in_person", "送达回证-1", rectify_by=local("2025-06-02").date())


def test_s7_before_service_one_withdraws_alone() -> None:
    life = flagged()
    life.do(SUPERVISOR, WITHDRAW, "2025-04-02")
    assert (life.stage(), life.case.agenda) == (Stage.WITHDRAWN, ())


def test_s7_once_served_it_waits_for_a_second_person() -> None:
    life = rectifying()
    life.propose(SUPERVISOR, WITHDRAW, "2025-04-02")
    assert life.stage() is Stage.RECTIFYING
    life.propose(SECOND_SUPERVISOR, CONFIRM, "2025-04-02")
    assert life.stage() is Stage.WITHDRAWN


def test_s7_an_inspectors_waits_for_a_supervisor_before_service_too() -> None:
    life = flagged()
    life.propose(INSPECTOR, WITHDRAW, "2025-04-02")
    assert life.stage() is Stage.FLAGGED
    assert life.refused(replace(INSPECTOR, id="another"), CONFIRM, "2025-04-02").rule == "S9"
    assert life.refused(APPROVER, CONFIRM, "2025-04-02").code == "wrong_role"
    life.propose(SUPERVISOR, CONFIRM, "2025-04-02")
    assert life.stage() is Stage.WITHDRAWN


def test_s7_a_withdrawal_names_its_document() -> None:
    refusal = flagged().refused(SUPERVISOR, WITHDRAW, "2025-04-02", document="")
    assert refusal.code == "document_missing"


@pytest.mark.parametrize("by", [ENTERPRISE, APPROVER])
def test_s9_neither_enterprise_nor_approver_proposes_it(by: Actor) -> None:
    assert rectifying().refused(by, WITHDRAW, "2025-04-02").code == "wrong_role"


def test_s6_a_withdrawn_case_needs_nothing_and_the_lift_cites_the_withdrawal() -> None:
    life = sealing()
    life.answer("2025-10-14")
    life.is_withdrawn("2025-10-15")
    lifted = {o.kind: o.document for o in life.orders() if o.action == "lift"}
    assert lifted == dict.fromkeys(
        (MeasureKind.WATER_CUT, MeasureKind.POWER_CUT, MeasureKind.SEAL), DOCUMENT
    )
    assert life.case.agenda == ()


def test_s6_a_stop_of_the_notice_is_lifted_with_the_case() -> None:
    life = Life()
    life.flag("2025-04-01 09:00", procedure=SAFETY)
    life.do(INSPECTOR, STOP, "2025-04-01 10:00")
    life.answer("2025-04-01 18:00")
    life.is_withdrawn("2025-04-02")
    actions = [order.action for order in life.orders(MeasureKind.PRODUCTION_STOP)]
    assert actions == ["impose", "lift"]
