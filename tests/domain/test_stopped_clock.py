"""L7: where the suspending document stops the clock, the days left are left when it runs again."""

from dataclasses import replace
from datetime import date

import pytest

from domain.case import Case
from domain.correction import CorrectService
from domain.deadlines import Deadline
from domain.explaining import explain
from domain.extension import ApplyForExtension, DecideExtension
from domain.procedures import ENVIRONMENT
from domain.stages import Stage
from tests.domain.grounds import STOP
from tests.domain.lives import (
    APPROVER,
    ENTERPRISE,
    FAIL,
    INSPECTOR,
    RESUME,
    SERVE,
    STOP_CLOCK,
    SUPERVISOR,
    TELL,
    WITHDRAW,
    Life,
    local,
    story,
)
from tests.domain.stages import flagged, overdue, rectifying, reported


def _stopped(life: Life, since: str, resumed: str) -> Case:
    life.do(SUPERVISOR, STOP_CLOCK, since)
    life.do(SUPERVISOR, RESUME, resumed)
    return life.case


def _days(deadline: Deadline | None) -> tuple[str, str]:
    assert deadline is not None
    return str(deadline.unmoved), str(deadline.last_day)


@pytest.mark.parametrize(
    ("since", "resumed", "unmoved", "last_day"),
    [
        ("2025-05-06 09:00", "2025-05-06 17:00", "2025-10-01", "2025-10-09"),
        ("2025-05-06 23:59", "2025-05-07 00:00", "2025-10-02", "2025-10-09"),
        ("2025-05-06", "2025-05-14", "2025-10-09", "2025-10-09"),
        ("2025-05-06", "2025-05-15", "2025-10-10", "2025-10-10"),
        ("2025-05-06", "2025-05-16", "2025-10-11", "2025-10-11"),  # a make-up workday
        ("2025-05-06", "2025-05-17", "2025-10-12", "2025-10-13"),
        ("2025-10-09", "2025-10-10", "2025-10-10", "2025-10-10"),  # on its last day
        ("2025-10-09", "2025-10-18", "2025-10-18", "2025-10-20"),
    ],
)
def test_l7_l3_a_period_ends_later_by_the_days_suspended(
    since: str, resumed: str, unmoved: str, last_day: str
) -> None:
    life = rectifying()
    life.pass_time(since)
    case = _stopped(life, since, resumed)
    assert _days(case.deadline) == (unmoved, last_day)
    life.pass_time(f"{last_day} 23:59")
    assert life.stage() is Stage.RECTIFYING
    assert [a.what for a in life.case.agenda] == ["period_end"]
    life.pass_time(str(date.fromisoformat(last_day) + date.resolution))
    assert life.stage() is Stage.OVERDUE


def test_l7_s8_nothing_falls_due_while_the_clock_is_stopped() -> None:
    told = overdue()
    told.do(INSPECTOR, TELL, "2025-10-10")
    for life in (flagged(), rectifying(), reported(), overdue(), told):
        life.do(SUPERVISOR, STOP_CLOCK, str(life.case.since))
        assert life.enterprise.next_wake() is None
        assert life.case.due is None
        assert life.sleep("2026-06-01") == []


def test_l7_the_days_left_are_reminded_of_once() -> None:
    life = rectifying()
    assert story(life.pass_time("2025-09-20")) == ["reminded 30"]
    case = _stopped(life, "2025-09-20", "2025-10-20")
    assert _days(case.deadline) == ("2025-10-31", "2025-10-31")
    passed = life.pass_time("2025-11-01")
    assert story(passed) == ["reminded 7", "reminded 1", "period_ended"]
    assert passed[0].at == local("2025-10-24 00:00")


def test_l7_what_begins_while_the_clock_is_stopped_has_all_of_its_days_left() -> None:
    served = flagged()
    served.do(SUPERVISOR, STOP_CLOCK, "2025-04-01 10:00")
    served.do(INSPECTOR, SERVE, "2025-04-02")
    served.do(SUPERVISOR, RESUME, "2025-04-10")
    assert _days(served.case.deadline) == ("2025-10-10", "2025-10-10")

    told = overdue()
    told.do(SUPERVISOR, STOP_CLOCK, "2025-10-13")
    told.do(INSPECTOR, TELL, "2025-10-15")
    told.do(SUPERVISOR, RESUME, "2025-10-27")
    assert told.case.hearing is not None
    assert _days(told.case.hearing.until) == ("2025-11-03", "2025-11-03")
    assert _days(told.case.limit) == ("2025-11-17", "2025-11-17")

    failed = reported()
    failed.do(SUPERVISOR, STOP_CLOCK, "2025-10-13")
    failed.do(INSPECTOR, FAIL, "2025-10-15")
    failed.do(SUPERVISOR, RESUME, "2025-10-27")
    assert failed.stage() is Stage.DECIDING
    assert _days(failed.case.limit) == ("2025-11-10", "2025-11-10")


@pytest.mark.parametrize("granted_on", ["2025-09-05", "2025-09-20"], ids=["stopped", "resumed"])
def test_l7_p2_2_an_extension_comes_out_the_same_while_stopped_and_after(granted_on: str) -> None:
    life = rectifying()
    life.do(ENTERPRISE, ApplyForExtension(1, "设备未到"), "2025-09-01")
    life.do(SUPERVISOR, STOP_CLOCK, "2025-09-02")
    if granted_on < "2025-09-12":
        life.do(APPROVER, DecideExtension(1, "同意"), granted_on)
    life.do(SUPERVISOR, RESUME, "2025-09-12")
    if granted_on > "2025-09-12":
        life.do(APPROVER, DecideExtension(1, "同意"), granted_on)
    assert _days(life.case.deadline) == ("2025-11-11", "2025-11-11")


def test_l7_stopped_twice_each_time_is_added() -> None:
    life = rectifying()
    _stopped(life, "2025-05-06", "2025-05-10")
    case = _stopped(life, "2025-06-03", "2025-06-09")
    assert _days(case.deadline) == ("2025-10-11", "2025-10-11")
    limited = _stopped(reported(), "2025-10-13", "2025-10-14")
    assert _days(limited.limit) == ("2025-10-22", "2025-10-22")


def test_l7_the_arithmetic_says_so() -> None:
    life = rectifying()
    case = _stopped(life, "2025-05-06", "2025-05-17")
    assert case.deadline is not None
    *_, stopped, moved = explain(case.deadline)
    assert (stopped.rule, moved.rule) == ("L7", "L3")
    assert stopped.en == "the clock was stopped for 11 days: the days left end on 2025-10-12"
    assert stopped.zh == "期限中止11日，扣除后于2025年10月12日届满"
    assert life.entries[-1].rules[0] == "L7"
    limit = _stopped(reported(), "2025-10-20", "2025-10-24").limit
    assert limit is not None
    last = explain(limit)[-1]
    assert last.rule == "L7"
    assert last.en == "the clock was stopped: the 1 working day left end on 2025-10-27"


def test_l8_days_left_that_reach_a_year_without_a_notice_are_provisional() -> None:
    case = _stopped(rectifying(), "2025-05-06", "2027-12-06")
    assert case.deadline is not None
    assert case.deadline.provisional
    assert explain(case.deadline)[-1].rule == "L8"


@pytest.mark.parametrize(
    ("served", "unmoved"),
    [
        ("2025-04-01", "2025-10-11"),
        ("2025-05-02", "2025-11-12"),
        ("2025-05-09", "2025-11-16"),  # while the clock was stopped
        ("2025-05-16", "2025-11-16"),  # when it ran again
        ("2025-05-17", "2025-11-17"),
    ],
)
def test_l7_l1_days_suspended_stay_out_of_a_period_whose_service_is_corrected(
    served: str, unmoved: str
) -> None:
    life = rectifying()
    _stopped(life, "2025-05-06", "2025-05-16")
    correct = CorrectService(date.fromisoformat(served), "回证日期有误")
    life.do(INSPECTOR, correct, "2025-06-01")
    assert _days(life.case.deadline)[0] == unmoved


@pytest.mark.parametrize(
    ("served", "unmoved"),
    [("2025-04-02", "2025-10-06"), ("2025-04-04", "2025-10-07"), ("2025-04-07", "2025-10-07")],
)
def test_l7_l1_a_service_entered_late_counts_from_when_the_clock_ran_again(
    served: str, unmoved: str
) -> None:
    """Stopped from the 3rd to the 7th of April: before it, in it, and on the day it ran again."""
    life = flagged()
    _stopped(life, "2025-04-03", "2025-04-07")
    life.do(INSPECTOR, SERVE, "2025-04-08", on=served)
    assert _days(life.case.deadline)[0] == unmoved


@pytest.mark.parametrize(
    ("served", "unmoved"), [("2025-04-02", "2025-06-10"), ("2025-04-07", "2025-06-06")]
)
def test_l7_p4_1_nor_does_it_of_a_period_whose_last_day_the_order_named(
    served: str, unmoved: str
) -> None:
    """Friday, 6 June; the four days stopped stay out."""
    life = Life()
    life.flag("2025-04-01", procedure=ENVIRONMENT)
    _stopped(life, "2025-04-03", "2025-04-07")
    order = replace(STOP, rectify_by=date(2025, 6, 6))
    life.do(INSPECTOR, order, "2025-04-08", on=served)
    assert _days(life.case.deadline)[0] == unmoved


def test_l7_l1_a_period_that_was_over_has_days_left_once_its_service_is_corrected() -> None:
    """Though nobody knew so when the clock was stopped."""
    life = rectifying()
    life.do(ENTERPRISE, ApplyForExtension(1, "设备未到"), "2025-09-01")
    life.do(SUPERVISOR, STOP_CLOCK, "2025-10-20")
    life.do(APPROVER, DecideExtension(0, "不同意"), "2025-10-22")
    life.do(INSPECTOR, CorrectService(date(2025, 9, 1), "回证日期有误"), "2025-10-23")
    life.do(SUPERVISOR, RESUME, "2025-11-03")
    assert _days(life.case.deadline) == ("2026-03-15", "2026-03-16")
    assert life.case.agenda[-1].what == "period_end"


def test_l7_s8_a_period_does_not_end_with_a_proposal_that_lapses_while_the_clock_is_stopped() -> (
    None
):
    """L7: though every process was down when both days came."""
    life = rectifying()
    life.do(SUPERVISOR, STOP_CLOCK, "2025-09-20")
    life.propose(INSPECTOR, WITHDRAW, "2025-09-22")
    assert story(life.sleep("2025-12-01")) == ["proposal_lapsed"]
    assert life.stage() is Stage.RECTIFYING
    life.do(SUPERVISOR, RESUME, "2025-12-01 10:00")
    assert life.case.due == date(2025, 12, 12)
