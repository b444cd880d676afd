"""O7: no closure is carried out before its resettlement plan and its risk plan are accepted."""

from dataclasses import replace
from datetime import date

import pytest

from domain.catalogue import MeasureKind
from domain.closing import ConfirmDismantling, Permit, TakeExitDecision
from domain.closure_plans import DecideResettlementPlan, DecideRiskPlan, FileResettlementPlan
from domain.commands import Action
from domain.core import permitted
from domain.events import ExitCompleted
from domain.exits import outstanding
from domain.notice import ServeNotice
from domain.people import Actor, Role
from domain.procedure import EXIT_WAYS, Procedure, Way
from domain.procedures import PROCEDURES, SAFETY
from domain.stages import Stage
from tests.domain.lives import (
    ANNOUNCE,
    APPROVER,
    ASSESS,
    ASSESSED,
    DISMANTLE,
    ENTERPRISE,
    INSPECTOR,
    RESETTLE,
    RESETTLED,
    SUPERVISOR,
    TELL,
    WAIVE,
    Life,
)
from tests.domain.stages import overdue, rectifying, reported

AT = "2025-10-13"
BOTH = {"resettlement", "risk"}


def _heard() -> Life:
    """Its decision may be taken, and nothing was done for its workers yet."""
    return _hear(overdue())


def _hear(life: Life) -> Life:
    life.do(INSPECTOR, TELL, AT)
    life.do(ENTERPRISE, WAIVE, AT)
    return life


def _unsafe() -> Life:
    life = Life()
    life.flag("2025-04-01", procedure=SAFETY)
    serve = ServeNotice("in_person", "回证", rectify_by=date(2025, 6, 30))
    life.do(INSPECTOR, serve, "2025-04-01")
    life.answer("2025-04-02")
    life.pass_time("2025-10-12")
    return _hear(life)


def _accepts(life: Life, plan: str) -> None:
    steps: dict[str, tuple[tuple[Actor, Action], ...]] = {
        "resettlement": ((ENTERPRISE, RESETTLE), (SUPERVISOR, RESETTLED)),
        "risk": ((INSPECTOR, ASSESS), (APPROVER, ASSESSED)),
    }
    for by, action in steps[plan]:
        life.do(by, action, AT)


def _lacks(life: Life) -> set[str]:
    return set(outstanding(life.enterprise, life.case, EXIT_WAYS[life.stage()]))


@pytest.mark.parametrize("order", [("resettlement", "risk"), ("risk", "resettlement")])
def test_o7_nothing_is_cut_or_sealed_before_both_plans_are_accepted(order: tuple[str, str]) -> None:
    life = _heard()
    life.seals(AT)
    assert not life.orders()
    assert _lacks(life) >= BOTH
    _accepts(life, order[0])
    assert not life.orders()
    assert _lacks(life) & BOTH == {order[1]}
    _accepts(life, order[1])
    assert [order.kind for order in life.orders()] == [MeasureKind.POWER_CUT]
    assert not _lacks(life) & BOTH


def test_o7_plans_accepted_before_the_decision_hold_nothing_up() -> None:
    life = _heard()
    life.has_its_plans(AT)
    life.seals(AT)
    assert [order.kind for order in life.orders()] == [MeasureKind.POWER_CUT]


@pytest.mark.parametrize("accepted", ["risk", None])
def test_o7_dismantling_is_confirmed_only_with_both(accepted: str | None) -> None:
    life = _heard()
    life.do(APPROVER, DISMANTLE, AT)
    if accepted:
        _accepts(life, accepted)
    item = ConfirmDismantling(life.case.line.equipment[0])
    refusal = life.refused(INSPECTOR, item, AT)
    assert (refusal.code, refusal.rule) == ("requirement_missing", "O7")
    assert "安置" in refusal.message.zh
    for plan in sorted(BOTH - {accepted}):
        _accepts(life, plan)
    life.do(INSPECTOR, item, AT)


def test_o7_a_closure_is_not_complete_without_them_though_production_stopped_long_ago() -> None:
    life = _unsafe()
    life.do(APPROVER, TakeExitDecision(Way.CLOSE, "仍不安全"), AT)
    life.do(INSPECTOR, ANNOUNCE, AT)
    assert life.stage() is Stage.CLOSING
    assert _lacks(life) >= BOTH
    life.has_its_plans(AT)
    assert life.stage() is Stage.CLOSED


def test_o7_p5_2_revoking_permits_waits_for_no_plan() -> None:
    """A revoked permit closes nobody's workplace by itself."""
    life = _unsafe()
    permit = Permit("安许-1", "emergency")
    life.do(APPROVER, TakeExitDecision(Way.REVOKE, "仍不安全", permits=(permit,)), AT)
    assert [order.target for order in life.orders()[1:]] == ["安许-1"]
    life.answer(AT + " 11:00")
    entries = life.do(INSPECTOR, ANNOUNCE, AT + " 12:00")
    assert isinstance(entries[1].event, ExitCompleted)


@pytest.mark.parametrize("procedure", PROCEDURES.values(), ids=PROCEDURES)
def test_o7_every_way_but_revoking_asks_for_both(procedure: Procedure) -> None:
    for way, exit_ in procedure.exits.items():
        plans = {str(need) for need in exit_.before} & BOTH
        assert plans == (set() if way is Way.REVOKE else BOTH)


def test_o7_who_filed_a_plan_never_decides_it() -> None:
    life = _heard()
    promoted = replace(INSPECTOR, role=Role.APPROVER)
    for plan, decision in ((RESETTLE, RESETTLED), (ASSESS, ASSESSED)):
        life.do(INSPECTOR, plan, AT)
        refusal = life.refused(promoted, decision, AT)
        assert (refusal.code, refusal.rule) == ("decided_by_applicant", "O7")


def test_o7_a_refused_plan_is_filed_again() -> None:
    life = _heard()
    life.do(ENTERPRISE, RESETTLE, AT)
    life.do(APPROVER, DecideResettlementPlan(False, "安置去向不明"), AT)
    assert life.refused(APPROVER, RESETTLED, AT).code == "no_plan_waiting"
    life.do(ENTERPRISE, RESETTLE, AT)
    life.do(APPROVER, RESETTLED, AT)
    life.do(INSPECTOR, ASSESS, AT)
    life.do(SUPERVISOR, DecideRiskPlan(False, "无责任人电话"), AT)
    life.seals(AT)
    assert not life.orders()
    life.do(INSPECTOR, ASSESS, AT)
    life.do(SUPERVISOR, ASSESSED, AT)
    assert [order.kind for order in life.orders()] == [MeasureKind.POWER_CUT]


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        (FileResettlementPlan(0), None),
        (FileResettlementPlan(1, 1), "insurance_not_carried_over"),
        (FileResettlementPlan(1, 0, 1, True), None),
        (FileResettlementPlan(2, 1, 0, True), "workers_left_out"),
        (FileResettlementPlan(2, 2, 1, True), "workers_left_out"),
        (FileResettlementPlan(0, 1, 0, True), "workers_left_out"),
    ],
)
def test_o7_nobody_is_left_out_and_no_workers_need_no_insurance(
    plan: FileResettlementPlan, code: str | None
) -> None:
    life = _heard()
    if code is None:
        life.do(ENTERPRISE, plan, AT)
    else:
        refusal = life.refused(ENTERPRISE, plan, AT)
        assert (refusal.code, refusal.rule) == (code, "O7")


def test_o7_plans_may_be_filed_from_when_a_closure_may_come() -> None:
    plans = {"file_resettlement_plan", "file_risk_plan"}
    for life, there in ((rectifying(), False), (reported(), False), (overdue(), True)):
        now = set(permitted(life.enterprise, life.case.number, ENTERPRISE))
        assert (plans <= now) is there
        assert bool(plans & now) is there
