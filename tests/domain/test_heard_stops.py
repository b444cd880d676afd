"""L5: where a stop order counts as a penalty, the enterprise is heard before the notice (P4.1,
P6.1)."""

from dataclasses import replace
from datetime import date

import pytest

from domain.advance_notice_correction import CorrectAdvanceNotice
from domain.catalogue import MeasureKind
from domain.correction import CorrectService
from domain.grounds import Ground
from domain.new_rules import AdoptRules
from domain.notice import ServeNotice
from domain.procedure import Procedure
from domain.procedures import ENVIRONMENT, PROCEDURES, QUALITY, procedures_with
from domain.procedures.heard_stops import heard_before_stop
from domain.stages import Lateness, Stage
from tests.domain.calendars import ADOPT, ends
from tests.domain.calendars import flagged as flagged_by_the_old_calendar
from tests.domain.grounds import (
    ANSWER,
    ASK,
    ASK_CITY,
    CITY_APPROVER,
    CLOSE,
    GRANT,
    HEAR,
    LIMIT,
    RECTIFY,
    STATE,
    STOP,
    UNSAFE,
    flagged_on,
)
from tests.domain.lives import (
    ENTERPRISE,
    INSPECTOR,
    REPORT,
    RESUME,
    SERVE,
    STOP_CLOCK,
    SUPERVISOR,
    TELL,
    WAIVE,
    Life,
    Passing,
    story,
)

HEARD = heard_before_stop(ENVIRONMENT)
URGENT = replace(STOP, emergency="超标排放不能等")
LAST_DAY = "2025-04-09"
"""The fifth working day after Tuesday 1 April; Friday the 4th is a holiday."""
AFTER_IT = "2025-04-10"


def _flagged(procedure: Procedure = HEARD) -> Life:
    life = Life()
    life.flag("2025-04-01 08:00", procedure=procedure)
    return life


def _told(procedure: Procedure = HEARD) -> Life:
    life = _flagged(procedure)
    life.do(INSPECTOR, TELL, "2025-04-01")
    return life


def _stopped() -> Life:
    """Served on 10 April, on which the enterprise had nothing to say."""
    life = _told()
    life.do(INSPECTOR, STOP, AFTER_IT)
    return life


def _unserved(life: Life, at: str, notice: ServeNotice = STOP) -> bool:
    refusal = life.refused(INSPECTOR, notice, at)
    return (refusal.code, refusal.rule) == ("requirement_missing", "L5")


def _told_on(on: str) -> CorrectAdvanceNotice:
    return CorrectAdvanceNotice(date.fromisoformat(on), "回证日期录错")


@pytest.mark.parametrize("notice", [STOP, URGENT, replace(STOP, lines=("2号线",))])
def test_l5_l4_p4_1_no_stop_is_served_before_24_00_of_the_fifth_working_day(
    notice: ServeNotice,
) -> None:
    assert _unserved(_flagged(), AFTER_IT, notice)
    life = _told()
    assert _unserved(life, f"{LAST_DAY} 23:59", notice)
    assert life.orders() == []
    told = life.do(INSPECTOR, notice, f"{AFTER_IT} 00:00")
    assert story(told)[:2] == ["objection_ended", "serve_notice"]
    assert life.stage() is Stage.RECTIFYING
    assert life.orders(MeasureKind.PRODUCTION_STOP)


def test_l5_p4_1_a_limit_is_not_held_up() -> None:
    for life in (_flagged(), _told()):
        assert "serve_notice" in life.refused(INSPECTOR, STOP, "2025-04-02").permitted
        life.do(INSPECTOR, LIMIT, "2025-04-02")


def test_l5_p4_1_a_limit_by_which_the_line_stands_still_is_a_stop() -> None:
    still = replace(LIMIT, share=None, lines=("1号电石炉",))
    another = replace(still, lines=("2号电石炉",))
    assert _unserved(_flagged(), "2025-04-02", still)
    assert _unserved(_told(), "2025-04-02", replace(still, lines=("１号电石炉", "2号电石炉")))
    _flagged().do(INSPECTOR, another, "2025-04-02")
    _told().do(INSPECTOR, still, AFTER_IT)


def test_l5_p6_1_where_there_is_nothing_but_a_stop_the_notice_waits() -> None:
    procedure = heard_before_stop(QUALITY)
    life = _told(procedure)
    refusal = life.refused(INSPECTOR, SERVE, f"{LAST_DAY} 23:59")
    assert (refusal.code, refusal.rule) == ("requirement_missing", "L5")
    assert "serve_notice" not in refusal.permitted
    life.do(INSPECTOR, SERVE, AFTER_IT)


def test_l5_a_waiver_ends_the_waiting() -> None:
    life = _told()
    life.do(ENTERPRISE, WAIVE, "2025-04-02")
    life.do(INSPECTOR, STOP, "2025-04-02 10:00")


def test_l5_a_hearing_that_was_asked_for_is_held_and_minuted_first(until: Passing) -> None:
    life = _told()
    life.do(ENTERPRISE, ASK, f"{LAST_DAY} 23:59")
    until(life, "2025-04-15")
    assert _unserved(life, "2025-04-15")
    life.do(INSPECTOR, HEAR, "2025-04-15 10:00")
    life.do(INSPECTOR, STOP, "2025-04-15 11:00")


def test_l5_a_statement_is_answered_first() -> None:
    life = _told()
    life.do(ENTERPRISE, STATE, LAST_DAY)
    assert _unserved(life, AFTER_IT)
    life.do(INSPECTOR, ANSWER, AFTER_IT)
    life.do(INSPECTOR, STOP, AFTER_IT)


def test_p5_1_a_stop_for_unsafe_conditions_is_not_held_up() -> None:
    every = procedures_with(second_person=True, heard_stops=(Ground.ENVIRONMENT, Ground.QUALITY))
    life = _flagged(every[Ground.SAFETY])
    assert life.refused(INSPECTOR, TELL, "2025-04-01").code == "not_now"
    life.do(INSPECTOR, RECTIFY, "2025-04-01")
    assert life.orders(MeasureKind.PRODUCTION_STOP)


def test_l5_nobody_is_heard_before_a_stop_unless_the_installation_says_so() -> None:
    assert procedures_with(second_person=True) == PROCEDURES
    life = flagged_on(Ground.ENVIRONMENT)
    assert life.refused(INSPECTOR, TELL, "2025-04-01 10:00").code == "not_now"
    life.do(INSPECTOR, STOP, "2025-04-01 10:00")
    one = procedures_with(second_person=False, heard_stops=(Ground.ENVIRONMENT,))
    assert one[Ground.ENVIRONMENT] == replace(HEARD, second_person=())
    assert one[Ground.QUALITY] == replace(QUALITY, second_person=())


@pytest.mark.parametrize("on", ["2025-04-02", LAST_DAY])
def test_l5_a_stop_is_not_dated_into_the_time_to_object(on: str) -> None:
    life = _told()
    refusal = life.refused(INSPECTOR, STOP, "2025-04-14", on=on)
    assert refusal.code == "before_previous_step"
    assert AFTER_IT in refusal.message.zh
    life.do(INSPECTOR, STOP, "2025-04-14", on=AFTER_IT)


def test_l5_nor_before_the_waiver_the_answer_or_the_hearing() -> None:
    waived = _told()
    waived.do(ENTERPRISE, WAIVE, "2025-04-03")
    early = waived.refused(INSPECTOR, STOP, "2025-04-07", on="2025-04-02")
    assert early.code == "before_previous_step"
    waived.do(INSPECTOR, STOP, "2025-04-07", on="2025-04-03")
    answered = _told()
    answered.do(ENTERPRISE, STATE, "2025-04-02")
    answered.do(INSPECTOR, ANSWER, "2025-04-15")
    early = answered.refused(INSPECTOR, STOP, "2025-04-16", on="2025-04-14")
    assert early.code == "before_previous_step"
    answered.do(INSPECTOR, STOP, "2025-04-16", on="2025-04-15")
    heard = _told()
    heard.do(ENTERPRISE, ASK, "2025-04-02")
    heard.do(INSPECTOR, HEAR, "2025-04-16", on="2025-04-15")
    early = heard.refused(INSPECTOR, STOP, "2025-04-16", on="2025-04-14")
    assert early.code == "before_previous_step"
    heard.do(INSPECTOR, STOP, "2025-04-16", on="2025-04-15")


def test_l5_l1_nor_is_its_service_corrected_to_such_a_day() -> None:
    life = _stopped()
    early = life.refused(
        INSPECTOR, CorrectService(date.fromisoformat(LAST_DAY), "回证有误"), "2025-04-14"
    )
    assert early.code == "before_previous_step"
    life.do(INSPECTOR, CorrectService(date(2025, 4, 11), "回证有误"), "2025-04-14")
    life.do(INSPECTOR, CorrectService(date.fromisoformat(AFTER_IT), "回证有误"), "2025-04-14")
    limited = _told()
    limited.do(INSPECTOR, LIMIT, "2025-04-14")
    limited.do(INSPECTOR, CorrectService(date(2025, 4, 2), "回证有误"), "2025-04-14")


def _failed(life: Life) -> Life:
    life.do(ENTERPRISE, REPORT, "2025-06-02")
    life.do(INSPECTOR, UNSAFE, "2025-06-03")
    life.has_its_plans("2025-06-03")
    life.do(INSPECTOR, ASK_CITY, "2025-06-04")
    life.do(CITY_APPROVER, GRANT, "2025-06-05")
    return life


def test_l5_p4_2_a_later_closure_is_told_and_heard_anew() -> None:
    life = _failed(_stopped())
    refusal = life.refused(CITY_APPROVER, CLOSE, "2025-06-06")
    assert (refusal.code, refusal.rule) == ("requirement_missing", "L5")
    life.is_only_heard("2025-06-06")
    life.do(CITY_APPROVER, CLOSE, "2025-06-06")


def test_l5_a_limit_served_meanwhile_ends_the_hearing_too() -> None:
    """Nor does its time to object end on record later on."""
    life = _told()
    life.do(INSPECTOR, LIMIT, "2025-04-02")
    life.answer("2025-04-02 10:00")
    assert story(life.pass_time("2025-04-30")) == []
    _failed(life)
    life.is_only_heard("2025-06-06")


def test_s8_being_heard_takes_none_of_the_time_to_serve_the_notice(until: Passing) -> None:
    """Seven working days: from the 9th, and again from the hearing on the 15th."""
    life = _flagged()
    assert life.case.due == date(2025, 4, 11)
    life.do(INSPECTOR, TELL, "2025-04-01")
    assert life.case.due == date(2025, 4, 18)
    life.do(ENTERPRISE, ASK, "2025-04-02")
    life.do(INSPECTOR, HEAR, "2025-04-15")
    assert life.case.due == date(2025, 4, 24)
    until(life, "2025-04-25 00:00")
    assert life.late() == (Lateness.NOTICE,)


def test_l5_s7_a_day_of_the_advance_notice_is_put_right_before_the_stop() -> None:
    """On record as told on the 1st, though it was on the 8th: over on the 15th in truth."""
    life = _told()
    life.pass_time(AFTER_IT)
    life.do(INSPECTOR, _told_on("2025-04-08"), AFTER_IT)
    assert life.case.due == date(2025, 4, 24)
    assert _unserved(life, "2025-04-15 23:59")
    life.do(INSPECTOR, STOP, "2025-04-16 00:00")
    assert life.refused(INSPECTOR, _told_on("2025-04-08"), "2025-04-16").code == "not_now"


def test_l5_a_day_that_was_too_late_lets_the_stop_be_dated_earlier() -> None:
    life = _flagged()
    life.do(INSPECTOR, TELL, "2025-04-03")
    life.do(INSPECTOR, _told_on("2025-04-01"), "2025-04-14")
    life.do(INSPECTOR, STOP, "2025-04-14", on=AFTER_IT)


def test_l7_days_on_which_the_clock_was_stopped_are_none_of_its_time() -> None:
    """Four of the five working days were left on the 3rd."""
    life = _told()
    life.do(SUPERVISOR, STOP_CLOCK, "2025-04-03")
    life.do(SUPERVISOR, RESUME, "2025-04-14")
    assert _unserved(life, "2025-04-17 23:59")
    life.do(INSPECTOR, STOP, "2025-04-18")


def test_l8_a_new_calendar_moves_its_time() -> None:
    """Told on Monday 29 December: to 5 January by the plain week, and by the notice, which gives
    New Year's first three days off and makes Sunday the 4th a workday, to the 6th."""
    life = flagged_by_the_old_calendar("2025-12-29", procedure=HEARD)
    life.do(INSPECTOR, TELL, "2025-12-29")
    before = ends(life.case)["objection"]
    life.do(SUPERVISOR, ADOPT, "2025-12-29 10:00")
    assert before == (date(2026, 1, 5), True)
    assert ends(life.case)["objection"] == (date(2026, 1, 6), False)
    assert _unserved(life, "2026-01-06 23:59", replace(STOP, rectify_by=date(2026, 6, 30)))
    life.do(INSPECTOR, replace(STOP, rectify_by=date(2026, 6, 30)), "2026-01-07")


def test_s10_a_case_keeps_its_own_reading_until_it_is_moved_over() -> None:
    life = _flagged(ENVIRONMENT)
    life.do(SUPERVISOR, AdoptRules(replace(HEARD, version=2)), "2025-04-01")
    assert _unserved(life, "2025-04-01")
    life.do(INSPECTOR, TELL, "2025-04-01")
    life.do(INSPECTOR, STOP, AFTER_IT)
    stopped = _flagged(ENVIRONMENT)
    stopped.do(INSPECTOR, STOP, "2025-04-01")
    stopped.do(SUPERVISOR, AdoptRules(replace(HEARD, version=2)), "2025-04-01")
    assert stopped.stage() is Stage.RECTIFYING


def test_s10_l5_who_was_told_is_heard_to_the_end_whatever_the_new_rules_say() -> None:
    life, unheard = _told(), AdoptRules(replace(ENVIRONMENT, version=2))
    refusal = life.refused(SUPERVISOR, unheard, "2025-04-02")
    assert (refusal.code, refusal.rule) == ("rules_do_not_fit", "S10")
    life.do(SUPERVISOR, unheard, AFTER_IT)
    life.do(INSPECTOR, STOP, AFTER_IT)
