"""P3: exit by the annual plan, and what comes of not exiting in time (O4.3, O4.4, O6)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from domain.catalogue import RESTRICTIONS, MeasureKind
from domain.closing import ConfirmDismantling
from domain.flagging import Flag
from domain.grounds import Ground
from domain.line import Line
from domain.line_kinds import LineKind
from domain.planned_exit import VerifyExit
from domain.procedures import FACTORS
from domain.stages import Lateness, Stage
from tests.domain.grounds import ABSORBED, CAPPED, EXITED, REMAINING, served, unexited
from tests.domain.lives import (
    ANNOUNCE,
    APPROVER,
    CALENDAR,
    CODE,
    DISMANTLE,
    INSPECTOR,
    LINE,
    NAME,
    SERVE,
    Life,
    Passing,
    story,
)

FOR_NOT_EXITING = {MeasureKind.CREDIT_ENTRY, *RESTRICTIONS, MeasureKind.CREDIT_CURB}


def _planned(line: Line, exit_by: date) -> Life:
    life = Life()
    flag = Flag(CODE, NAME, line, FACTORS, CALENDAR, "列入年度计划", exit_by)
    life.do(INSPECTOR, flag, "2025-04-01")
    return life


def _verifying() -> Life:
    life = served(Ground.FACTORS)
    life.pass_time("2025-10-09")
    return life


def _imposed(life: Life) -> set[MeasureKind]:
    return {m.kind for m in life.enterprise.measures.values() if m.holders}


def _lifted(life: Life) -> set[MeasureKind]:
    return {order.kind for order in life.orders() if order.action == "lift"}


def test_s8_reminders_come_before_the_planned_date() -> None:
    woken = served(Ground.FACTORS).pass_time("2025-09-30 23:59")
    assert story(woken) == ["reminded 30", "reminded 7", "reminded 1"]
    assert [entry.happened_on for entry in woken] == [
        date(2025, 8, 31),
        date(2025, 9, 23),
        date(2025, 9, 29),
    ]


def test_p3_1_verification_is_due_at_24_00_of_the_planned_date(until: Passing) -> None:
    """And ten working days later it is late: the 1st to the 8th of October are days off."""
    life = served(Ground.FACTORS)
    until(life, "2025-09-30 23:59")
    assert life.stage() is Stage.PLANNED
    assert story(until(life, "2025-10-01 00:00")) == ["period_ended"]
    assert life.stage() is Stage.VERIFYING
    assert life.case.due == date(2025, 10, 21)
    assert story(until(life, "2025-10-22 00:00")) == ["escalated verification_late"]


def test_l3_a_planned_date_on_a_day_off_moves() -> None:
    life = _planned(CAPPED, date(2025, 10, 1))
    life.do(INSPECTOR, SERVE, "2025-04-01")
    assert life.case.due == date(2025, 10, 9)


def test_p3_1_a_plan_that_was_over_when_its_notice_was_served_sets_no_date() -> None:
    life = _planned(CAPPED, date(2025, 4, 1))
    assert life.refused(INSPECTOR, SERVE, "2025-04-01").code == "not_after_service"


def test_p3_1_a_line_gone_before_its_date_is_decided_on_at_once() -> None:
    life = served(Ground.FACTORS)
    assert story(life.do(INSPECTOR, EXITED, "2025-06-03")) == ["verify_exit exited", "order_issued"]
    assert life.stage() is Stage.DECIDING
    life.is_heard("2025-06-03")
    life.do(APPROVER, DISMANTLE, "2025-06-04")
    for equipment in LINE.equipment:
        life.do(INSPECTOR, ConfirmDismantling(equipment), "2025-06-04")
    life.do(INSPECTOR, ANNOUNCE, "2025-06-04")
    assert life.stage() is Stage.DISMANTLED
    assert _imposed(life) == {MeasureKind.CREDIT_SUPPORT}
    assert _lifted(life) == set()


def test_p3_1_nobody_is_late_before_the_planned_date() -> None:
    refusal = served(Ground.FACTORS).refused(INSPECTOR, REMAINING, "2025-09-30 23:59")
    assert refusal.code == "not_now"


@pytest.mark.parametrize(
    ("lived", "at"),
    [
        (lambda: served(Ground.FACTORS), "2025-06-03"),
        (_verifying, "2025-10-09"),
        (unexited, "2025-10-13"),
    ],
)
def test_p3_2_what_remains_within_the_cap_was_absorbed(lived: Callable[[], Life], at: str) -> None:
    life = lived()
    life.do(INSPECTOR, ABSORBED, at)
    assert life.stage() is Stage.RECTIFIED
    assert _imposed(life) == set()


@pytest.mark.parametrize("kind", LineKind)
@pytest.mark.parametrize("cap", [None, Decimal(20000)])
def test_p3_1_p3_2_the_kinds_that_the_policy_lists_and_a_cap_for_coal_washing_alone(
    kind: LineKind, cap: Decimal | None
) -> None:
    line = replace(LINE, kind=kind, capacity_cap=cap)
    flag = Flag(CODE, NAME, line, FACTORS, CALENDAR, "列入年度计划", date(2025, 9, 30))
    expected = {
        (LineKind.OTHER, None): ("kind_not_listed", "P3.1"),
        (LineKind.OTHER, Decimal(20000)): ("kind_not_listed", "P3.1"),
        (LineKind.COAL_WASHING, None): ("capacity_cap_missing", "P3.2"),
        (LineKind.COAL_WASHING, Decimal(20000)): None,
    }.get((kind, cap), ("capacity_cap_not_provided", "P3.2") if cap else None)
    if expected is None:
        Life().do(INSPECTOR, flag, "2025-04-01")
    else:
        refusal = Life().refused(INSPECTOR, flag, "2025-04-01")
        assert (refusal.code, refusal.rule) == expected


@pytest.mark.parametrize("kind", LineKind)
def test_p3_1_on_another_ground_a_line_may_be_of_any_kind(kind: LineKind) -> None:
    life, line = Life(), replace(LINE, kind=kind)
    life.do(INSPECTOR, life.flagging(line=line), "2025-04-01")


def test_p3_2_without_a_cap_nothing_is_absorbed() -> None:
    life = _planned(LINE, date(2025, 9, 30))
    life.do(INSPECTOR, SERVE, "2025-04-01")
    life.pass_time("2025-10-09")
    life.do(INSPECTOR, VerifyExit(Decimal("0.0001"), "仍有少量"), "2025-10-09")
    assert life.stage() is Stage.UNEXITED


def test_o4_3_o4_4_o6_not_exited_in_time_it_is_entered_restricted_and_curbed() -> None:
    life = _verifying()
    assert life.orders() == []
    happened = story(life.do(INSPECTOR, REMAINING, "2025-10-09"))
    assert happened == ["verify_exit remaining", *["order_issued"] * 11]
    assert _imposed(life) == FOR_NOT_EXITING
    assert {order.target for order in life.orders()} == {CODE}
    rules = {order.kind: order.rules for order in life.orders()}
    assert rules[MeasureKind.CREDIT_ENTRY] == ("O4.3",)
    assert rules[MeasureKind.CREDIT_CURB] == ("O6",)
    assert {rules[kind] for kind in RESTRICTIONS} == {("O4.4",)}


def test_s8_what_has_not_exited_is_decided_on_or_escalated(until: Passing) -> None:
    """Twenty working days after the 9th of October."""
    life = unexited()
    life.answer("2025-10-10")
    assert story(until(life, "2025-11-05 23:59")) == []
    assert story(until(life, "2025-11-06 00:00")) == ["escalated exit_late"]
    assert life.late() == (Lateness.UNEXITED,)


@pytest.mark.parametrize("gone_by_itself", [True, False])
def test_o4_4_o6_what_not_exiting_brought_stays_until_the_exit_is_complete(
    gone_by_itself: bool,
) -> None:
    life = unexited()
    life.answer("2025-10-10")
    if gone_by_itself:
        life.do(INSPECTOR, EXITED, "2025-10-13")
    life.is_heard("2025-10-13")
    life.do(APPROVER, DISMANTLE, "2025-10-14")
    assert _imposed(life) == FOR_NOT_EXITING
    for equipment in LINE.equipment:
        life.do(INSPECTOR, ConfirmDismantling(equipment), "2025-10-15")
    assert _lifted(life) == set()
    life.do(INSPECTOR, ANNOUNCE, "2025-10-16")
    assert life.stage() is Stage.DISMANTLED
    assert _lifted(life) == FOR_NOT_EXITING
    assert not life.enterprise.finished
    life.answer("2025-10-17")
    assert life.only_watched()


def test_s6_withdrawn_it_is_restricted_no_more() -> None:
    life = unexited()
    life.answer("2025-10-09 18:00")
    life.is_withdrawn("2025-10-10")
    assert _lifted(life) == FOR_NOT_EXITING


def test_s6_a_second_line_that_stays_keeps_the_enterprise_restricted() -> None:
    life = unexited()
    first, second = life.case.number, replace(CAPPED, name="2号电石炉")
    flag = Flag(CODE, NAME, second, FACTORS, CALENDAR, "列入年度计划", date(2025, 10, 31))
    life.do(INSPECTOR, flag, "2025-10-09")
    life.do(INSPECTOR, SERVE, "2025-10-09")
    life.answer("2025-10-10")
    life.pass_time("2025-11-03")
    assert story(life.do(INSPECTOR, REMAINING, "2025-11-03")) == ["verify_exit remaining"]
    life.do(INSPECTOR, ABSORBED, "2025-11-04", case=first)
    assert _lifted(life) == set()
    life.do(INSPECTOR, ABSORBED, "2025-11-05")
    assert _lifted(life) == FOR_NOT_EXITING
