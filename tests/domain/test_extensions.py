"""Extensions: how much, how often, by whom, and what an application does to the period's end."""

from dataclasses import replace
from datetime import date

import pytest

from domain.extension import ApplyForExtension, DecideExtension
from domain.stages import Lateness, Stage
from tests.domain.lives import APPROVER, ENTERPRISE, INSPECTOR, TELL, Life, Passing, story
from tests.domain.stages import overdue, rectifying


@pytest.mark.parametrize(
    ("months", "unmoved"),
    [(1, date(2025, 11, 1)), (2, date(2025, 12, 1)), (3, date(2026, 1, 1))],
)
def test_p2_2_up_to_three_months_may_be_applied_for_and_granted(months: int, unmoved: date) -> None:
    life = rectifying()
    life.do(ENTERPRISE, ApplyForExtension(months, "设备未到"), "2025-09-01")
    life.do(APPROVER, DecideExtension(months, "同意"), "2025-09-02")
    assert life.case.deadline is not None
    assert life.case.deadline.unmoved == unmoved


@pytest.mark.parametrize("months", [4, 12])
def test_s3_more_than_three_months_are_refused(months: int) -> None:
    life = rectifying()
    refusal = life.refused(ENTERPRISE, ApplyForExtension(months, "设备未到"), "2025-09-01")
    assert (refusal.code, refusal.rule) == ("extension_too_long", "S3")
    assert life.case.extension is None


@pytest.mark.parametrize("granted", [1, 3])
def test_s3_there_is_no_second_extension(granted: int) -> None:
    """Not even where one and one would stay within three months."""
    life = rectifying()
    life.do(ENTERPRISE, ApplyForExtension(3, "设备未到"), "2025-09-01")
    life.do(APPROVER, DecideExtension(granted, "同意"), "2025-09-02")
    refusal = life.refused(ENTERPRISE, ApplyForExtension(1, "仍未到"), "2025-10-20")
    assert refusal.code == "extension_already_granted"


def test_p2_2_a_refused_application_may_be_made_again_while_time_remains() -> None:
    life = rectifying()
    life.do(ENTERPRISE, ApplyForExtension(3, "设备未到"), "2025-09-01")
    life.do(APPROVER, DecideExtension(0, "理由不足"), "2025-09-02")
    assert life.case.due == date(2025, 10, 9)
    life.do(ENTERPRISE, ApplyForExtension(1, "补充材料"), "2025-09-03")
    life.do(APPROVER, DecideExtension(1, "同意"), "2025-09-04")
    assert life.case.due == date(2025, 11, 3)


def test_s3_an_application_on_the_last_day_is_in_time_and_on_the_next_is_not() -> None:
    life = rectifying()
    late = life.refused(ENTERPRISE, ApplyForExtension(1, "设备未到"), "2025-10-10 00:00")
    assert late.code == "application_late"
    life.do(ENTERPRISE, ApplyForExtension(1, "设备未到"), "2025-10-09 23:59")
    assert life.case.extension_pending


def _applied() -> Life:
    life = rectifying()
    life.do(ENTERPRISE, ApplyForExtension(2, "设备未到"), "2025-10-09 16:00")
    return life


def test_p2_2_an_application_in_time_keeps_the_case_from_being_overdue(until: Passing) -> None:
    life = _applied()
    assert story(until(life, "2025-10-12")) == ["escalated extension_undecided"]
    assert life.stage() is Stage.RECTIFYING
    assert life.late() == (Lateness.EXTENSION,)


def test_p2_2_granted_after_the_end_the_period_goes_on(until: Passing) -> None:
    life = _applied()
    until(life, "2025-10-20")
    assert story(life.do(APPROVER, DecideExtension(2, "同意"), "2025-10-20")) == [
        "decide_extension granted"
    ]
    assert life.late() == ()
    assert life.case.due == date(2025, 12, 1)
    assert story(until(life, "2025-12-02 00:00"))[-1] == "period_ended"


def test_p2_3_refused_after_the_end_it_is_overdue_at_once(until: Passing) -> None:
    life = _applied()
    until(life, "2025-10-20")
    refused = life.do(APPROVER, DecideExtension(0, "理由不足"), "2025-10-20")
    assert story(refused) == ["decide_extension refused", "period_ended"]
    assert life.stage() is Stage.OVERDUE


def test_s3_p2_2_what_was_applied_for_in_time_on_paper_may_be_entered_the_day_after() -> None:
    """The period has not ended then; the decision is what is late (S8)."""
    life = overdue()
    life.do(INSPECTOR, TELL, "2025-10-10 09:00")
    apply = ApplyForExtension(1, "设备未到", "延期申请书-1")
    unnamed = life.refused(INSPECTOR, replace(apply, handed_in=""), "2025-10-10", on="2025-10-09")
    assert (unnamed.code, unnamed.rule) == ("not_handed_in", "S3")
    late = life.refused(INSPECTOR, apply, "2025-10-10 10:00")
    assert (late.code, late.rule) == ("application_late", "S3")
    life.do(INSPECTOR, apply, "2025-10-10 11:00", on="2025-10-09")
    assert (life.stage(), life.case.late) == (Stage.RECTIFYING, (Lateness.EXTENSION,))
    assert life.case.hearing is None
    life.do(APPROVER, DecideExtension(1, "同意"), "2025-10-13")
    assert (life.case.due, life.case.late) == (date(2025, 11, 3), ())


def test_s8_after_a_late_refusal_the_reinspection_has_its_days_from_then() -> None:
    """Nobody could know before that the period was over."""
    life = rectifying()
    life.do(ENTERPRISE, ApplyForExtension(1, "设备未到"), "2025-10-09")
    life.pass_time("2025-12-01")
    life.do(APPROVER, DecideExtension(0, "理由不足"), "2025-12-01 10:00")
    assert life.stage() is Stage.OVERDUE
    assert (life.case.due, life.case.late) == (date(2025, 12, 15), ())
