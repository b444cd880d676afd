"""The report, and what it does to what came before it."""

from dataclasses import replace
from datetime import date

from domain.extension import ApplyForExtension
from domain.grounds import Ground
from domain.rectification import FileReport
from domain.report_correction import CorrectReport
from tests.domain.grounds import served
from tests.domain.lives import (
    APPROVER,
    DISMANTLE,
    ENTERPRISE,
    FAIL,
    INSPECTOR,
    REPORT,
    RESUME,
    STOP_CLOCK,
    SUPERVISOR,
    story,
)
from tests.domain.stages import overdue, rectifying

REPORT_ON_PAPER = replace(REPORT, handed_in="企业〔2025〕6号报告")
UNREPORTED = CorrectReport("登记到了另一案件")
ASKED = ApplyForExtension(2, "设备未到货")


def test_s2_an_inspector_files_only_what_the_enterprise_handed_in() -> None:
    """A report lets a re-inspection fail before the period is over, so nobody makes one up."""
    life = rectifying()
    bare = FileReport("已完成改造")
    assert life.refused(INSPECTOR, bare, "2025-06-02").code == "not_handed_in"
    life.do(INSPECTOR, replace(bare, handed_in="企业〔2025〕6号报告"), "2025-06-02")
    assert life.stage() == "reported"


def test_p2_1_the_enterprise_files_its_own() -> None:
    life = rectifying()
    life.do(ENTERPRISE, REPORT, "2025-06-02")
    assert life.stage() == "reported"


def test_p2_2_a_report_settles_an_application_for_more_time() -> None:
    life = rectifying()
    life.do(ENTERPRISE, ASKED, "2025-06-02")
    life.do(ENTERPRISE, REPORT, "2025-06-03")
    assert not life.case.extension_pending
    assert life.case.extension is not None
    assert life.case.extension.granted == 0
    assert life.refused(APPROVER, ASKED, "2025-06-04").code == "wrong_role"


def test_s2_p2_3_a_report_handed_in_in_time_on_paper_may_be_entered_the_day_after() -> None:
    """L5: what the enterprise was told meanwhile was told too early."""
    life = overdue()
    life.is_only_heard("2025-10-10")
    late = life.refused(INSPECTOR, REPORT_ON_PAPER, "2025-10-10 10:00")
    assert (late.code, late.rule) == ("report_late", "P2.3")
    life.do(INSPECTOR, REPORT_ON_PAPER, "2025-10-10 11:00", on="2025-10-09")
    assert (life.stage(), life.case.hearing) == ("reported", None)
    life.do(INSPECTOR, FAIL, "2025-10-13")
    assert life.refused(APPROVER, DISMANTLE, "2025-10-13 10:00").code == "requirement_missing"


def test_s7_a_report_of_another_case_is_struck_and_the_period_goes_on() -> None:
    life = rectifying()
    before = life.case
    life.do(ENTERPRISE, REPORT, "2025-06-02")
    (entry,) = life.do(INSPECTOR, UNREPORTED, "2025-06-03")
    assert entry.rules[0] == "P2.1"
    assert (life.stage(), life.case.deadline) == ("rectifying", before.deadline)
    assert [each.what for each in life.case.agenda] == ["reminder"] * 3 + ["period_end"]
    life.pass_time("2025-10-10")
    assert life.stage() == "overdue"


def test_s8_a_period_that_is_over_meanwhile_ends_on_its_day() -> None:
    life = rectifying()
    life.do(ENTERPRISE, REPORT, "2025-09-30")
    happened = life.do(INSPECTOR, UNREPORTED, "2025-10-15")
    assert story(happened) == ["correct_report", "period_ended"]
    assert life.case.since == date(2025, 10, 10)


def test_l7_p4_1_an_orders_day_is_put_off_by_what_was_stopped_while_reported_on() -> None:
    """Ten days of May: Monday 30 June becomes Thursday 10 July."""
    life = served(Ground.ENVIRONMENT)
    life.do(ENTERPRISE, REPORT, "2025-05-06")
    life.do(SUPERVISOR, STOP_CLOCK, "2025-05-07")
    life.do(SUPERVISOR, RESUME, "2025-05-17")
    life.do(INSPECTOR, UNREPORTED, "2025-05-19")
    assert life.case.due == date(2025, 7, 10)
