"""P6: products below the mandatory standard, from the stop to rectified or closed."""

from datetime import date

from domain.extension import ApplyForExtension
from domain.grounds import Ground
from domain.stages import Stage
from tests.domain.grounds import CITY_APPROVER, CLOSE, SAFE, UNSAFE, closing, served
from tests.domain.lives import ANNOUNCE, ENTERPRISE, INSPECTOR, REPORT, Passing, story


def test_p6_2_there_are_six_months(until: Passing) -> None:
    """L1-L3: to the 1st of October, which National Day moves."""
    life = served(Ground.QUALITY)
    life.answer("2025-04-02")
    assert life.case.deadline is not None
    assert life.case.deadline.unmoved == date(2025, 10, 1)
    until(life, "2025-10-09 23:59")
    assert life.stage() is Stage.RECTIFYING
    assert story(until(life, "2025-10-10 00:00")) == ["period_ended"]
    assert life.stage() is Stage.OVERDUE


def test_p6_2_there_is_no_extension() -> None:
    refusal = served(Ground.QUALITY).refused(
        ENTERPRISE, ApplyForExtension(1, "设备未到"), "2025-09-01"
    )
    assert refusal.code == "not_now"


def test_p6_1_the_verdict_rests_on_the_findings() -> None:
    """A sample is tested against a standard, not measured against the line's own limit."""
    life = served(Ground.QUALITY)
    life.do(ENTERPRISE, REPORT, "2025-06-02")
    life.do(INSPECTOR, SAFE, "2025-06-03")
    assert life.stage() is Stage.RECTIFIED


def test_p6_2_still_failing_is_decided_on() -> None:
    life = served(Ground.QUALITY)
    life.do(ENTERPRISE, REPORT, "2025-06-02")
    life.do(INSPECTOR, UNSAFE, "2025-06-03")
    assert life.stage() is Stage.DECIDING


def test_s2_nothing_is_closed_while_the_time_runs() -> None:
    life = served(Ground.QUALITY)
    assert life.refused(CITY_APPROVER, CLOSE, "2025-10-09 23:59").code == "not_now"


def test_p6_2_from_the_decision_to_closed() -> None:
    life = closing()
    assert life.stage() is Stage.CLOSING
    life.answer("2025-06-06 10:00")
    life.do(INSPECTOR, ANNOUNCE, "2025-06-09")
    assert life.stage() is Stage.CLOSED
    assert life.only_watched()
