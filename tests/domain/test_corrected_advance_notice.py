"""L5: the day of the advance notice put right, and the time to object that follows from it."""

from dataclasses import replace
from datetime import date

import pytest

from domain.advance_notice_correction import CorrectAdvanceNotice
from domain.correction import RevokeDecision
from domain.new_rules import AdoptRules
from domain.procedures import ENERGY
from domain.stages import Lateness, Stage
from tests.domain.grounds import ASK, HEAR
from tests.domain.lives import (
    APPROVER,
    CONFIRM,
    DEPUTY,
    DISMANTLE,
    ENTERPRISE,
    FAIL,
    INSPECTOR,
    RESUME,
    SEAL,
    STOP_CLOCK,
    SUPERVISOR,
    TELL,
    Life,
    story,
)
from tests.domain.stages import dismantling, overdue


def _told(on: str) -> CorrectAdvanceNotice:
    return CorrectAdvanceNotice(date.fromisoformat(on), "回证日期录错")


def _until(life: Life) -> date:
    assert life.case.hearing
    return life.case.hearing.until.last_day


def _told_too_early() -> Life:
    """On record as told on 10 October, though it was on the 17th; over on the 16th by the record,
    and on Friday the 24th in truth. Decided by the 30th, or by 7 November."""
    life = overdue()
    life.do(INSPECTOR, TELL, "2025-10-17", on="2025-10-10")
    assert story(life.entries)[-1] == "objection_ended"
    return life


def test_l5_l4_a_time_to_object_that_a_wrong_day_ended_runs_on() -> None:
    life = _told_too_early()
    (entry,) = life.do(INSPECTOR, _told("2025-10-17"), "2025-10-18")
    assert entry.rules == ("L5", "L4")
    assert (_until(life), life.case.due) == (date(2025, 10, 24), date(2025, 11, 7))
    refusal = life.refused(APPROVER, SEAL, "2025-10-24 23:59")
    assert (refusal.code, refusal.rule) == ("requirement_missing", "L5")
    assert story(life.pass_time("2025-10-24 23:59")) == []
    assert story(life.pass_time("2025-10-25 00:00")) == ["objection_ended"]
    life.do(APPROVER, SEAL, "2025-10-25")


def test_l5_a_hearing_may_be_asked_for_again_once_the_time_runs_on() -> None:
    life = _told_too_early()
    assert life.refused(ENTERPRISE, ASK, "2025-10-18").code == "objection_late"
    life.do(INSPECTOR, _told("2025-10-17"), "2025-10-18")
    life.do(ENTERPRISE, ASK, "2025-10-24 23:59")


def test_l5_a_time_to_object_that_would_have_lasted_too_long_ends_on_its_right_day() -> None:
    life = overdue()
    life.do(INSPECTOR, TELL, "2025-10-15")
    life.do(INSPECTOR, _told("2025-10-10"), "2025-10-16")
    assert (_until(life), life.case.due) == (date(2025, 10, 16), date(2025, 10, 30))
    assert story(life.pass_time("2025-10-23")) == ["objection_ended"]


def test_l5_what_is_over_by_the_right_day_too_ends_again_on_that_day() -> None:
    life = _told_too_early()
    happened = life.do(INSPECTOR, _told("2025-10-13"), "2025-10-22")
    assert story(happened) == ["correct_advance_notice", "objection_ended"]
    assert life.case.hearing
    assert (_until(life), life.case.hearing.over) == (date(2025, 10, 20), True)


def test_l5_what_was_rightly_done_stands() -> None:
    """A hearing that was asked for is still to be held; what was waived stays so."""
    asked = overdue()
    asked.do(INSPECTOR, TELL, "2025-10-10")
    asked.do(ENTERPRISE, ASK, "2025-10-16")
    asked.do(INSPECTOR, _told("2025-10-14"), "2025-10-17")
    assert asked.case.hearing
    assert asked.case.hearing.requested_on == date(2025, 10, 16)
    asked.do(INSPECTOR, HEAR, "2025-10-20")
    waived = overdue()
    waived.is_only_heard("2025-10-13")
    waived.do(INSPECTOR, _told("2025-10-10"), "2025-10-14")
    assert story(waived.pass_time("2025-10-20")) == []
    waived.do(APPROVER, SEAL, "2025-10-20")


def test_s8_the_time_to_decide_after_a_hearing_stays() -> None:
    life = overdue()
    life.do(INSPECTOR, TELL, "2025-10-10")
    life.do(ENTERPRISE, ASK, "2025-10-13")
    life.do(INSPECTOR, HEAR, "2025-10-24")
    life.do(INSPECTOR, _told("2025-10-13"), "2025-10-24")
    assert life.case.due == date(2025, 11, 7)


def test_s8_the_time_to_decide_of_a_later_stage_stays() -> None:
    """Told while overdue: after the re-inspection that failed the decision has its own time."""
    life = overdue()
    life.do(INSPECTOR, TELL, "2025-10-13")
    life.do(INSPECTOR, FAIL, "2025-10-17")
    before = life.case.limit
    life.do(INSPECTOR, _told("2025-10-14"), "2025-10-17")
    assert life.stage() is Stage.DECIDING
    assert (_until(life), life.case.limit) == (date(2025, 10, 21), before)


def test_s8_what_was_late_by_the_wrong_day_is_so_no_longer() -> None:
    life = overdue()
    life.do(INSPECTOR, TELL, "2025-10-10")
    life.pass_time("2025-10-31")
    assert life.late() == (Lateness.REINSPECTION,)
    life.do(INSPECTOR, _told("2025-10-20"), "2025-10-31")
    assert (life.late(), life.case.due) == ((), date(2025, 11, 10))


def test_l7_days_on_which_the_clock_was_stopped_stay_out_of_it() -> None:
    """Told on the 13th, five working days of which two ran before the 15th."""
    life = overdue()
    life.do(INSPECTOR, TELL, "2025-10-14")
    life.do(SUPERVISOR, STOP_CLOCK, "2025-10-15")
    life.do(SUPERVISOR, RESUME, "2025-10-27")
    life.do(INSPECTOR, _told("2025-10-13"), "2025-10-27")
    assert (_until(life), life.case.due) == (date(2025, 10, 30), date(2025, 11, 13))


@pytest.mark.parametrize(
    ("on", "code"), [("2025-10-09", "before_previous_step"), ("2025-10-19", "in_the_future")]
)
def test_l5_nobody_was_told_before_they_could_be_or_in_the_future(on: str, code: str) -> None:
    assert _told_too_early().refused(INSPECTOR, _told(on), "2025-10-18").code == code


def test_s7_a_correction_rests_on_a_document() -> None:
    refusal = _told_too_early().refused(INSPECTOR, _told("2025-10-17"), "2025-10-18", document="")
    assert refusal.code == "document_missing"


def test_l5_only_what_was_told_is_corrected() -> None:
    assert overdue().refused(INSPECTOR, _told("2025-10-10"), "2025-10-10").code == "not_told"


def test_l5_not_after_the_decision_that_rests_on_it() -> None:
    """Once that is revoked the enterprise is told anew (L7)."""
    life = dismantling()
    assert life.refused(INSPECTOR, _told("2025-10-10"), "2025-10-14").code == "not_now"
    life.do(SUPERVISOR, RevokeDecision("告知日期有误"), "2025-10-14")
    assert life.refused(INSPECTOR, _told("2025-10-10"), "2025-10-14").code == "not_told"


def test_l5_a_decision_that_waits_for_a_second_person_is_judged_by_the_right_day() -> None:
    life = _told_too_early()
    life.propose(APPROVER, DISMANTLE, "2025-10-17")
    life.do(INSPECTOR, _told("2025-10-17"), "2025-10-17")
    refusal = life.refused(DEPUTY, CONFIRM, "2025-10-17", document="")
    assert (refusal.code, refusal.rule) == ("requirement_missing", "L5")


def test_s10_l5_who_was_told_of_five_days_has_five_whatever_rules_were_adopted_since() -> None:
    life = overdue()
    life.do(INSPECTOR, TELL, "2025-10-15")
    rules = replace(ENERGY, version=2, hearing_days=10)
    life.do(SUPERVISOR, AdoptRules(rules), "2025-10-15 10:00")
    life.do(INSPECTOR, _told("2025-10-10"), "2025-10-16")
    assert _until(life) == date(2025, 10, 16)
