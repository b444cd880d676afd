"""O3: what counts for a district, at the edges above all.

The period of `stages.py` ends on 2025-10-09; twenty working days later, with the make-up workday
of 11 October, it is 2025-11-05. The plan's date of `grounds.py` is 2025-09-30, and its twentieth
working day 2025-11-03 (1-8 October are off).
"""

from dataclasses import replace
from decimal import Decimal

import pytest

from domain.grounds import Ground
from domain.people import District
from domain.progress import Progress, progress
from domain.review_rules import ReviewRules
from domain.stages import Lateness
from tests.domain import grounds, stages
from tests.domain.lives import (
    APPROVER,
    DISMANTLE,
    INSPECTOR,
    LINE,
    PASS,
    STOP_CLOCK,
    SUPERVISOR,
    Life,
)

RULES = ReviewRules()


def of_hainan(*lives: Life, period: str = "2025-11", rules: ReviewRules = RULES) -> Progress:
    cases = [case for life in lives for case in life.enterprise.cases.values()]
    return progress(cases, period, rules)[District.HAINAN]


def test_o3_every_district_has_its_own_cases() -> None:
    life = stages.flagged()
    here = life.case
    there = replace(here, line=replace(LINE, district=District.WUDA))
    found = progress([here, there, there], "2025-04", RULES)
    assert list(found) == list(District)
    assert [each.open for each in found.values()] == [0, 1, 2]


def test_o3_what_is_over_is_not_open_and_what_is_sealed_is_out() -> None:
    withdrawn = stages.flagged()
    withdrawn.is_withdrawn("2025-04-02")
    assert of_hainan(withdrawn, stages.sealed(), period="2025-10").open == 0
    assert of_hainan(stages.sealing(), stages.rectifying(), period="2025-10").open == 2


def test_o3_late_is_what_missed_an_end() -> None:
    slow = stages.flagged()
    slow.pass_time("2025-05-01")
    assert slow.late()
    found = of_hainan(slow, stages.overdue(), stages.rectifying(), period="2025-10")
    assert (found.late, found.late_share) == (2, Decimal(2) / 3)


def test_o3_l7_nobody_is_late_while_the_clock_stands_still() -> None:
    slow = stages.flagged()
    slow.pass_time("2025-05-01")
    slow.do(SUPERVISOR, STOP_CLOCK, "2025-05-06")
    assert slow.late()
    assert of_hainan(slow, period="2025-05").late == 0


def test_o3_what_is_late_after_the_exit_is_not_an_open_case() -> None:
    case = replace(stages.sealed().case, late=(Lateness.DISMANTLING,))
    assert progress([case], "2025-10", RULES)[District.HAINAN].late == 0


def test_o3_without_cases_there_is_no_share() -> None:
    nothing = of_hainan()
    assert nothing == Progress()
    assert nothing.late_share is None
    assert nothing.in_time_share is None


@pytest.mark.parametrize(("on", "in_time"), [("2025-11-05", 1), ("2025-11-06", 0)])
def test_o3_rectified_within_twenty_working_days_of_the_end_is_in_time(
    on: str, in_time: int
) -> None:
    life = stages.overdue()
    life.do(INSPECTOR, PASS, on)
    found = of_hainan(life)
    assert (found.came_due, found.in_time) == (1, in_time)


@pytest.mark.parametrize(("on", "in_time"), [("2025-11-05", 1), ("2025-11-06", 0)])
def test_o3_so_is_what_was_decided_to_exit(on: str, in_time: int) -> None:
    life = stages.overdue()
    life.is_heard("2025-10-10")
    life.do(APPROVER, DISMANTLE, on)
    found = of_hainan(life)
    assert (found.came_due, found.in_time) == (1, in_time)


def test_o3_but_not_while_its_exit_is_late() -> None:
    life = stages.dismantling()
    assert of_hainan(life, period="2026-01").in_time == 1
    life.pass_time("2026-01-20")
    assert life.late()
    assert of_hainan(life, period="2026-01").in_time == 0


def test_o3_what_was_never_settled_came_due_all_the_same() -> None:
    life = stages.overdue()
    life.pass_time("2025-12-01")
    found = of_hainan(life)
    assert (found.came_due, found.in_time, found.in_time_share) == (1, 0, Decimal(0))


@pytest.mark.parametrize(
    ("period", "months", "came_due"),
    [
        ("2025-10", 12, 0),
        ("2025-11", 1, 1),
        ("2025-12", 1, 0),
        ("2025-12", 2, 1),
        ("2026-10", 12, 1),
        ("2026-11", 12, 0),
    ],
)
def test_o3_it_counts_for_twelve_months_from_then(period: str, months: int, came_due: int) -> None:
    rules = ReviewRules(months=months)
    assert of_hainan(stages.sealed(), period=period, rules=rules).came_due == came_due


def test_o3_what_was_withdrawn_never_came_due() -> None:
    life = stages.overdue()
    life.is_withdrawn("2025-10-10")
    assert of_hainan(life) == Progress()


def test_o3_nor_what_has_no_period() -> None:
    """P1.1."""
    assert of_hainan(stages.eliminated()).came_due == 0


def test_o3_p3_1_gone_by_the_plan_is_in_time() -> None:
    life = grounds.served(Ground.FACTORS)
    life.do(INSPECTOR, grounds.EXITED, "2025-09-29")
    life.is_heard("2025-09-29 10:00")
    life.do(APPROVER, DISMANTLE, "2025-10-09")
    found = of_hainan(life)
    assert (found.came_due, found.in_time) == (1, 1)


def test_o3_p3_1_not_gone_by_the_plan_is_not_however_soon_it_is_afterwards() -> None:
    absorbed, decided = grounds.unexited(), grounds.unexited()
    absorbed.do(INSPECTOR, grounds.ABSORBED, "2025-10-10")
    decided.is_heard("2025-10-10")
    decided.do(APPROVER, DISMANTLE, "2025-10-17")
    found = of_hainan(absorbed, decided)
    assert (found.came_due, found.in_time) == (2, 0)


def test_o3_p3_1_the_plan_counts_also_where_no_notice_was_served() -> None:
    found = of_hainan(grounds.flagged_on(Ground.FACTORS))
    assert (found.came_due, found.in_time) == (1, 0)
    assert of_hainan(grounds.flagged_on(Ground.FACTORS), period="2025-10").came_due == 0


def test_o3_l7_a_clock_that_stands_still_is_not_up() -> None:
    life = stages.rectifying()
    life.do(SUPERVISOR, STOP_CLOCK, "2025-09-01")
    assert of_hainan(life).came_due == 0
