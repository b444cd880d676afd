"""L7: of a limit in working days, those left when the clock stopped are left when it runs again."""

from datetime import date

import pytest

from domain.case import Case
from domain.deadlines import Deadline
from domain.hearing import RequestHearing
from domain.stages import Lateness
from tests.domain.lives import (
    ENTERPRISE,
    FAIL,
    INSPECTOR,
    RESUME,
    STOP_CLOCK,
    SUPERVISOR,
    TELL,
    Life,
    local,
    story,
)
from tests.domain.stages import overdue, reported, sealed


def _stopped(life: Life, since: str, resumed: str) -> Case:
    life.do(SUPERVISOR, STOP_CLOCK, since)
    life.do(SUPERVISOR, RESUME, resumed)
    return life.case


def _days(deadline: Deadline | None) -> tuple[str, str]:
    assert deadline is not None
    return str(deadline.unmoved), str(deadline.last_day)


@pytest.mark.parametrize(
    ("since", "resumed", "last_day"),
    [
        ("2025-10-13", "2025-10-13", "2025-10-21"),
        ("2025-10-13", "2025-10-14", "2025-10-22"),
        ("2025-10-13", "2025-11-03", "2025-11-11"),
        ("2025-10-13", "2025-11-01", "2025-11-10"),  # on a Saturday
        ("2025-10-20", "2025-10-24", "2025-10-27"),
        ("2025-10-21", "2025-10-24", "2025-10-24"),  # on its last day
        ("2025-10-21", "2025-10-25", "2025-10-27"),
    ],
)
def test_l7_the_working_days_left_of_a_limit_are_left(
    since: str, resumed: str, last_day: str
) -> None:
    """Reported on 2025-09-30: ten working days end on 2025-10-21."""
    life = reported()
    case = _stopped(life, since, resumed)
    assert _days(case.limit) == (last_day, last_day)
    assert life.pass_time(f"{last_day} 23:59") == []
    late = life.pass_time(str(date.fromisoformat(last_day) + date.resolution))
    assert story(late) == ["escalated reinspection_late"]


def test_l7_what_was_late_before_stays_late_and_gets_no_new_days() -> None:
    life = reported()
    life.pass_time("2025-10-22 00:00")
    case = _stopped(life, "2025-10-23", "2025-11-03")
    assert story(life.entries)[-3:] == ["escalated reinspection_late", "suspend", "resume"]
    assert case.late == (Lateness.REINSPECTION,)
    assert _days(case.limit) == ("2025-10-21", "2025-10-21")


@pytest.mark.parametrize(
    ("resumed", "escalated", "circular"),
    [
        ("2025-10-23", "2025-10-24", "2025-11-04"),
        ("2025-11-03", "2025-11-04", "2025-11-13"),
        ("2025-11-01", "2025-11-03", "2025-11-12"),  # on a Saturday
    ],
)
def test_l7_s8_what_was_late_before_goes_on_up_its_ladder(
    resumed: str, escalated: str, circular: str
) -> None:
    """O3: late on 2025-10-21 and stopped on the 23rd, with a working day left of the three."""
    life = reported()
    life.pass_time("2025-10-22 00:00")
    _stopped(life, "2025-10-23", resumed)
    assert life.pass_time(f"{escalated} 23:59") == []
    assert story(life.pass_time(f"{circular} 23:59")) == ["escalated reinspection_late escalation"]
    day_after = date.fromisoformat(circular) + date.resolution
    assert story(life.pass_time(str(day_after))) == ["escalated reinspection_late circular"]


def test_l7_s8_a_sealed_line_stays_watched() -> None:
    """Sealed on 2025-10-14: to be inspected by 2026-01-14."""
    life = sealed()
    _stopped(life, "2025-11-03", "2025-12-01")
    life.answer("2025-12-01")
    assert story(life.pass_time("2026-01-15")) == ["escalated watch_late"]


def test_l7_s8_an_inspection_that_fell_due_meanwhile_has_the_days_that_were_left() -> None:
    """72 of them until the 14th of January; the 29th of March is a Sunday."""
    life = sealed()
    _stopped(life, "2025-11-03", "2026-01-16")
    life.answer("2026-01-16 10:00")
    assert _days(life.case.inspection) == ("2026-03-29", "2026-03-30")
    assert story(life.pass_time("2026-03-30 23:59")) == []
    assert story(life.pass_time("2026-03-31")) == ["escalated watch_late"]


def test_l7_l5_the_time_to_object_and_that_to_decide_after_it_stand_still_together() -> None:
    """Told on Monday 2025-10-13: objections until 2025-10-20, the decision by 2025-11-03."""
    life = overdue()
    life.do(INSPECTOR, TELL, "2025-10-13")
    life.do(SUPERVISOR, STOP_CLOCK, "2025-10-15")
    assert life.pass_time("2025-10-25") == []
    life.do(SUPERVISOR, RESUME, "2025-10-27")
    assert life.case.hearing is not None
    assert _days(life.case.hearing.until) == ("2025-10-30", "2025-10-30")
    assert _days(life.case.limit) == ("2025-11-13", "2025-11-13")
    passed = life.pass_time("2025-11-14 00:00")
    assert story(passed) == ["objection_ended", "escalated reinspection_late"]
    assert [entry.at for entry in passed] == [
        local("2025-10-31 00:00"),
        local("2025-11-14 00:00"),
    ]


def test_l7_l5_a_hearing_may_be_asked_for_on_the_last_of_the_days_left() -> None:
    for day, refused in (("2025-10-30 23:59", False), ("2025-10-31 00:00", True)):
        life = overdue()
        life.do(INSPECTOR, TELL, "2025-10-13")
        _stopped(life, "2025-10-15", "2025-10-27")
        ask = RequestHearing("不服认定")
        if refused:
            refusal = life.refused(ENTERPRISE, ask, day)
            assert "2025-10-30" in refusal.message.en
        else:
            life.do(ENTERPRISE, ask, day)


def test_l7_what_began_while_the_clock_stood_still_and_is_entered_later_has_all_its_days() -> None:
    """Re-inspected on the 27th and entered after the stop: ten working days from 3 November."""
    life = reported()
    _stopped(life, "2025-10-20", "2025-11-03")
    life.do(INSPECTOR, FAIL, "2025-11-04", on="2025-10-27")
    assert _days(life.case.limit) == ("2025-11-17", "2025-11-17")
    life.do(INSPECTOR, TELL, "2025-11-04", on="2025-10-28")
    assert life.case.hearing
    assert _days(life.case.hearing.until) == ("2025-11-10", "2025-11-10")
