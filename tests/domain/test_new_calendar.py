"""L8: a case takes over a newer calendar, on record; an older one it refuses."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import ONE_DAY, SATURDAY, Calendar
from domain.closing import ConfirmDismantling
from domain.core import accept
from domain.enterprise import Enterprise
from domain.events import Entry, Taken
from domain.extension import ApplyForExtension, DecideExtension
from domain.flagging import Flag
from domain.new_calendar import AdoptCalendar
from domain.procedures import ELIMINATED, ENERGY
from domain.refusals import Refusal
from domain.telling import tell
from domain.watch import RecordWatch
from tests.domain.calendars import (
    ADOPT,
    NEW,
    OLD,
    adopted,
    ends,
    flagged,
    rectifying,
)
from tests.domain.folded import fold
from tests.domain.lives import (
    ANNOUNCE,
    APPROVER,
    CODE,
    DISMANTLE,
    ENTERPRISE,
    FAIL,
    INSPECTOR,
    LINE,
    NAME,
    REPORT,
    SERVE,
    SUPERVISOR,
    TELL,
    WITHDRAW,
    Life,
    local,
    story,
)

NOTHING = RecordWatch("nothing", "未见生产")
WEEKDAYS = [
    day
    for day in (date(2026, 1, 1) + timedelta(days=number) for number in range(365))
    if day.weekday() < SATURDAY
]


def test_l8_a_period_that_runs_moves_and_becomes_final() -> None:
    """L8, S7: the entry says before, after and by which notice."""
    life = rectifying("2025-08-17")
    assert ends(life.case)["deadline"] == (date(2026, 2, 17), True)
    (entry,) = life.do(SUPERVISOR, ADOPT, "2025-11-05")
    assert ends(life.case)["deadline"] == (date(2026, 2, 24), False)
    assert life.case.calendar == NEW
    assert entry.rules == ("L8",)
    said = tell(entry)
    assert said.zh.endswith("国办发明电〔2025〕7号；整改期限 2026-02-17（暂定） → 2026-02-24")
    assert "rectification period 2026-02-17 (provisional) → 2026-02-24" in said.en


def test_l8_a_calendar_that_moves_nothing_is_on_record_and_counts_from_then_on() -> None:
    """L8: an extension granted later goes by it."""
    life = rectifying("2025-04-01")
    (entry,) = life.do(SUPERVISOR, ADOPT, "2025-09-01")
    assert isinstance(entry.event, Taken)
    assert entry.event.recalculated == ()
    assert tell(entry).zh == "采用新放假安排：国办发明电〔2025〕7号"
    life.do(ENTERPRISE, ApplyForExtension(3, "设备未到"), "2025-09-02")
    life.do(APPROVER, DecideExtension(3, "同意"), "2025-09-03")
    assert ends(life.case)["deadline"] == (date(2026, 1, 4), False)


def test_l8_other_cases_keep_their_calendar() -> None:
    life = rectifying("2025-08-17")
    life.do(INSPECTOR, Flag(CODE, NAME, replace(LINE, name="2号"), ENERGY, OLD, "x"), "2025-08-18")
    first, second = life.enterprise.cases
    life.do(SUPERVISOR, ADOPT, "2025-11-05", case=first)
    assert life.enterprise.cases[first].calendar == NEW
    assert life.enterprise.cases[second].calendar == OLD


@pytest.mark.parametrize(
    "calendar",
    [
        pytest.param(NEW, id="the same"),
        pytest.param(replace(NEW, edition=0), id="an earlier edition"),
        pytest.param(replace(OLD, edition=2), id="fewer years"),
    ],
)
def test_l8_a_calendar_no_newer_than_the_cases_is_refused(calendar: Calendar) -> None:
    life = rectifying("2025-08-17", NEW)
    refusal = life.refused(SUPERVISOR, AdoptCalendar(calendar), "2025-11-05")
    assert (refusal.code, refusal.rule) == ("calendar_not_newer", "L8")
    assert life.case.calendar == NEW


def test_l8_a_corrected_notice_for_a_known_year_is_taken() -> None:
    """As in 2020, when the Spring Festival was made longer while it lasted."""
    life = rectifying("2025-08-17", NEW)
    longer = sorted((*NEW.days_off, date(2026, 2, 24)))
    adopted(life, "2026-02-20", replace(NEW, days_off=tuple(longer), edition=2))
    assert ends(life.case)["deadline"] == (date(2026, 2, 25), False)


def test_l8_only_a_supervisor_gives_it_and_only_to_a_case_of_which_days_run() -> None:
    """L8, S9."""
    life = rectifying("2025-08-17")
    for actor in (INSPECTOR, APPROVER, ENTERPRISE):
        assert life.refused(actor, ADOPT, "2025-11-05").code == "wrong_role"
    assert life.refused(SUPERVISOR, ADOPT, "2025-11-05", document="").code == "document_missing"
    assert life.refused(SUPERVISOR, ADOPT, "2025-11-05", on="2025-11-04").code == (
        "may_not_be_backdated"
    )
    assert life.refused(SUPERVISOR, ADOPT, "2025-11-05", case="x").code == "unknown_case"
    life = flagged("2025-08-17")
    life.do(SUPERVISOR, WITHDRAW, "2025-08-18")
    refusal: Refusal = life.refused(SUPERVISOR, ADOPT, "2025-11-06")
    assert (refusal.code, refusal.rule) == ("not_now", "L8")


def _dismantled() -> Life:
    """On 2025-11-17, so that the first inspection falls on 2026-02-17."""
    life = rectifying("2025-08-17")
    life.do(ENTERPRISE, REPORT, "2025-11-03")
    life.do(INSPECTOR, FAIL, "2025-11-03")
    life.is_heard("2025-11-03 10:00")
    life.do(APPROVER, DISMANTLE, "2025-11-04")
    for equipment in LINE.equipment:
        life.do(INSPECTOR, ConfirmDismantling(equipment), "2025-11-17")
    life.do(INSPECTOR, ANNOUNCE, "2025-11-17")
    assert life.case.ended
    return life


def test_l8_s8_the_next_inspection_of_an_ended_case_that_is_watched_moves() -> None:
    """And the notice makes it final."""
    life = _dismantled()
    assert life.case.inspection
    before = life.case.inspection
    assert (before.last_day, before.provisional) == (date(2026, 2, 17), True)
    event = adopted(life, "2025-12-01")
    assert [(each.period, each.before) for each in event.recalculated] == [("inspection", before)]
    inspection = life.case.inspection
    assert inspection
    assert (inspection.last_day, inspection.provisional) == (date(2026, 2, 24), False)
    assert story(life.pass_time("2026-02-24 23:59")) == []
    assert story(life.pass_time("2026-02-25")) == ["escalated watch_late"]


def test_l8_s8_a_late_receipt_of_an_ended_case_climbs_by_the_newer_calendar() -> None:
    """Lifted on 12 January, due on the 19th, circular on 2 February; ten working days on, the plain
    week has the interview on the 16th, and the notice, with its Saturday, on the 14th."""
    life = flagged("2026-01-05", procedure=ELIMINATED)
    life.do(INSPECTOR, SERVE, "2026-01-05")
    life.is_heard("2026-01-05 10:00")
    life.seals("2026-01-06")
    life.answer("2026-01-07")
    life.is_withdrawn("2026-01-12")
    assert life.case.ended
    for order in life.enterprise.unsent():
        life.enterprise, _ = accept(life.enterprise, order.id, local("2026-01-12"))
    life.pass_time("2026-01-23")
    adopted(life, "2026-01-23")
    life.pass_time("2026-02-14 23:59")
    assert story(life.entries)[-1] == "escalated receipt_late circular"
    assert set(story(life.pass_time("2026-02-15"))) == {"escalated receipt_late interview"}


def test_l8_when_nothing_of_an_ended_case_runs_any_more_it_is_refused() -> None:
    life = _dismantled()
    life.do(SUPERVISOR, ADOPT, "2025-12-01")
    for day in ("2026-02-24", "2026-05-18", "2026-08-17", "2026-11-17"):
        life.do(INSPECTOR, NOTHING, day)
    assert life.case.inspection is None
    newer = AdoptCalendar(replace(NEW, version="x", edition=2))
    refusal = life.refused(SUPERVISOR, newer, "2026-11-18")
    assert (refusal.code, refusal.rule) == ("not_now", "L8")


def test_l8_it_is_in_nobodys_list_of_what_the_procedure_permits() -> None:
    """It is given to all open cases at once, and not by a form on a case."""
    life = flagged("2025-08-17")
    refusal = life.refused(SUPERVISOR, REPORT, "2025-08-18")
    assert "adopt_calendar" not in refusal.permitted
    assert "withdraw" in refusal.permitted


def test_l8_down_or_woken_it_comes_to_the_same() -> None:
    """L8, S8."""
    woken, down = rectifying("2025-08-28"), rectifying("2025-08-28")
    woken.pass_time("2026-03-01")
    entries: list[list[Entry]] = []
    for life in (woken, down):
        life.do(SUPERVISOR, ADOPT, "2026-03-01")
        entries.append([e for e in life.entries if story([e])[0].split()[0] != "reminded"])
    assert story(entries[0]) == story(entries[1])
    assert woken.case == down.case


@given(
    st.dates(date(2025, 6, 1), date(2025, 12, 31)),
    st.integers(0, 400),
    st.sets(st.sampled_from(WEEKDAYS), max_size=40),
    st.booleans(),
)
def test_l8_s8_whenever_it_comes_nothing_is_left_behind_and_the_period_ends_once(
    served: date, after: int, off: set[date], told: bool
) -> None:
    """L8, S7, S8: whatever the notice says, and also while the time to object runs."""
    life = rectifying(str(served))
    if told:
        life.do(ENTERPRISE, REPORT, f"{served + ONE_DAY}")
        life.do(INSPECTOR, FAIL, f"{served + ONE_DAY}")
        life.do(INSPECTOR, TELL, f"{served + ONE_DAY}")
    at = f"{served + timedelta(days=after + 1)} 12:00"
    life.pass_time(at)
    calendar = replace(OLD, version="x", years=(2025, 2026), days_off=tuple(sorted(off)), edition=1)
    adopted(life, at, calendar)
    due = life.enterprise.next_wake()
    assert due is None or due > local(at)
    assert life.case.agenda or life.late()
    assert fold(Enterprise(CODE), life.recorded) == life.enterprise
    life.pass_time("2028-01-01")
    phrases = story(life.entries)
    assert phrases.count("objection_ended" if told else "period_ended") == 1
    assert life.case.agenda == ()
