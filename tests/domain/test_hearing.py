"""L5: the time to object, and being heard before a decision."""

from datetime import date

import pytest

from domain.closing import TakeExitDecision
from domain.hearing_correction import CorrectHearing
from domain.people import Actor
from domain.stages import Lateness, Stage
from tests.domain.grounds import (
    ANSWER,
    ASK,
    HEAR,
    STATE,
)
from tests.domain.lives import (
    APPROVER,
    CONFIRM,
    DEPUTY,
    DISMANTLE,
    ENTERPRISE,
    ENTERPRISE_ELSEWHERE,
    FAIL,
    INSPECTOR,
    SEAL,
    SUPERVISOR,
    TELL,
    WAIVE,
    Life,
    Passing,
    story,
)
from tests.domain.stages import dismantling, overdue

LAST_DAY = "2025-10-16"
"""The fifth working day after Friday 10 October; Saturday the 11th is a make-up workday."""
AFTER_IT = "2025-10-17 00:00"


def _told() -> Life:
    life = overdue()
    life.do(INSPECTOR, TELL, "2025-10-10")
    return life


def _asked() -> Life:
    life = _told()
    life.do(ENTERPRISE, ASK, f"{LAST_DAY} 23:59")
    return life


def _undecidable(life: Life, at: str) -> bool:
    refusal = life.refused(APPROVER, SEAL, at)
    assert "take_exit_decision" not in refusal.permitted
    return (refusal.code, refusal.rule) == ("requirement_missing", "L5")


@pytest.mark.parametrize("decision", [SEAL, DISMANTLE])
def test_l5_l4_nothing_is_decided_before_24_00_of_the_fifth_working_day(
    decision: TakeExitDecision,
) -> None:
    life = _told()
    assert life.case.hearing is not None
    assert life.case.hearing.until.last_day == date.fromisoformat(LAST_DAY)
    assert _undecidable(life, f"{LAST_DAY} 23:59")
    life.do(APPROVER, decision, AFTER_IT)


def test_l5_the_end_of_the_time_to_object_is_on_record(until: Passing) -> None:
    life = _told()
    assert story(until(life, f"{LAST_DAY} 23:59")) == []
    ended = until(life, AFTER_IT)
    assert story(ended) == ["objection_ended"]
    assert ended[0].rules == ("L5", "L4")


@pytest.mark.parametrize(
    ("by", "code"),
    [
        (INSPECTOR, "wrong_role"),
        (APPROVER, "wrong_role"),
        (SUPERVISOR, "wrong_role"),
        (ENTERPRISE_ELSEWHERE, "out_of_scope"),
    ],
)
def test_l5_the_enterprise_alone_waives_its_right(by: Actor, code: str) -> None:
    life = _told()
    assert life.refused(by, WAIVE, "2025-10-10").code == code
    life.do(ENTERPRISE, WAIVE, "2025-10-10")
    life.do(APPROVER, SEAL, "2025-10-10")


def test_l5_who_asked_for_a_hearing_does_not_waive_it() -> None:
    assert _asked().refused(ENTERPRISE, WAIVE, f"{LAST_DAY} 23:59").code == "already_recorded"


def test_l5_a_hearing_asked_for_in_time_is_held_before_the_decision(until: Passing) -> None:
    life = _asked()
    until(life, "2025-10-24")
    assert _undecidable(life, "2025-10-24")
    life.do(INSPECTOR, HEAR, "2025-10-24 15:00")
    life.do(APPROVER, SEAL, "2025-10-24 16:00")


def test_l5_a_hearing_held_early_leaves_the_time_to_object() -> None:
    life = _told()
    life.do(ENTERPRISE, ASK, "2025-10-10 10:00")
    life.do(INSPECTOR, HEAR, "2025-10-14")
    assert _undecidable(life, f"{LAST_DAY} 23:59")
    life.do(APPROVER, SEAL, AFTER_IT)


def test_l5_a_hearing_asked_for_too_late_is_refused() -> None:
    late = _told().refused(ENTERPRISE, ASK, AFTER_IT)
    assert (late.code, late.rule) == ("objection_late", "L5")
    assert "request_hearing" not in late.permitted


def test_l5_a_hearing_asked_for_in_time_on_paper_may_be_entered_late() -> None:
    life = _told()
    life.pass_time(AFTER_IT)
    (entry,) = life.do(INSPECTOR, ASK, AFTER_IT, on=LAST_DAY)
    assert entry.happened_on == date.fromisoformat(LAST_DAY)
    assert _undecidable(life, "2025-10-17 09:00")
    life.do(INSPECTOR, HEAR, "2025-10-24 15:00")
    life.do(APPROVER, SEAL, "2025-10-24 16:00")


def test_l5_also_where_the_case_went_on_meanwhile() -> None:
    life = _told()
    life.pass_time(AFTER_IT)
    life.do(INSPECTOR, FAIL, "2025-10-17")
    life.do(INSPECTOR, ASK, "2025-10-20", on="2025-10-14")
    assert life.stage() is Stage.DECIDING
    assert _undecidable(life, "2025-10-20")


@pytest.mark.parametrize(
    ("on", "code"),
    [
        ("2025-10-09", "before_previous_step"),
        ("2025-10-17", "objection_late"),
        ("2025-10-21", "in_the_future"),
    ],
)
def test_l5_no_later_than_its_time_and_no_earlier_than_the_notice(on: str, code: str) -> None:
    life = _told()
    life.pass_time(AFTER_IT)
    assert life.refused(INSPECTOR, ASK, "2025-10-20", on=on).code == code


def test_l5_the_enterprise_dates_no_request_of_its_own_back_into_its_time() -> None:
    life = _told()
    life.pass_time(AFTER_IT)
    assert life.refused(ENTERPRISE, ASK, "2025-10-20", on=LAST_DAY).code == "objection_late"


def test_l5_s1_once_the_decision_is_taken_it_is_revoked_first() -> None:
    life = dismantling()
    assert life.refused(INSPECTOR, ASK, "2025-10-14", on="2025-10-09").code == "not_now"


def test_l5_a_request_that_is_entered_late_bars_a_decision_that_waits_to_be_confirmed() -> None:
    life = _told()
    life.pass_time(AFTER_IT)
    life.propose(APPROVER, SEAL, "2025-10-17")
    life.do(INSPECTOR, ASK, "2025-10-17 10:00", on=LAST_DAY)
    refusal = life.refused(DEPUTY, CONFIRM, "2025-10-17 11:00")
    assert (refusal.code, refusal.rule) == ("requirement_missing", "L5")


@pytest.mark.parametrize(("on", "code"), [("2025-10-10", None), ("2025-10-09", "before")])
def test_l5_a_statement_is_entered_with_the_day_it_was_handed_in(on: str, code: str | None) -> None:
    life = _told()
    life.pass_time(AFTER_IT)
    life.do(INSPECTOR, FAIL, "2025-10-17")
    if code:
        assert life.refused(INSPECTOR, STATE, "2025-10-20", on=on).code == "before_previous_step"
    else:
        (entry,) = life.do(INSPECTOR, STATE, "2025-10-20", on=on)
        assert str(entry.happened_on) == on


def test_l5_one_hearing_is_asked_for_once_and_held_once() -> None:
    life = _asked()
    assert life.refused(ENTERPRISE, ASK, f"{LAST_DAY} 23:59").code == "already_recorded"
    life.do(INSPECTOR, HEAR, "2025-10-24")
    assert life.refused(INSPECTOR, HEAR, "2025-10-24").code == "no_hearing_asked"


def test_s7_no_hearing_was_held_before_it_was_asked_for() -> None:
    early = _asked().refused(INSPECTOR, HEAR, "2025-10-17", on="2025-10-15")
    assert early.code == "before_previous_step"


@pytest.mark.parametrize(
    ("by", "entered", "on"),
    [(ENTERPRISE, "2025-10-13", None), (INSPECTOR, "2025-10-20", LAST_DAY)],
    ids=["by itself", "on paper, entered later"],
)
def test_l5_a_statement_is_answered_before_the_decision(
    by: Actor, entered: str, on: str | None
) -> None:
    life = _told()
    life.do(by, STATE, entered, on=on)
    assert _undecidable(life, "2025-10-20 10:00")
    life.do(DEPUTY, ANSWER, "2025-10-20 11:00")
    life.do(APPROVER, SEAL, "2025-10-20 12:00")


def test_l5_who_waived_the_hearing_states_nothing_more() -> None:
    life = _told()
    life.do(ENTERPRISE, WAIVE, "2025-10-11")
    assert life.refused(ENTERPRISE, STATE, "2025-10-11 10:00").code == "waived"


@pytest.mark.parametrize("by", [ENTERPRISE, INSPECTOR])
def test_l5_statements_after_the_time_to_object_do_not_put_a_decision_off_for_ever(
    by: Actor,
) -> None:
    life = _told()
    life.pass_time(AFTER_IT)
    assert life.refused(by, STATE, "2025-10-17").code == "objection_late"
    life.do(APPROVER, SEAL, "2025-10-17 10:00")


def test_l5_what_was_heard_counts_for_the_decision_after_a_failed_reinspection() -> None:
    life = _told()
    life.pass_time(AFTER_IT)
    life.do(INSPECTOR, FAIL, "2025-10-17")
    assert life.stage() is Stage.DECIDING
    life.do(APPROVER, SEAL, "2025-10-17")


def test_l5_p1_3_sealing_after_all_what_was_to_be_dismantled_needs_no_second_notice() -> None:
    life = dismantling()
    life.do(APPROVER, SEAL, "2025-10-14")
    assert life.stage() is Stage.SEALING


def test_s8_the_time_to_decide_counts_after_the_time_to_object(until: Passing) -> None:
    """Ten working days: from the 16th, and again from the hearing on the 24th."""
    life = _told()
    assert life.case.due == date(2025, 10, 30)
    life.do(ENTERPRISE, ASK, "2025-10-13")
    life.do(INSPECTOR, HEAR, "2025-10-24")
    assert life.case.due == date(2025, 11, 7)
    assert story(until(life, "2025-11-07 23:59")) == []
    assert story(until(life, "2025-11-08 00:00")) == ["escalated reinspection_late"]


def test_s8_what_was_late_before_the_hearing_is_settled_by_it() -> None:
    life = _asked()
    life.pass_time("2025-10-31")
    assert life.late() == (Lateness.REINSPECTION,)
    life.do(INSPECTOR, HEAR, "2025-10-31 15:00")
    assert life.late() == ()


def test_l5_s7_minutes_of_another_case_are_struck_and_the_enterprise_is_heard_anew() -> None:
    life = _asked()
    life.do(INSPECTOR, HEAR, "2025-10-20")
    life.do(INSPECTOR, CorrectHearing("听证笔录系另一案件"), "2025-10-20 10:00")
    assert life.case.hearing is None
    assert _undecidable(life, "2025-10-21")
    life.is_only_heard("2025-10-21 10:00")
    life.do(APPROVER, SEAL, "2025-10-21 11:00")
