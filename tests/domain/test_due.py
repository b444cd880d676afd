"""What time does by itself, once with a timer that always fires, once with every process down."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.commands import ApplyForExtension, DecideExtension
from domain.core import wake
from domain.events import Entry, Escalated, Reminded
from domain.procedures import ENERGY
from domain.stages import Lateness, Stage
from tests.domain.lives import (
    APPROVER,
    CALENDAR,
    ENTERPRISE,
    INSPECTOR,
    REPORT,
    SERVE,
    Life,
    local,
    story,
)
from tests.domain.stages import (
    deciding,
    dismantling,
    eliminated,
    flagged,
    overdue,
    rectifying,
    reported,
    sealing,
)

Passing = Callable[[Life, str], list[Entry]]


@pytest.fixture(params=[Life.pass_time, Life.sleep], ids=["woken", "down"])
def until(request: pytest.FixtureRequest) -> Passing:
    passing: Passing = request.param
    return passing


def test_s8_reminders_come_30_7_and_1_days_before_the_end() -> None:
    life = rectifying()
    reminded = life.pass_time("2025-10-09 23:59")
    assert story(reminded) == ["reminded 30", "reminded 7", "reminded 1"]
    starts = ["2025-09-09 00:00", "2025-10-02 00:00", "2025-10-08 00:00"]
    assert [entry.at for entry in reminded] == [local(start) for start in starts]
    assert {e.event.last_day for e in reminded if isinstance(e.event, Reminded)} == {
        date(2025, 10, 9)
    }


def test_s8_reminders_already_past_when_the_service_is_entered_are_not_sent_late() -> None:
    life = flagged()
    life.do(INSPECTOR, SERVE, "2025-10-03", on="2025-04-01")
    assert story(life.pass_time("2025-10-09 23:59")) == ["reminded 1"]


def test_l3_the_period_is_over_at_24_00_and_not_before() -> None:
    life = rectifying()
    life.pass_time("2025-10-09")
    end = local("2025-10-10 00:00")
    assert life.enterprise.next_wake() == end
    assert wake(life.enterprise, end - timedelta(microseconds=1))[1] == ()
    assert wake(life.enterprise, end)[0].cases[life.case.number].stage is Stage.OVERDUE


def test_s8_p2_3_the_end_moves_the_case_and_a_late_reinspection_is_escalated(
    until: Passing,
) -> None:
    """Ten working days from 9 October, a Saturday made a workday among them."""
    life = rectifying()
    happened = until(life, "2025-10-22 23:59")
    assert story(happened)[-1] == "period_ended"
    assert happened[-1].happened_on == date(2025, 10, 9)
    assert life.case.stage is Stage.OVERDUE
    assert life.case.due == date(2025, 10, 22)
    assert story(until(life, "2025-10-23 00:00")) == ["escalated reinspection_late"]
    assert life.case.late == (Lateness.REINSPECTION,)


def test_s8_a_single_waking_months_late_does_all_that_fell_due_in_its_order() -> None:
    woken, down = rectifying(), rectifying()
    assert story(woken.pass_time("2026-06-01")) == story(down.sleep("2026-06-01"))
    assert woken.case == down.case


def test_s8_service_entered_after_its_whole_period_leads_straight_to_overdue() -> None:
    life = flagged()
    life.do(INSPECTOR, SERVE, "2026-03-02", on="2025-04-01")
    assert life.case.stage is Stage.OVERDUE
    assert life.case.late == (Lateness.REINSPECTION,)


@pytest.mark.parametrize(
    ("lived", "due", "lateness"),
    [
        (flagged, "2025-04-11", "notice_not_served"),
        (reported, "2025-10-20", "reinspection_late"),
        (overdue, "2025-10-22", "reinspection_late"),
        (deciding, "2025-10-22", "decision_late"),
        (eliminated, "2025-10-20", "decision_late"),
        (dismantling, "2026-01-06", "dismantling_late"),
        (sealing, "2025-11-03", "sealing_late"),
    ],
)
def test_s8_a_stage_that_lasts_too_long_is_escalated(
    lived: Callable[[], Life], due: str, lateness: str, until: Passing
) -> None:
    """7 working days to serve, 10 to re-inspect or decide, 5 where it is at once, 60 and 15."""
    life = lived()
    assert f"escalated {lateness}" not in story(until(life, f"{due} 23:59"))
    escalated = until(life, (date.fromisoformat(due) + timedelta(days=1)).isoformat())
    assert story(escalated) == [f"escalated {lateness}"]
    assert isinstance(escalated[0].event, Escalated)
    assert escalated[0].event.last_day == date.fromisoformat(due)


def test_s8_what_was_late_is_settled_by_the_next_step() -> None:
    life = flagged()
    life.pass_time("2025-05-01")
    assert life.case.late == (Lateness.NOTICE,)
    life.do(INSPECTOR, SERVE, "2025-05-01")
    assert life.case.late == ()


def _applied() -> Life:
    life = rectifying()
    life.do(ENTERPRISE, ApplyForExtension(2, "设备未到"), "2025-10-09 16:00")
    return life


def test_p2_2_an_application_in_time_keeps_the_case_from_being_overdue(until: Passing) -> None:
    life = _applied()
    assert story(until(life, "2025-10-20")) == ["escalated extension_undecided"]
    assert life.case.stage is Stage.RECTIFYING
    assert life.case.late == (Lateness.EXTENSION,)


def test_p2_2_granted_after_the_end_the_period_goes_on(until: Passing) -> None:
    life = _applied()
    until(life, "2025-10-20")
    assert story(life.do(APPROVER, DecideExtension(2, "同意"), "2025-10-20")) == [
        "decide_extension granted"
    ]
    assert life.case.late == ()
    assert life.case.due == date(2025, 12, 1)
    assert story(until(life, "2025-12-02 00:00"))[-1] == "period_ended"


def test_p2_3_refused_after_the_end_it_is_overdue_at_once(until: Passing) -> None:
    life = _applied()
    until(life, "2025-10-20")
    refused = life.do(APPROVER, DecideExtension(0, "理由不足"), "2025-10-20")
    assert story(refused) == ["decide_extension refused", "period_ended"]
    assert life.case.stage is Stage.OVERDUE


def test_s8_an_order_without_receipt_is_sent_again_and_then_escalated(until: Passing) -> None:
    """After two working days and after five: the 15th and the 20th of October."""
    life = sealing()
    assert story(until(life, "2025-10-15 23:59")) == []
    assert story(until(life, "2025-10-16 00:00")) == ["order_reminded"] * 4
    assert story(until(life, "2025-10-20 23:59")) == []
    assert story(until(life, "2025-10-21 00:00")) == ["escalated receipt_late"] * 4
    assert life.case.late == (Lateness.RECEIPT,)
    assert len(life.enterprise.unsent()) == 4
    life.answer("2025-10-22")
    assert life.case.late == ()


def test_s8_an_order_with_its_receipt_is_not_chased(until: Passing) -> None:
    life = sealing()
    life.answer("2025-10-14")
    assert story(until(life, "2025-11-30")) == ["escalated sealing_late"]


def test_s8_two_cases_are_dealt_with_in_the_order_in_which_they_fell_due() -> None:
    life = Life()
    life.flag("2025-04-02", line=replace(life_line(), name="2号电石炉"))
    life.flag("2025-04-01")
    cases = [entry.case for entry in life.sleep("2025-06-01")]
    assert cases == [f"{life.enterprise.code}-1", f"{life.enterprise.code}-2"]


def test_s8_a_filed_report_ends_the_reminders(until: Passing) -> None:
    life = rectifying()
    life.do(ENTERPRISE, REPORT, "2025-05-05")
    assert story(until(life, "2025-12-31")) == ["escalated reinspection_late"]
