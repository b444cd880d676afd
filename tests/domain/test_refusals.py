"""Every refusal, each with the life that provokes it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from domain.accepting import AcceptOrder
from domain.charge import Reassign
from domain.closing import ConfirmDismantling, TakeExitDecision
from domain.extension import ApplyForExtension, DecideExtension
from domain.flagging import Flag
from domain.line import Line
from domain.line_correction import CorrectLine
from domain.new_calendar import AdoptCalendar
from domain.new_rules import AdoptRules
from domain.notice import ServeNotice
from domain.orders import Outcome
from domain.people import Role, department_system
from domain.procedure import Procedure, Way
from domain.procedures import ELIMINATED, ENERGY
from domain.receiving import ReceiveReceipt
from domain.rectification import RecordReinspection
from domain.refusal_kinds import KINDS, TOPICS
from domain.refusals import Refusal
from domain.second_person import TakeBackStep
from domain.watch import RecordWatch
from tests.domain.cast import clerk
from tests.domain.grounds import unexited
from tests.domain.lives import (
    ANNOUNCE,
    APPROVER,
    APPROVER_ELSEWHERE,
    AUDITOR,
    BROUGHT,
    CALENDAR,
    CODE,
    COMMIT,
    CONFIRM,
    DISMANTLE,
    ENTERPRISE,
    FAIL,
    INSPECTOR,
    LINE,
    NAME,
    REPORT,
    RESETTLE,
    RESETTLED,
    RESUME,
    SEAL,
    SERVE,
    STOP_CLOCK,
    SUPERVISOR,
    WITHDRAW,
    Life,
    local,
)
from tests.domain.prices import PRICE, UNPRICE
from tests.domain.refused_by_topic import BY_TOPIC
from tests.domain.stages import (
    deciding,
    dismantling,
    flagged,
    overdue,
    rectifying,
    reported,
    sealing,
)

APPLY = ApplyForExtension(2, "设备未到")


def _applied() -> Life:
    life = rectifying()
    life.do(ENTERPRISE, APPLY, "2025-09-01")
    return life


def _extended() -> Life:
    life = _applied()
    life.do(APPROVER, DecideExtension(2, "同意"), "2025-09-02")
    return life


def _flag(line: Line, code: str = CODE) -> Refusal:
    flag = Flag(code, NAME, line, ENERGY, CALENDAR, "能耗超限额")
    return flagged().refused(INSPECTOR, flag, "2025-04-02")


def _decided_by_applicant() -> Refusal:
    life = rectifying()
    life.do(INSPECTOR, APPLY, "2025-09-01")
    promoted = replace(INSPECTOR, role=Role.APPROVER)
    return life.refused(promoted, DecideExtension(2, "同意"), "2025-09-02")


def _proposed() -> Life:
    life = deciding()
    life.propose(APPROVER, SEAL, "2025-10-13")
    return life


def _plan_filed() -> Life:
    life = overdue()
    life.do(INSPECTOR, RESETTLE, "2025-10-10")
    return life


def _suspended() -> Life:
    life = deciding()
    life.do(SUPERVISOR, STOP_CLOCK, "2025-10-13")
    return life


def _recorded_twice() -> Refusal:
    life = sealing()
    life.do(ENTERPRISE, COMMIT, "2025-10-14")
    return life.refused(ENTERPRISE, COMMIT, "2025-10-14")


def _receipt(
    number: str = "", receipt: str = "回执-1", outcome: Outcome = "done"
) -> ReceiveReceipt:
    return ReceiveReceipt(
        number or f"{CODE}-o1", receipt, outcome, local("2025-10-14"), "经办人", BROUGHT
    )


def _another_receipt() -> Refusal:
    life = sealing()
    power = department_system("power")
    life.do(power, _receipt(), "2025-10-14")
    return life.refused(power, _receipt(receipt="回执-2"), "2025-10-14")


def _in_hand() -> Refusal:
    life = sealing()
    life.do(clerk("power"), AcceptOrder(f"{CODE}-o1"), "2025-10-14")
    return life.refused(clerk("power", "冯经办"), AcceptOrder(f"{CODE}-o1"), "2025-10-14")


def _exit(way: Way, reason: str, line: Line = LINE) -> Refusal:
    life = Life()
    life.flag("2025-04-01", line=line)
    life.do(INSPECTOR, SERVE, "2025-04-01")
    life.sleep("2025-10-13")
    life.is_heard("2025-10-13")
    return life.refused(APPROVER, TakeExitDecision(way, "逾期", reason), "2025-10-13")


def _half_dismantled() -> Life:
    life = dismantling()
    life.do(INSPECTOR, ConfirmDismantling(LINE.equipment[0]), "2025-10-14")
    return life


def _inspected(watch: RecordWatch, procedure: Procedure = ENERGY) -> Refusal:
    life = Life()
    life.flag("2025-10-13 08:00", procedure=replace(ELIMINATED, watches=procedure.watches))
    life.do(INSPECTOR, SERVE, "2025-10-13 08:30")
    life.is_heard("2025-10-13 08:40")
    life.do(APPROVER, DISMANTLE, "2025-10-13")
    for equipment in LINE.equipment:
        life.do(INSPECTOR, ConfirmDismantling(equipment), "2025-10-14")
    life.do(INSPECTOR, ANNOUNCE, "2025-10-14")
    return life.refused(INSPECTOR, watch, "2025-10-15")


def _following_an_open_case() -> Refusal:
    other = replace(LINE, name="2号")
    flag = Flag(CODE, NAME, other, ENERGY, CALENDAR, "超限额", follows=f"{CODE}-1")
    return flagged().refused(INSPECTOR, flag, "2025-04-02")


def _not_adopted(action: AdoptCalendar | AdoptRules) -> Refusal:
    return flagged().refused(SUPERVISOR, action, "2025-04-02")


REFUSALS: dict[str, Callable[[], Refusal]] = {
    "unknown_case": lambda: flagged().refused(INSPECTOR, SERVE, "2025-04-02", case="none"),
    "wrong_role": lambda: flagged().refused(AUDITOR, WITHDRAW, "2025-04-02"),
    "out_of_scope": lambda: overdue().refused(APPROVER_ELSEWHERE, SEAL, "2025-10-13"),
    "not_now": lambda: rectifying().refused(APPROVER, SEAL, "2025-04-02"),
    "already_flagged": lambda: _flag(LINE),
    "figures_missing": lambda: _flag(replace(LINE, name="2号", unit_consumption=None)),
    "within_the_limit": lambda: _flag(replace(LINE, name="2号", unit_consumption=Decimal(800))),
    "other_enterprise": lambda: _flag(replace(LINE, name="2号"), "91150303MA0N54321X"),
    "in_the_future": lambda: flagged().refused(INSPECTOR, SERVE, "2025-04-02", on="2025-04-03"),
    "before_previous_step": lambda: flagged().refused(
        INSPECTOR, SERVE, "2025-04-02", on="2025-03-31"
    ),
    "may_not_be_backdated": lambda: flagged().refused(
        SUPERVISOR, WITHDRAW, "2025-09-02", on="2025-09-01"
    ),
    "document_missing": lambda: deciding().refused(APPROVER, SEAL, "2025-10-13", document=""),
    "witnesses_missing": lambda: flagged().refused(
        INSPECTOR, ServeNotice("left_at_place", "回证", ("甲",)), "2025-04-02"
    ),
    "extension_too_long": lambda: rectifying().refused(
        ENTERPRISE, ApplyForExtension(4, "设备未到"), "2025-09-01"
    ),
    "extension_already_granted": lambda: _extended().refused(ENTERPRISE, APPLY, "2025-10-01"),
    "extension_pending": lambda: _applied().refused(ENTERPRISE, APPLY, "2025-09-02"),
    "application_late": lambda: rectifying().refused(ENTERPRISE, APPLY, "2025-10-10"),
    "report_late": lambda: overdue().refused(ENTERPRISE, REPORT, "2025-10-13"),
    "no_application": lambda: rectifying().refused(
        APPROVER, DecideExtension(1, "同意"), "2025-09-02"
    ),
    "entered_too_late": lambda: reported().refused(INSPECTOR, FAIL, "2026-01-05", on="2025-10-01"),
    "not_handed_in": lambda: rectifying().refused(INSPECTOR, REPORT, "2025-09-02"),
    "no_such_inspector": lambda: rectifying().refused(
        SUPERVISOR, Reassign("nobody", "调离"), "2025-09-02"
    ),
    "nothing_proposed": lambda: rectifying().refused(SUPERVISOR, CONFIRM, "2025-09-02"),
    "step_waits": lambda: _proposed().refused(SUPERVISOR, WITHDRAW, "2025-10-13"),
    "proposed_by_another": lambda: _proposed().refused(
        SUPERVISOR, TakeBackStep("另行研究"), "2025-10-13"
    ),
    "nothing_corrected": lambda: rectifying().refused(
        INSPECTOR, CorrectLine("开关号有误"), "2025-09-02"
    ),
    "found_by_it": lambda: unexited().refused(
        INSPECTOR, CorrectLine("核定产能有误", capacity_cap=Decimal(30000)), "2025-10-13"
    ),
    "already_dismantled": lambda: _half_dismantled().refused(
        INSPECTOR, CorrectLine("清单有误", equipment=("1号变压器",)), "2025-10-15"
    ),
    "decided_by_applicant": _decided_by_applicant,
    "granted_more_than_applied": lambda: _applied().refused(
        APPROVER, DecideExtension(3, "同意"), "2025-09-02"
    ),
    "plan_waiting": lambda: _plan_filed().refused(ENTERPRISE, RESETTLE, "2025-10-10"),
    "plan_accepted": lambda: deciding().refused(ENTERPRISE, RESETTLE, "2025-10-10"),
    "no_plan_waiting": lambda: overdue().refused(APPROVER, RESETTLED, "2025-10-10"),
    "workers_left_out": lambda: overdue().refused(
        ENTERPRISE, replace(RESETTLE, placed=59), "2025-10-10"
    ),
    "insurance_not_carried_over": lambda: overdue().refused(
        ENTERPRISE, replace(RESETTLE, insurance_carried_over=False), "2025-10-10"
    ),
    "suspended": lambda: _suspended().refused(APPROVER, SEAL, "2025-10-13"),
    "not_suspended": lambda: deciding().refused(SUPERVISOR, RESUME, "2025-10-13"),
    "limit_differs": lambda: reported().refused(
        INSPECTOR, RecordReinspection(Decimal(900), Decimal(950)), "2025-10-09"
    ),
    "verdict_against_figures": lambda: reported().refused(
        INSPECTOR, RecordReinspection(Decimal(900), Decimal(800), "pass"), "2025-10-09"
    ),
    "reason_missing": lambda: _exit(Way.SEAL, ""),
    "unknown_equipment": lambda: dismantling().refused(
        INSPECTOR, ConfirmDismantling("2号炉"), "2025-10-14"
    ),
    "already_recorded": _recorded_twice,
    "calendar_not_newer": lambda: _not_adopted(AdoptCalendar(CALENDAR)),
    "rules_not_newer": lambda: _not_adopted(AdoptRules(ENERGY)),
    "other_ground": lambda: _not_adopted(AdoptRules(replace(ELIMINATED, version=2))),
    "rules_do_not_fit": lambda: _not_adopted(AdoptRules(replace(ENERGY, version=2, limits={}))),
    "unknown_order": lambda: sealing().refused(
        department_system("power"), _receipt("no such order"), "2025-10-14"
    ),
    "not_overtaken": lambda: sealing().refused(
        department_system("power"), _receipt(outcome="superseded"), "2025-10-14"
    ),
    "no_such_price": lambda: rectifying().refused(APPROVER, UNPRICE, "2025-05-20"),
    "wrong_price_period": lambda: rectifying().refused(
        APPROVER, replace(PRICE, last_day=PRICE.first_day - timedelta(days=1)), "2025-05-20"
    ),
    "in_hand": _in_hand,
    "another_receipt": _another_receipt,
    "evidence_missing": lambda: sealing().refused(
        department_system("power"),
        replace(_receipt(), evidence=replace(BROUGHT, meter_reading=None)),
        "2025-10-14",
    ),
    "not_cancelled": lambda: sealing().refused(
        department_system("power"), _receipt(outcome="cancelled"), "2025-10-14"
    ),
    "refusal_unexplained": lambda: sealing().refused(
        department_system("power"), _receipt(outcome="refused"), "2025-10-14"
    ),
    **BY_TOPIC,
    "not_ended": _following_an_open_case,
    "watch_over": lambda: _inspected(RecordWatch("nothing", "无"), replace(ENERGY, watches={})),
    "rules_missing": lambda: _inspected(RecordWatch("resumed", "复产")),
}


def test_every_refusal_has_its_row() -> None:
    assert set(REFUSALS) == set(KINDS) - {"no_capacity"}  # before any enterprise is asked


@pytest.mark.parametrize("code", REFUSALS)
def test_a_refusal_has_its_code_and_speaks_both_languages(code: str) -> None:
    refusal = REFUSALS[code]()
    assert refusal.code == code
    assert refusal.category == KINDS[code].category
    for sentence in (refusal.message.zh, refusal.message.en):
        assert sentence
        assert not {"{", "}"} & set(sentence)


def test_p2_3_a_verdict_against_the_figures_is_refused_either_way() -> None:
    failing = RecordReinspection(Decimal(800), Decimal(800), "fail")
    refusal = reported().refused(INSPECTOR, failing, "2025-10-09")
    assert refusal.message.zh == "实测 800、限额 800，结论应为达标"
    assert refusal.message.en == (
        "measured 800 against a limit of 800: the verdict can only be pass"
    )


@pytest.mark.parametrize("days", ["2025-10-14", "2026-10-13"])
def test_s7_a_receipt_from_the_future_is_refused(days: str) -> None:
    receipt = replace(_receipt(), done_at=local(days))
    refusal = sealing().refused(department_system("power"), receipt, "2025-10-13")
    assert refusal.code == "in_the_future"


def test_a_refused_command_leaves_the_case_as_it_was() -> None:
    """What had fallen due is not lost with it: the next waking does it."""
    life = rectifying()
    before = life.enterprise
    life.refused(SUPERVISOR, SERVE, "2025-12-01")
    assert life.enterprise == before
    assert life.sleep("2025-12-01")[-1].event.kind == "escalated"


def test_l1_one_witness_named_twice_is_one_witness() -> None:
    twice = ServeNotice("left_at_place", "回证", ("甲", "甲"))
    assert flagged().refused(INSPECTOR, twice, "2025-04-02").code == "witnesses_missing"
    two = ServeNotice("left_at_place", "回证", ("甲", "乙"))
    assert flagged().do(INSPECTOR, two, "2025-04-02")


def test_no_code_stands_in_two_topics() -> None:
    assert len(KINDS) == sum(len(topic.KINDS) for topic in TOPICS)
