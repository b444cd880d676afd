"""O3, S8: what is late climbs its ladder, each rung once, and comes off it once it is done."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from domain.core import accept, wake
from domain.events import Entry, Escalated
from domain.extension import ApplyForExtension, DecideExtension
from domain.ladder import ADDRESSEES, RUNGS, Addressee, Rung, Step
from domain.procedure import Procedure
from domain.procedures import ENERGY, PROCEDURES
from domain.stages import Lateness
from domain.telling import tell
from tests.domain.lives import (
    APPROVER,
    ENTERPRISE,
    FAIL,
    INSPECTOR,
    SERVE,
    TELL,
    Life,
    Passing,
    local,
    story,
)
from tests.domain.stages import flagged, rectifying, reported, sealing

NOTICE_LATE = [
    (Rung.REMINDER, "inspector", "2025-04-12"),
    (Rung.ESCALATION, "office", "2025-04-17"),
    (Rung.CIRCULAR, "district", "2025-04-26"),
    (Rung.INTERVIEW, "district", "2025-05-14"),
    (Rung.SUPERVISED_HANDLING, "district", "2025-05-28"),
]
"""A notice to be served by 11 April, and nobody serves it: 0, 3, 10, 20 and 30 working days. The
27th, a Sunday, is a workday; the first five days of May are days off. At 00:00 of these days."""


def _escalated(entries: list[Entry]) -> list[Escalated]:
    return [entry.event for entry in entries if isinstance(entry.event, Escalated)]


def _rungs(entries: list[Entry]) -> list[Rung]:
    return [event.rung for event in _escalated(entries)]


def test_o3_s8_each_rung_is_climbed_once_on_its_day_and_told_to_whom_it_concerns() -> None:
    life = flagged()
    climbed = life.pass_time("2026-12-31")
    assert [(event.rung, event.to) for event in _escalated(climbed)] == [
        (rung, to) for rung, to, _ in NOTICE_LATE
    ]
    assert [entry.at for entry in climbed] == [local(f"{day} 00:00") for _, _, day in NOTICE_LATE]
    assert {(event.lateness, event.last_day) for event in _escalated(climbed)} == {
        (Lateness.NOTICE, date(2025, 4, 11))
    }
    assert life.late() == (Lateness.NOTICE,)
    assert life.enterprise.next_wake() is None


def test_o3_the_rungs_of_the_office_cite_its_rule() -> None:
    cited = [entry.rules for entry in flagged().pass_time("2026-12-31")]
    assert cited == [("S8",), ("S8",), *[("O3", "S8")] * 3]


@pytest.mark.parametrize("n", range(len(NOTICE_LATE)))
def test_l3_s8_no_rung_comes_before_24_00_of_its_day(n: int, until: Passing) -> None:
    life = flagged()
    day = NOTICE_LATE[n][2]
    until(life, (date.fromisoformat(day) - timedelta(days=1)).isoformat() + " 23:59")
    assert len(_rungs(life.entries)) == n
    due = life.enterprise.next_wake()
    assert due == local(f"{day} 00:00")
    assert wake(life.enterprise, due - timedelta(microseconds=1))[1] == ()
    assert _rungs(until(life, f"{day} 00:00")) == [NOTICE_LATE[n][0]]


def test_s8_down_for_months_each_rung_is_climbed_once_and_in_order() -> None:
    """Two cases and an order are late by turns: one waking climbs as a year of them does."""
    woken, down = _two_late(), _two_late()
    on_time, late = woken.pass_time("2026-06-01"), down.sleep("2026-06-01")
    assert [(entry.case, phrase) for entry, phrase in zip(late, story(late), strict=True)] == [
        (entry.case, phrase) for entry, phrase in zip(on_time, story(on_time), strict=True)
    ]
    subjects = {(entry.case, e.subject) for entry in late if (e := entry.event).kind == "escalated"}
    assert len(subjects) == 2 + 1
    for case, subject in subjects:
        of = [e for e in late if e.case == case and e.event.kind == "escalated"]
        assert _rungs([e for e in of if getattr(e.event, "subject", "") == subject]) == list(Rung)
    assert woken.enterprise.cases == down.enterprise.cases


def _two_late() -> Life:
    life = sealing()
    life.flag("2025-10-14", line=replace(life.case.line, name="2号电石炉"))
    return life


def test_s8_the_next_step_takes_the_case_off_the_ladder(until: Passing) -> None:
    life = flagged()
    until(life, "2025-04-18")
    life.do(INSPECTOR, SERVE, "2025-04-18")
    assert life.late() == ()
    assert _rungs(until(life, "2025-08-31")) == []


def test_s8_a_limit_set_anew_is_climbed_anew(until: Passing) -> None:
    """The extension granted after the end of the period ends its lateness, and the next begins."""
    life = rectifying()
    life.do(ENTERPRISE, ApplyForExtension(1, "设备未到"), "2025-10-09")
    until(life, "2025-10-24 23:59")
    assert _rungs(life.entries) == [Rung.REMINDER, Rung.ESCALATION, Rung.CIRCULAR]
    life.do(APPROVER, DecideExtension(1, "同意"), "2025-10-25")
    happened = until(life, "2025-11-18")
    assert _rungs(happened) == [Rung.REMINDER]
    assert _escalated(happened)[0].lateness is Lateness.REINSPECTION


def test_l5_s8_a_stage_given_its_days_again_is_off_the_ladder_until_they_are_over(
    until: Passing,
) -> None:
    """Told late what is to be decided, it has its time to object, and the decision then its own."""
    life = reported()
    life.do(INSPECTOR, FAIL, "2025-10-09")
    until(life, "2025-10-24")
    assert life.late() == (Lateness.DECISION,)
    life.do(INSPECTOR, TELL, "2025-10-24 10:00")
    assert life.late() == ()
    assert life.case.due
    assert _rungs(until(life, f"{life.case.due} 23:59")) == []
    assert _rungs(until(life, f"{life.case.due + timedelta(days=1)} 00:00")) == [Rung.REMINDER]


def test_o3_s8_a_late_receipt_climbs_against_its_department(until: Passing) -> None:
    """The 20th of October is the last day; an answered order climbs no further."""
    life = sealing()
    for order in life.enterprise.unsent():
        life.enterprise, _ = accept(life.enterprise, order.id, local("2025-10-13 12:00"))
    until(life, "2025-10-21 00:00")
    assert _escalated(life.entries)[0].to is Addressee.DEPARTMENT
    assert life.late() == (Lateness.RECEIPT,)
    life.answer("2025-10-22 09:00")
    assert life.late() == ()
    assert not [e for e in _escalated(until(life, "2026-06-01")) if e.subject]
    assert life.enterprise.measures["power_cut:10kv-7"].orders[-1].rung is Rung.REMINDER


def test_o3_a_case_climbs_the_ladder_that_its_own_procedure_gives(until: Passing) -> None:
    """S10: overridden for one lateness, and carried with the case."""
    once = (Step(Rung.SUPERVISED_HANDLING, 0, Addressee.OFFICE),)
    life = Life()
    life.flag("2025-04-01", procedure=replace(ENERGY, ladders={Lateness.NOTICE: once}))
    assert _rungs(until(life, "2025-12-31")) == [Rung.SUPERVISED_HANDLING]
    assert life.late() == (Lateness.NOTICE,)


@pytest.mark.parametrize("procedure", PROCEDURES.values(), ids=PROCEDURES.keys())
def test_s8_every_ladder_starts_at_the_missed_end_and_rises(procedure: Procedure) -> None:
    for lateness in Lateness:
        ladder = procedure.ladder_of(lateness)
        assert ladder[0].working_days == 0
        assert all(low.working_days < high.working_days for low, high in pairwise(ladder))
        assert [step.rung for step in ladder] == list(Rung)
        asked = {step.to for step in ladder} - {Addressee.OFFICE}
        of_orders = asked == {Addressee.DEPARTMENT}
        assert of_orders is (lateness in (Lateness.ACCEPTANCE, Lateness.RECEIPT))


def test_every_rung_and_addressee_is_told_in_both_languages() -> None:
    assert set(RUNGS) == set(Rung)
    assert set(ADDRESSEES) == set(Addressee)
    texts = [tell(entry) for entry in flagged().pass_time("2026-12-31")]
    assert texts[2].zh == "通报（致责任区）：通知书逾期未送达（2025-04-11 到期）"
    assert texts[2].en == (
        "circular to the responsible district: notice not served in time (due 2025-04-11)"
    )
