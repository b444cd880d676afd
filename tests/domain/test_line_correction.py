"""S7: the kind of line, its capacity cap and its date in the annual plan, entered wrongly with the
flag, are put right by another entry, and what follows goes by the right ones (P3.1, P3.2)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from domain.finding_correction import CorrectVerification
from domain.grounds import Ground
from domain.line_correction import CorrectLine
from domain.line_kinds import LineKind
from domain.planned_exit import VerifyExit
from domain.stages import Stage
from domain.telling import tell
from tests.domain.grounds import ABSORBED, flagged_on, served, unexited
from tests.domain.lives import INSPECTOR, RESUME, SERVE, STOP_CLOCK, SUPERVISOR, Life, story
from tests.domain.stages import deciding

WHY = "录入有误"
CAP = CorrectLine(WHY, capacity_cap=Decimal(30000))
LIME = CorrectLine(WHY, line_kind=LineKind.LIME)
LATER = CorrectLine(WHY, planned_exit=date(2025, 11, 28))


def _verifying() -> Life:
    life = served(Ground.FACTORS)
    life.pass_time("2025-10-09")
    return life


@pytest.mark.parametrize("lived", [lambda: served(Ground.FACTORS), _verifying])
def test_p3_2_a_line_is_absorbed_by_the_right_cap(lived: Callable[[], Life]) -> None:
    """P3.2: 25 000 t/a remain, more than the wrong cap of 20 000 and less than the right one."""
    life = lived()
    life.do(INSPECTOR, CAP, "2025-10-09 10:00")
    life.do(INSPECTOR, VerifyExit(Decimal(25000), "仍有一台"), "2025-10-09 11:00")
    assert life.stage() is Stage.RECTIFIED
    assert life.case.line.capacity_cap == Decimal(30000)


def test_p3_2_and_not_by_a_cap_that_was_too_high() -> None:
    life = _verifying()
    life.do(INSPECTOR, replace(CAP, capacity_cap=Decimal(10000)), "2025-10-09 10:00")
    life.do(INSPECTOR, ABSORBED, "2025-10-09 11:00")
    assert life.stage() is Stage.UNEXITED


def test_p3_2_a_kind_that_is_not_absorbed_loses_its_cap() -> None:
    life = _verifying()
    life.do(INSPECTOR, LIME, "2025-10-09 10:00")
    assert (life.case.line.kind, life.case.line.capacity_cap) == (LineKind.LIME, None)
    life.do(INSPECTOR, ABSORBED, "2025-10-09 11:00")
    assert life.stage() is Stage.UNEXITED


@pytest.mark.parametrize(
    ("correction", "code", "rule"),
    [
        (replace(LIME, line_kind=LineKind.OTHER), "kind_not_listed", "P3.1"),
        (replace(LIME, capacity_cap=Decimal(1)), "capacity_cap_not_provided", "P3.2"),
    ],
)
def test_p3_1_p3_2_it_is_judged_as_a_flag_is(correction: CorrectLine, code: str, rule: str) -> None:
    refusal = flagged_on(Ground.FACTORS).refused(INSPECTOR, correction, "2025-04-02")
    assert (refusal.code, refusal.rule) == (code, rule)


def test_p3_2_a_kind_that_is_absorbed_needs_a_cap() -> None:
    life = flagged_on(Ground.FACTORS)
    life.do(INSPECTOR, LIME, "2025-04-02")
    back = CorrectLine(WHY, line_kind=LineKind.COAL_WASHING)
    assert life.refused(INSPECTOR, back, "2025-04-02").code == "capacity_cap_missing"
    life.do(INSPECTOR, replace(back, capacity_cap=Decimal(1)), "2025-04-02")


@pytest.mark.parametrize("correction", [CAP, LIME])
def test_p3_2_what_was_found_by_it_is_not_undone(correction: CorrectLine) -> None:
    """O4.3, O4.4: it was found not to have exited, is entered and restricted for it."""
    refusal = unexited().refused(INSPECTOR, correction, "2025-10-13")
    assert (refusal.code, refusal.rule) == ("found_by_it", "P3.2")


def test_s7_on_other_grounds_nothing_is_decided_by_the_kind_of_line() -> None:
    life = deciding()
    life.do(INSPECTOR, replace(LIME, line_kind=LineKind.OTHER), "2025-10-10")
    assert life.case.line.kind is LineKind.OTHER


def test_p3_1_the_period_ends_by_the_plans_right_date() -> None:
    """P3.1, S7, S8: the 30th of September was wrong; reminders come for the right day."""
    life = served(Ground.FACTORS)
    (entry,) = life.do(INSPECTOR, LATER, "2025-04-02")
    assert life.case.planned_exit == date(2025, 11, 28)
    assert life.case.due == date(2025, 11, 28)
    assert entry.rules == ("S7", "P3.1", "L3")
    assert "计划退出日 2025-11-28" in tell(entry).zh
    assert story(life.pass_time("2025-11-28 23:59")) == ["reminded 30", "reminded 7", "reminded 1"]
    assert story(life.pass_time("2025-11-29")) == ["period_ended"]


def test_p3_1_before_service_the_right_date_counts_from_then_on() -> None:
    life = flagged_on(Ground.FACTORS)
    life.do(INSPECTOR, LATER, "2025-04-01 09:30")
    life.do(INSPECTOR, SERVE, "2025-04-01 10:00")
    assert life.case.due == date(2025, 11, 28)


def test_l7_the_days_that_did_not_run_stay_out_of_the_right_date() -> None:
    """Ten days, from the 1st to the 11th of June: Friday 28 November becomes Monday 8 December."""
    life = served(Ground.FACTORS)
    life.do(SUPERVISOR, STOP_CLOCK, "2025-06-01")
    life.do(SUPERVISOR, RESUME, "2025-06-11")
    life.do(INSPECTOR, LATER, "2025-06-12")
    assert life.case.due == date(2025, 12, 8)


@pytest.mark.parametrize(
    ("lived", "planned", "at", "code"),
    [
        (lambda: served(Ground.FACTORS), date(2025, 4, 1), "2025-04-02", "not_after_service"),
        (unexited, date(2025, 11, 28), "2025-10-13", "found_by_it"),
        (deciding, date(2025, 11, 28), "2025-10-13", "not_planned"),
    ],
)
def test_p3_1_a_date_that_cannot_be_or_that_ended_the_period_is_refused(
    lived: Callable[[], Life], planned: date, at: str, code: str
) -> None:
    correction = CorrectLine(WHY, planned_exit=planned)
    assert lived().refused(INSPECTOR, correction, at).code == code


def test_s2_p3_1_a_period_that_a_wrong_date_of_the_plan_ended_runs_on() -> None:
    life = _verifying()
    life.do(INSPECTOR, LATER, "2025-10-13")
    assert (life.stage(), life.case.due) == (Stage.PLANNED, date(2025, 11, 28))
    assert story(life.pass_time("2025-11-29"))[-1] == "period_ended"


def test_p3_1_after_a_verification_that_is_struck_first() -> None:
    life = unexited()
    life.answer("2025-10-10")
    life.do(INSPECTOR, CorrectVerification("计划日期有误"), "2025-10-13")
    life.do(INSPECTOR, LATER, "2025-10-13 10:00")
    assert (life.stage(), life.case.due) == (Stage.PLANNED, date(2025, 11, 28))


def test_s7_a_correction_that_comes_too_late_for_one_thing_changes_nothing_else() -> None:
    life = unexited()
    before = life.case
    mixed = replace(CAP, power_supply_point="10kV-9")
    assert life.refused(INSPECTOR, mixed, "2025-10-13").code == "found_by_it"
    assert life.case == before
