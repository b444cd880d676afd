"""L8: a newer calendar moves the open periods of a case, and un-does nothing."""

from dataclasses import replace
from datetime import date

from domain.approval import RequestApproval
from domain.correction import CorrectService
from domain.deadlines import in_working_days
from domain.extension import ApplyForExtension, DecideExtension
from domain.hearing import RecordHearing, RequestHearing
from domain.procedures import FACTORS, QUALITY
from domain.stages import Lateness, Stage
from tests.domain.calendars import (
    ADOPT,
    NEW,
    OLD,
    adopted,
    deciding,
    ends,
    flagged,
    rectifying,
)
from tests.domain.lives import (
    ANNOUNCE,
    APPROVER,
    COMMIT,
    ENTERPRISE,
    FAIL,
    INSPECTOR,
    REPORT,
    RESUME,
    SEAL,
    SERVE,
    STOP_CLOCK,
    SUPERVISOR,
    TELL,
    WAIVE,
    Passing,
    local,
    story,
)


def test_l8_reminders_and_the_end_follow(until: Passing) -> None:
    life = rectifying("2025-08-17")
    adopted(life, "2025-11-05")
    assert life.enterprise.next_wake() == local("2026-01-25 00:00")
    until(life, "2026-02-24 23:59")
    assert life.stage() is Stage.RECTIFYING
    assert story(until(life, "2026-02-25 00:00")) == ["period_ended"]
    assert life.entries[-1].happened_on == date(2026, 2, 24)


def test_l8_an_end_that_now_lies_in_the_past_falls_due_at_once() -> None:
    """L8, S8: Saturday 28 February was a workday, known on Sunday."""
    life = rectifying("2025-08-28")
    life.pass_time("2026-03-01")
    assert life.stage() is Stage.RECTIFYING
    happened = life.do(SUPERVISOR, ADOPT, "2026-03-01")
    assert story(happened) == ["adopt_calendar", "period_ended"]
    assert life.stage() is Stage.OVERDUE
    assert life.case.since == date(2026, 3, 1)


def test_l8_a_period_that_has_ended_stays_ended() -> None:
    """L8: it ended on 17 February by what was known; that the end should have come later un-does
    nothing. What runs since then is moved."""
    life = rectifying("2025-08-17")
    life.pass_time("2026-02-18 00:00")
    assert life.stage() is Stage.OVERDUE
    event = adopted(life, "2026-02-18")
    assert life.stage() is Stage.OVERDUE
    assert ends(life.case)["deadline"] == (date(2026, 2, 17), True)
    assert [period.period for period in event.recalculated] == ["limit"]
    assert ends(life.case)["limit"] == (date(2026, 3, 6), False)


def test_l8_l7_what_was_over_when_the_clock_was_stopped_stays_over() -> None:
    """Though it was found so only afterwards, and a day that ends it on is announced later still:
    it ends as soon as the clock runs again."""
    life = flagged("2025-08-08")
    life.do(INSPECTOR, SERVE, "2025-08-17")
    life.do(SUPERVISOR, STOP_CLOCK, "2026-02-10")
    life.do(INSPECTOR, CorrectService(date(2025, 8, 8), "回证日期有误"), "2026-02-11")
    longer = sorted((*NEW.days_off, date(2026, 2, 9), date(2026, 2, 10)))
    event = adopted(life, "2026-02-12", replace(NEW, days_off=tuple(longer)))
    assert event.recalculated == ()
    assert ends(life.case)["deadline"] == (date(2026, 2, 9), True)
    assert "period_ended" in story(life.do(SUPERVISOR, RESUME, "2026-03-05"))


def test_l8_a_stage_limit_moves_with_its_escalation(until: Passing) -> None:
    """L8, S8: seven working days from 13 February, the last workday before the festival."""
    life = flagged("2026-02-13")
    assert ends(life.case)["limit"] == (date(2026, 2, 24), True)
    adopted(life, "2026-02-14")
    assert ends(life.case)["limit"] == (date(2026, 3, 2), False)
    assert story(until(life, "2026-03-02 23:59")) == []
    assert story(until(life, "2026-03-03 00:00")) == ["escalated notice_not_served"]


def test_l8_what_was_escalated_is_not_escalated_again() -> None:
    """L8: late is late."""
    life = flagged("2026-02-12")
    life.pass_time("2026-02-25")
    assert life.late() == (Lateness.NOTICE,)
    event = adopted(life, "2026-02-25")
    assert [period.period for period in event.recalculated] == ["rung"]
    assert life.late() == (Lateness.NOTICE,)
    rungs = life.pass_time("2026-06-30")
    assert {e.event.kind for e in rungs} == {"escalated"}
    assert life.late() == (Lateness.NOTICE,)


def test_l8_the_next_rung_moves_and_so_do_those_after_it() -> None:
    """L8, S8: three working days after 13 February, the plain week has the 18th, and the notice
    the 25th: a make-up Saturday, and two days after the festival."""
    life = flagged("2026-02-04")
    assert story(life.pass_time("2026-02-15")) == ["escalated notice_not_served"]
    [rung] = adopted(life, "2026-02-15").recalculated
    assert (rung.period, rung.before.last_day) == ("rung", date(2026, 2, 18))
    assert rung.after.last_day == date(2026, 2, 25)
    assert story(life.pass_time("2026-02-25 23:59")) == []
    assert story(life.pass_time("2026-02-26 00:00")) == ["escalated notice_not_served escalation"]
    assert life.enterprise.next_wake() == local("2026-03-06 00:00")


def test_l8_what_waits_for_a_second_person_waits_as_long_as_it_should() -> None:
    """L8, S7: proposed on 12 February."""
    life = deciding("2025-11-14")
    life.do(ENTERPRISE, WAIVE, "2025-11-14 10:00")
    life.propose(APPROVER, SEAL, "2026-02-12")
    assert life.case.proposal
    before = life.case.proposal.limit.last_day
    event = adopted(life, "2026-02-12 15:00")
    (again,) = [each for each in event.recalculated if each.period == "confirmation"]
    after = in_working_days(date(2026, 2, 12), life.case.procedure.confirmation_days, NEW)
    assert (again.before.last_day, again.after) == (before, after)
    assert life.case.proposal.limit == after
    assert before < after.last_day
    lapses = [e for e in life.pass_time("2026-03-31") if e.event.kind == "proposal_lapsed"]
    assert [entry.at for entry in lapses] == [after.ends_at]


def test_l8_an_undecided_extension_keeps_a_period_that_was_over_as_it_was() -> None:
    """L8, P2.2: and the extension granted then counts from the unmoved day as ever."""
    life = rectifying("2025-08-17")
    life.do(ENTERPRISE, ApplyForExtension(1, "设备未到"), "2026-02-17")
    life.pass_time("2026-02-19")
    assert life.late() == (Lateness.EXTENSION,)
    event = adopted(life, "2026-02-19")
    assert [period.period for period in event.recalculated] == ["rung"]
    life.do(APPROVER, DecideExtension(1, "同意"), "2026-02-24")
    assert ends(life.case)["deadline"] == (date(2026, 3, 17), False)


def test_l8_an_extended_period_keeps_its_extension() -> None:
    life = rectifying("2025-07-17")
    life.do(ENTERPRISE, ApplyForExtension(1, "设备未到"), "2025-09-01")
    life.do(APPROVER, DecideExtension(1, "同意"), "2025-09-02")
    assert ends(life.case)["deadline"] == (date(2026, 2, 17), True)
    adopted(life, "2025-11-05")
    assert ends(life.case)["deadline"] == (date(2026, 2, 24), False)


def test_p3_1_a_planned_exit_moves_from_the_plans_day() -> None:
    """P3.1, L8."""
    life = flagged("2025-08-17", procedure=FACTORS)
    life.do(INSPECTOR, SERVE, "2025-08-17")
    adopted(life, "2025-11-05")
    assert ends(life.case)["deadline"] == (date(2026, 2, 24), False)


def test_l5_the_time_to_object_moves_and_the_time_to_decide_with_it(until: Passing) -> None:
    """L5, L8: just as if the notice had been out on the day the enterprise was told."""
    life, from_the_start = deciding("2026-02-12"), deciding("2026-02-12", NEW)
    event = adopted(life, "2026-02-13")
    assert [period.period for period in event.recalculated] == ["objection", "limit"]
    assert ends(life.case) == ends(from_the_start.case) | {"deadline": (date(2026, 2, 17), True)}
    assert [a.what for a in life.case.agenda] == ["objection_end", "stage_limit"]
    assert story(until(life, "2026-02-26 23:59")) == []
    assert story(until(life, "2026-02-27 00:00")) == ["objection_ended"]


def test_l5_a_limit_set_by_a_hearing_held_counts_from_its_own_day() -> None:
    """L5: though it was held on the very last day of the time to object."""
    lives = [deciding("2026-02-12", calendar) for calendar in (OLD, NEW)]
    for life in lives:
        life.do(ENTERPRISE, RequestHearing("有异议"), "2026-02-13")
    until = lives[0].case.hearing
    assert until is not None
    for life in lives:
        life.do(INSPECTOR, RecordHearing("主持人", "笔录"), f"{until.until.last_day}")
    adopted(lives[0], f"{until.until.last_day} 10:00")
    assert ends(lives[0].case)["limit"] == ends(lives[1].case)["limit"]


def test_l5_a_limit_of_a_waived_hearing_still_counts_from_the_end_to_object() -> None:
    lives = [deciding("2026-02-12", calendar) for calendar in (OLD, NEW)]
    for life in lives:
        life.do(ENTERPRISE, WAIVE, "2026-02-12 10:00")
    adopted(lives[0], "2026-02-13")
    assert ends(lives[0].case)["limit"] == ends(lives[1].case)["limit"]


def test_l5_a_later_stage_keeps_its_own_beginning_though_it_is_the_last_day_to_object() -> None:
    """L5, L8: the time to object moves, and what was begun on its old last day does not."""
    life = flagged("2025-08-17", procedure=QUALITY)
    life.do(INSPECTOR, SERVE, "2025-08-17")
    life.do(ENTERPRISE, REPORT, "2026-02-12")
    for by, action in ((INSPECTOR, FAIL), (INSPECTOR, TELL), (ENTERPRISE, WAIVE)):
        life.do(by, action, "2026-02-12")
    hearing = life.case.hearing
    assert hearing is not None
    life.do(INSPECTOR, RequestApproval("city", "请予批准"), f"{hearing.until.last_day}")
    limit = life.case.limit
    assert limit is not None
    adopted(life, f"{hearing.until.last_day} 10:00")
    assert life.case.limit == in_working_days(hearing.until.last_day, 10, NEW)


def test_l8_the_next_inspection_of_a_sealed_line_moves_too() -> None:
    """L8: due in the Spring Festival of a year that had no notice yet."""
    life = deciding("2025-11-14")
    life.do(ENTERPRISE, WAIVE, "2025-11-14 10:00")
    life.has_its_plans("2025-11-14 11:00")
    life.seals("2025-11-14 12:00")
    life.answer("2025-11-17")
    life.do(ENTERPRISE, COMMIT, "2025-11-17")
    life.do(INSPECTOR, ANNOUNCE, "2025-11-17")
    assert life.case.due == date(2026, 2, 17)
    [moved] = adopted(life, "2025-12-01").recalculated
    assert (moved.period, moved.before.last_day) == ("inspection", date(2026, 2, 17))
    assert life.case.due == moved.after.last_day == date(2026, 2, 24)
    assert life.enterprise.next_wake() == local("2026-02-25 00:00")
