"""What time does by itself, once with a timer that always fires, once with every process down."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.core import accept, wake
from domain.events import Entry, Escalated, Reminded, read
from domain.procedures import ENERGY
from domain.stages import Lateness, Stage
from tests.domain.lives import (
    ENTERPRISE,
    INSPECTOR,
    LINE,
    REPORT,
    SERVE,
    Life,
    Passing,
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
    served = life.do(INSPECTOR, SERVE, "2025-10-03", on="2025-04-01")
    assert story(served)[-1] == "serve_notice"
    assert not [phrase for phrase in story(served) if phrase.startswith("reminded")]
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
    assert life.stage() is Stage.OVERDUE
    assert life.case.due == date(2025, 10, 22)
    assert story(until(life, "2025-10-23 00:00")) == ["escalated reinspection_late"]
    assert life.late() == (Lateness.REINSPECTION,)


def test_s8_a_single_waking_months_late_does_all_that_fell_due_in_its_order() -> None:
    woken, down = rectifying(), rectifying()
    on_time, late = woken.pass_time("2026-06-01"), down.sleep("2026-06-01")
    assert _moves(on_time) == _moves(late)
    assert _moves(late)[:2] == ["period_ended", "escalated reinspection_late"]
    assert woken.case == down.case


def _moves(entries: list[Entry]) -> list[str]:
    return [phrase for phrase in story(entries) if not phrase.startswith("reminded")]


@pytest.mark.parametrize("woken_at", ["2025-09-29", "2025-10-20"])
def test_s8_a_reminder_caught_up_with_late_does_not_promise_days_that_are_gone(
    woken_at: str,
) -> None:
    life = rectifying()
    for entry in life.sleep(woken_at):
        if isinstance(entry.event, Reminded):
            assert entry.event.days_left <= (entry.event.last_day - entry.happened_on).days


def test_s8_service_entered_after_its_whole_period_leads_straight_to_overdue() -> None:
    life = flagged()
    life.do(INSPECTOR, SERVE, "2026-03-02", on="2025-04-01")
    assert life.stage() is Stage.OVERDUE
    assert life.late() == (Lateness.REINSPECTION,)


def _answered() -> Life:
    life = sealing()
    life.answer("2025-10-14")
    return life


@pytest.mark.parametrize(
    ("lived", "due", "lateness"),
    [
        (flagged, "2025-04-11", "notice_not_served"),
        (reported, "2025-10-21", "reinspection_late"),
        (overdue, "2025-10-22", "reinspection_late"),
        (deciding, "2025-10-29", "decision_late"),
        (eliminated, "2025-10-27", "decision_late"),
        (dismantling, "2026-01-06", "dismantling_late"),
        (_answered, "2025-11-03", "sealing_late"),
    ],
)
def test_s8_a_stage_that_lasts_too_long_is_escalated(
    lived: Callable[[], Life], due: str, lateness: str, until: Passing
) -> None:
    """7 working days to serve, 10 to re-inspect or decide, 5 where it is at once, 60 and 15.
    The days to decide count after the 5 to object (L5)."""
    life = lived()
    assert f"escalated {lateness}" not in story(until(life, f"{due} 23:59"))
    escalated = until(life, (date.fromisoformat(due) + timedelta(days=1)).isoformat())
    assert story(escalated) == [f"escalated {lateness}"]
    assert isinstance(escalated[0].event, Escalated)
    assert escalated[0].event.last_day == date.fromisoformat(due)


def test_s8_what_was_late_is_settled_by_the_next_step() -> None:
    life = flagged()
    life.pass_time("2025-05-01")
    assert life.late() == (Lateness.NOTICE,)
    life.do(INSPECTOR, SERVE, "2025-05-01")
    assert life.late() == ()


def _accepted(life: Life, at: str) -> None:
    for order in life.enterprise.unsent():
        life.enterprise, _ = accept(life.enterprise, order.id, local(at))


def test_s8_an_order_that_nobody_accepts_is_escalated(until: Passing) -> None:
    """After two working days: the 15th of October."""
    life = sealing()
    assert story(until(life, "2025-10-15 23:59")) == []
    assert story(until(life, "2025-10-16 00:00")) == ["escalated acceptance_late"]
    assert life.late() == (Lateness.ACCEPTANCE,)
    assert len(life.enterprise.unsent()) == 1
    life.answer("2025-10-17")
    assert life.late() == ()


def test_s8_an_accepted_order_without_a_receipt_is_sent_again_and_escalated(
    until: Passing,
) -> None:
    """After five working days: the 20th. Its department answers with the receipt that went
    astray, if it has carried it out."""
    life = sealing()
    _accepted(life, "2025-10-13 12:00")
    assert life.enterprise.unsent() == []
    assert story(until(life, "2025-10-20 23:59")) == []
    assert story(until(life, "2025-10-21 00:00")) == ["escalated receipt_late"]
    assert len(life.enterprise.unsent()) == 1
    _accepted(life, "2025-10-21 09:00")
    assert life.late() == (Lateness.RECEIPT,)
    assert story(until(life, "2025-10-24 00:00")) == ["escalated receipt_late escalation"]


def test_s8_who_accepts_late_has_no_more_time_to_carry_it_out(until: Passing) -> None:
    """Eight working days late: what that has come to by then is climbed at once."""
    life = sealing()
    until(life, "2025-10-30 12:00")
    assert life.late() == (Lateness.ACCEPTANCE, Lateness.SEALING)[:1]
    order = life.enterprise.unsent()[0]
    life.enterprise, recorded = accept(life.enterprise, order.id, local("2025-10-30 12:00"))
    assert story([read(one.body) for one in recorded]) == [
        "order_accepted",
        "escalated receipt_late",
        "escalated receipt_late escalation",
    ]


def test_s8_an_order_with_its_receipt_is_not_chased(until: Passing) -> None:
    life = _answered()
    assert story(until(life, "2025-11-04")) == ["escalated sealing_late"]


def test_s8_cases_are_dealt_with_in_the_order_in_which_they_fell_due() -> None:
    life = rectifying()
    second = life.flag("2025-04-02", line=replace(LINE, name="2号电石炉"))
    happened = life.sleep("2025-12-31")
    assert [entry.case for entry in happened].index(second) == 0
    assert story(happened)[0] == "escalated notice_not_served"


def test_s8_a_filed_report_ends_the_reminders(until: Passing) -> None:
    life = rectifying()
    life.do(ENTERPRISE, REPORT, "2025-05-05")
    happened = story(until(life, "2025-12-31"))
    assert happened[0] == "escalated reinspection_late"
    assert not [phrase for phrase in happened if phrase.startswith("reminded")]


def test_s8_a_reminder_on_the_last_day_itself_does_not_swallow_the_end(until: Passing) -> None:
    life = Life()
    life.flag("2025-04-01", procedure=replace(ENERGY, reminder_days=(7, 0)))
    life.do(INSPECTOR, SERVE, "2025-04-01")
    until(life, "2025-10-10 00:00")
    assert life.stage() is Stage.OVERDUE
