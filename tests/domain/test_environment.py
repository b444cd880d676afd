"""P4: emissions, from the order to its end."""

from dataclasses import replace
from datetime import date

import pytest

from domain.catalogue import MeasureKind
from domain.grounds import Ground
from domain.notice import ServeNotice
from domain.stages import Stage
from tests.domain.grounds import (
    ASK_CITY,
    CITY_APPROVER,
    CLOSE,
    GRANT,
    LIMIT,
    SAFE,
    STOP,
    UNSAFE,
    failed,
    flagged_on,
    served,
)
from tests.domain.lives import ANNOUNCE, ENTERPRISE, INSPECTOR, REPORT, Passing, story


@pytest.mark.parametrize("notice", [STOP, LIMIT])
def test_p4_1_the_order_sets_the_last_day(notice: ServeNotice, until: Passing) -> None:
    life = flagged_on(Ground.ENVIRONMENT)
    life.do(INSPECTOR, notice, "2025-04-01")
    life.answer("2025-04-02")
    assert life.case.due == date(2025, 6, 30)
    until(life, "2025-06-30 23:59")
    assert life.stage() is Stage.RECTIFYING
    assert story(until(life, "2025-07-01 00:00")) == ["period_ended"]
    assert life.stage() is Stage.OVERDUE


def test_l3_a_last_day_on_a_day_off_moves() -> None:
    """Saturday the 28th of June: to Monday."""
    life = flagged_on(Ground.ENVIRONMENT)
    life.do(INSPECTOR, replace(STOP, rectify_by=date(2025, 6, 28)), "2025-04-01")
    assert life.case.due == date(2025, 6, 30)
    assert life.entries[1].rules == ("P4.1", "L3")


def test_s1_what_the_line_burns_or_drinks_is_not_cut_on_this_ground() -> None:
    cut = replace(STOP, production=MeasureKind.POWER_CUT)  # type: ignore[arg-type]
    refusal = flagged_on(Ground.ENVIRONMENT).refused(INSPECTOR, cut, "2025-04-01")
    assert refusal.code == "measure_not_provided"


def test_p4_1_from_the_order_to_rectified() -> None:
    life = served(Ground.ENVIRONMENT)
    life.answer("2025-04-02")
    life.do(ENTERPRISE, REPORT, "2025-05-28")
    life.do(INSPECTOR, SAFE, "2025-05-29")
    life.answer("2025-05-30")
    assert life.stage() is Stage.RECTIFIED
    assert life.enterprise.finished
    assert story(life.entries) == [
        "flag",
        "serve_notice",
        "order_issued",
        "receive_receipt done",
        "file_report",
        "record_reinspection pass",
        "order_issued",
        "receive_receipt done",
    ]


def test_p4_2_from_the_order_to_closed() -> None:
    life = failed(Ground.ENVIRONMENT)
    life.answer("2025-06-03")
    life.is_heard("2025-06-03 10:00")
    life.do(INSPECTOR, ASK_CITY, "2025-06-04")
    life.do(CITY_APPROVER, GRANT, "2025-06-05")
    life.do(CITY_APPROVER, CLOSE, "2025-06-06")
    life.do(INSPECTOR, ANNOUNCE, "2025-06-09")
    assert life.stage() is Stage.CLOSED
    assert story(life.entries)[-6:] == [
        "decide_risk_plan accepted",
        "request_approval",
        "decide_approval granted",
        "take_exit_decision close",
        "record_announcement",
        "exit_completed",
    ]


def test_p4_1_put_right_after_the_period_it_need_not_close() -> None:
    life = served(Ground.ENVIRONMENT)
    life.pass_time("2025-07-01")
    life.do(INSPECTOR, SAFE, "2025-07-02")
    assert life.stage() is Stage.RECTIFIED


def test_p4_2_still_failing_after_the_period_it_is_to_be_decided() -> None:
    life = served(Ground.ENVIRONMENT)
    life.pass_time("2025-07-01")
    life.do(INSPECTOR, UNSAFE, "2025-07-02")
    assert life.stage() is Stage.DECIDING
