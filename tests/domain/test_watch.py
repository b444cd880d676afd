"""The watch after an exit: inspections fall due, late ones climb, and what they find counts.

Sealed on 14 October 2025, dismantled on 15 October 2025: inspections in January, April, July and
October. 14 and 15 January and April 2026 are working days."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.catalogue import MeasureKind
from domain.closing import ConfirmDismantling, Permit, TakeExitDecision
from domain.core import permitted, wake
from domain.events import Escalated, Taken
from domain.finding_correction import CorrectWatch
from domain.flagging import Flag
from domain.ladder import Rung
from domain.notice import ServeNotice
from domain.people import department_system
from domain.procedure import Procedure, Watch, Way
from domain.procedures import ELIMINATED, ENERGY, FACTORS, SAFETY
from domain.receiving import ReceiveReceipt
from domain.stages import Lateness, Stage
from domain.telling import tell
from domain.watch import NewRules, RecordWatch, watched_until
from tests.domain.grounds import STOP, closing
from tests.domain.lives import (
    ANNOUNCE,
    APPROVER,
    BROUGHT,
    CALENDAR,
    CODE,
    DOCUMENT,
    INSPECTOR,
    LINE,
    NAME,
    SERVE,
    SUPERVISOR,
    Life,
    Passing,
    local,
    story,
)
from tests.domain.stages import also_sealing, dismantling, flagged, reported, sealed, sealing

NOTHING = RecordWatch("nothing", "设备已拆除，无生产迹象")
BROKEN = RecordWatch("seals_broken", "封条被撕毁，未见生产")
RESUMED = RecordWatch("resumed", "夜间点火生产", new_rules=NewRules(ENERGY, CALENDAR))


def dismantled() -> Life:
    life = dismantling()
    for equipment in life.case.line.equipment:
        life.do(INSPECTOR, ConfirmDismantling(equipment), "2025-10-15")
    life.do(INSPECTOR, ANNOUNCE, "2025-10-15")
    assert life.stage() is Stage.DISMANTLED
    return life


def revoked() -> Life:
    life = Life()
    life.flag("2025-10-13", procedure=SAFETY)
    life.do(
        INSPECTOR, ServeNotice("in_person", "回证", rectify_by=date(2025, 10, 14)), "2025-10-13"
    )
    life.pass_time("2025-10-15 00:00")
    life.is_heard("2025-10-15")
    revoke = TakeExitDecision(Way.REVOKE, "仍不安全", permits=(Permit("安证1号", "emergency"),))
    life.do(APPROVER, revoke, "2025-10-15")
    life.answer("2025-10-15")
    life.do(INSPECTOR, ANNOUNCE, "2025-10-15")
    return life


def _due(life: Life) -> date | None:
    return life.case.inspection.last_day if life.case.inspection else None


@pytest.mark.parametrize("on_time", [True, False])
def test_o3_l2_a_dismantled_line_is_inspected_quarterly_for_a_year(on_time: bool) -> None:
    """Counted from the exit, whenever the inspections before were made."""
    life = dismantled()
    assert watched_until(life.case) == date(2026, 10, 15)
    days = ["2026-01-15", "2026-04-15", "2026-07-15", "2026-10-15"]
    for day in days:
        assert _due(life) == date.fromisoformat(day)
        assert life.case.due == date.fromisoformat(day)
        assert life.case.ended
        assert not life.enterprise.finished
        made = date.fromisoformat(day) + timedelta(days=0 if on_time else 20)
        life.pass_time(f"{made} 08:00")
        life.do(INSPECTOR, NOTHING, f"{made}")
    assert _due(life) is None
    assert life.enterprise.finished
    assert life.enterprise.next_wake() is None
    assert permitted(life.enterprise, life.case.number, INSPECTOR) == ("correct_watch",)
    assert life.refused(INSPECTOR, NOTHING, "2026-12-01").code == "watch_over"


def test_l3_an_inspection_that_falls_on_a_day_off_moves_and_the_next_is_not_later_for_it() -> None:
    """Exited on 15 November 2025: 15 February is in the spring festival, 15 May is a Friday."""
    life = dismantling()
    for equipment in life.case.line.equipment:
        life.do(INSPECTOR, ConfirmDismantling(equipment), "2025-11-15")
    life.do(INSPECTOR, ANNOUNCE, "2025-11-15")
    inspection = life.case.inspection
    assert inspection is not None
    assert inspection.unmoved == date(2026, 2, 15)
    assert inspection.last_day == CALENDAR.next_working_day(date(2026, 2, 15))
    assert inspection.last_day > inspection.unmoved
    assert [step.rule for step in inspection.steps] == ["L1", "L2", "L3"]
    life.do(INSPECTOR, NOTHING, f"{inspection.last_day}")
    assert _due(life) == date(2026, 5, 15)


def test_l2_short_months_do_not_add_up() -> None:
    """From 30 November: the last of February, but the 30th again in May."""
    life = dismantling()
    for equipment in life.case.line.equipment:
        life.do(INSPECTOR, ConfirmDismantling(equipment), "2025-11-28")
    life.do(INSPECTOR, ANNOUNCE, "2025-11-30")
    unmoved = []
    for day in ("2026-02-28", "2026-05-30", "2026-08-30", "2026-11-30"):
        assert life.case.inspection is not None
        unmoved.append(str(life.case.inspection.unmoved))
        life.do(INSPECTOR, NOTHING, day)
    assert unmoved == ["2026-02-28", "2026-05-30", "2026-08-30", "2026-11-30"]
    assert life.enterprise.finished


def test_a_sealed_line_is_watched_until_it_is_dismantled() -> None:
    life = sealed()
    assert watched_until(life.case) is None
    for day in ("2026-01-14", "2026-04-14", "2026-07-14", "2026-10-14", "2027-01-14"):
        assert _due(life) == date.fromisoformat(day)
        life.do(INSPECTOR, NOTHING, day)
    for equipment in life.case.line.equipment:
        life.do(INSPECTOR, ConfirmDismantling(equipment), "2027-02-01")
    assert life.stage() is Stage.DISMANTLED
    assert _due(life) == date(2027, 5, 3)  # from a Saturday
    assert watched_until(life.case) is not None


def test_a_withdrawn_line_is_watched_no_longer() -> None:
    life = sealed()
    life.is_withdrawn("2025-12-01")
    life.answer("2025-12-02")
    assert _due(life) is None
    assert life.enterprise.finished


def test_what_ended_without_an_exit_is_not_watched() -> None:
    for life in (flagged(), reported()):
        life.is_withdrawn("2025-10-01")
        assert _due(life) is None
        assert life.enterprise.finished


def test_p5_2_revoked_permits_are_watched_too() -> None:
    life = revoked()
    assert life.stage() is Stage.REVOKED
    assert _due(life) == date(2026, 1, 15)
    life.do(INSPECTOR, NOTHING, "2026-01-10")
    assert _due(life) == date(2026, 4, 15)


def test_s8_a_late_inspection_climbs_the_ladder_from_24_00_of_its_day(until: Passing) -> None:
    life = dismantled()
    until(life, "2026-01-15 23:59")
    assert life.late() == ()
    due = life.enterprise.next_wake()
    assert due == local("2026-01-16 00:00")
    assert wake(life.enterprise, due - timedelta(microseconds=1))[1] == ()
    assert story(until(life, "2026-01-16 00:00")) == ["escalated watch_late"]
    assert life.late() == (Lateness.WATCH,)
    assert life.case.overdue
    life.do(INSPECTOR, NOTHING, "2026-01-19")
    assert life.late() == ()
    assert until(life, "2026-04-15 23:59") == []


def test_s8_nobody_for_a_year_one_ladder_is_climbed_and_one_inspection_settles_what_was_due(
    until: Passing,
) -> None:
    life = dismantled()
    climbed = until(life, "2026-09-01")
    events = [entry.event for entry in climbed if isinstance(entry.event, Escalated)]
    assert [event.rung for event in events] == list(Rung)
    assert {event.last_day for event in events} == {date(2026, 1, 15)}
    life.do(INSPECTOR, NOTHING, "2026-09-01")
    assert life.late() == ()
    assert _due(life) == date(2026, 10, 15)


def test_an_inspection_of_a_quarter_that_is_settled_settles_no_other() -> None:
    """Four inspections in a row are not a year of watching."""
    life = dismantled()
    life.do(INSPECTOR, NOTHING, "2025-10-20")
    assert _due(life) == date(2026, 4, 15)
    life.do(INSPECTOR, NOTHING, "2026-01-15")
    life.do(INSPECTOR, NOTHING, "2026-01-16", on="2026-01-15")
    assert _due(life) == date(2026, 4, 15)
    life.do(INSPECTOR, NOTHING, "2026-01-16")
    assert _due(life) == date(2026, 7, 15)


def test_s8_an_inspection_dated_back_into_a_settled_quarter_leaves_the_late_one_late() -> None:
    monthly = {Stage.DISMANTLED: Watch(1, 12)}
    life = _dismantled_under(replace(ELIMINATED, watches=monthly))
    life.do(INSPECTOR, NOTHING, "2025-11-10")
    life.pass_time("2025-12-20")
    life.do(INSPECTOR, NOTHING, "2025-12-20", on="2025-11-12")
    assert life.late() == (Lateness.WATCH,)
    assert life.enterprise.next_wake() is not None


def test_the_days_are_those_of_the_procedure_it_began_with() -> None:
    """S10: every month for two."""
    watches = {Stage.DISMANTLED: Watch(1, 2)}
    life = _dismantled_under(replace(ELIMINATED, watches=watches))
    assert [_due(life), watched_until(life.case)] == [date(2025, 11, 17), date(2025, 12, 15)]
    life.do(INSPECTOR, NOTHING, "2025-11-17")
    life.do(INSPECTOR, NOTHING, "2025-12-15")
    assert life.enterprise.finished
    assert _dismantled_under(replace(ELIMINATED, watches={})).enterprise.finished


def _dismantled_under(procedure: Procedure, line_of: Life | None = None) -> Life:
    life = line_of or Life()
    life.flag("2025-10-13 08:00", procedure=procedure)
    life.do(INSPECTOR, SERVE, "2025-10-13 08:30")
    life.is_heard("2025-10-13 08:40")
    life.do(APPROVER, TakeExitDecision(Way.DISMANTLE, "淘汰类"), "2025-10-13")
    for equipment in life.case.line.equipment:
        life.do(INSPECTOR, ConfirmDismantling(equipment), "2025-10-15")
    life.do(INSPECTOR, ANNOUNCE, "2025-10-15")
    return life


def test_p1_4_production_resumed_opens_a_new_case_by_the_same_command() -> None:
    life = dismantled()
    old = life.case.number
    entries = life.do(INSPECTOR, RESUMED, "2026-01-12", on="2026-01-10")
    assert story(entries) == ["record_watch resumed", "flag"]
    assert entries[0].command == entries[1].command
    assert {entry.document for entry in entries} == {entries[0].document} != {""}
    new = life.case
    assert (new.number, new.follows) == (f"{CODE}-2", old)
    assert (new.line, new.stage, new.procedure) == (LINE, Stage.FLAGGED, ENERGY)
    assert new.flagged_on == date(2026, 1, 10)
    assert new.due == CALENDAR.add_working_days(date(2026, 1, 10), 7)
    flag = entries[1].event
    assert isinstance(flag, Taken)
    assert isinstance(flag.action, Flag)
    assert flag.action.reason == "夜间点火生产"
    assert flag.action.enterprise_name == NAME
    assert life.enterprise.cases[old].inspection is not None
    life.do(INSPECTOR, SERVE, "2026-01-13")
    assert life.stage() is Stage.RECTIFYING


def test_p1_4_a_sealed_line_that_produces_again_is_flagged_anew_and_stays_sealed() -> None:
    life = sealed()
    life.do(INSPECTOR, RESUMED, "2026-01-12")
    assert [case.stage for case in life.enterprise.cases.values()] == [Stage.SEALED, Stage.FLAGGED]
    measures = life.enterprise.measures.values()
    assert {(m.carried_out, m.in_force, m.needed) for m in measures} == {(True, False, "impose")}
    assert life.enterprise.waiting() == []


def test_a_line_found_producing_again_while_its_new_case_is_open_gets_no_second_one() -> None:
    life = sealed()
    first = life.case.number
    life.do(INSPECTOR, RESUMED, "2026-01-12")
    again = life.do(INSPECTOR, RESUMED, "2026-04-10", case=first)
    assert story(again)[-1] == "record_watch resumed"
    assert len(life.enterprise.cases) == 2


def test_p3_1_a_planned_line_that_produces_again_needs_a_date_anew() -> None:
    life = dismantled()
    planned = replace(RESUMED, new_rules=NewRules(FACTORS, CALENDAR))
    before = life.enterprise
    assert life.refused(INSPECTOR, planned, "2026-01-12").code == "planned_exit_missing"
    assert life.enterprise == before
    life.do(INSPECTOR, replace(planned, planned_exit=date(2026, 6, 30)), "2026-01-12")
    assert life.case.planned_exit == date(2026, 6, 30)


def test_s10_a_new_case_is_not_begun_without_its_rules() -> None:
    life = dismantled()
    assert life.refused(INSPECTOR, replace(RESUMED, new_rules=None), "2026-01-12").code == (
        "rules_missing"
    )


def test_p1_3_broken_seals_are_told_to_the_police_once(until: Passing) -> None:
    life = sealed()
    life.do(INSPECTOR, BROKEN, "2026-01-12")
    (order,) = life.orders(MeasureKind.POLICE_NOTICE)
    assert (order.department, order.action) == ("police", "impose")
    assert order.target == f"{life.case.line.located_name}（{DOCUMENT}）"
    life.answer("2026-01-13")
    life.do(INSPECTOR, BROKEN, "2026-04-13")
    assert len(life.orders(MeasureKind.POLICE_NOTICE)) == 1
    assert _due(life) == date(2026, 7, 14)


def test_p1_3_seals_broken_again_are_told_to_the_police_again() -> None:
    life = sealed()
    life.do(INSPECTOR, BROKEN, "2026-01-12")
    life.do(INSPECTOR, BROKEN, "2026-04-13", document="检查记录〔2026〕2号")
    assert len(life.orders(MeasureKind.POLICE_NOTICE)) == 2
    assert {order.cancelled_at for order in life.orders()} == {None}


def test_p1_3_s4_a_line_that_produced_again_is_cut_and_sealed_again_by_the_next_decision() -> None:
    life = sealed()
    first = life.orders()
    life.do(INSPECTOR, replace(RESUMED, new_rules=NewRules(ELIMINATED, CALENDAR)), "2026-01-12")
    life.do(INSPECTOR, SERVE, "2026-01-13")
    life.is_heard("2026-01-13 10:00")
    life.seals("2026-01-14")
    life.answer("2026-01-15")
    again = life.orders()[len(first) :]
    assert [order.kind for order in again] == [order.kind for order in first]
    assert {(order.action, order.revision) for order in again} == {("impose", 2)}
    assert life.stage() is Stage.SEALING
    life.commits_and_announces("2026-01-15 10:00")
    assert life.stage() is Stage.SEALED


def test_p5_1_a_closed_line_that_produces_again_is_stopped_again() -> None:
    life = closing()
    life.answer("2025-06-06 10:00")
    life.do(SUPERVISOR, ANNOUNCE, "2025-06-09")
    stops = len(life.orders(MeasureKind.PRODUCTION_STOP))
    life.do(INSPECTOR, replace(RESUMED, new_rules=NewRules(SAFETY, CALENDAR)), "2025-08-04")
    life.do(INSPECTOR, replace(STOP, rectify_by=date(2025, 12, 31)), "2025-08-05")
    assert len(life.orders(MeasureKind.PRODUCTION_STOP)) == stops + 1


def test_s4_what_another_case_counts_on_is_put_in_force_again_at_once() -> None:
    """The second line, on the same points, is being sealed when the first is found producing."""
    life = sealed()
    first = life.case.number
    also_sealing(life, "2026-01-05")
    life.answer("2026-01-06")
    orders = len(life.orders())
    life.do(INSPECTOR, RESUMED, "2026-01-12", case=first)
    assert {o.kind for o in life.orders()[orders:]} == {MeasureKind.POWER_CUT}
    life.answer("2026-01-13")
    assert {o.kind for o in life.orders()[orders:]} == {
        MeasureKind.POWER_CUT,
        MeasureKind.WATER_CUT,
    }


def test_p1_4_an_inspection_entered_later_disproves_nothing_that_was_done_after_it() -> None:
    life = sealed()
    first = life.case.number
    life.do(INSPECTOR, replace(RESUMED, new_rules=NewRules(ELIMINATED, CALENDAR)), "2026-01-12")
    life.do(INSPECTOR, SERVE, "2026-01-13")
    life.is_heard("2026-01-13 10:00")
    life.seals("2026-01-14")
    life.answer("2026-01-15")
    orders = len(life.orders())
    life.do(INSPECTOR, RESUMED, "2026-01-16", on="2026-01-14", case=first)
    assert len(life.orders()) == orders
    assert all(measure.in_force for measure in life.enterprise.measures.values())


def test_p1_4_an_inspection_that_is_struck_disproved_nothing() -> None:
    life = sealed()
    first = life.case.number
    life.do(INSPECTOR, RESUMED, "2026-01-12")
    life.do(INSPECTOR, CorrectWatch("检查了另一生产线"), "2026-01-13", case=first)
    assert all(measure.in_force for measure in life.enterprise.measures.values())


@pytest.mark.parametrize("answered", [True, False])
def test_s6_a_notice_to_the_police_is_never_taken_back_by_an_exit(answered: bool) -> None:
    life = sealed()
    life.do(INSPECTOR, BROKEN, "2026-01-12")
    if answered:
        life.answer("2026-01-13")
    for equipment in life.case.line.equipment:
        life.do(INSPECTOR, ConfirmDismantling(equipment), "2026-01-14")
    assert [order.action for order in life.orders(MeasureKind.POLICE_NOTICE)] == ["impose"]
    if not answered:
        order = next(o for o in life.enterprise.waiting() if o.department == "police")
        receipt = ReceiveReceipt(order.id, "回执", "done", local("2026-01-15"), "经办人", BROUGHT)
        life.do(department_system("police"), receipt, "2026-01-15")


def test_where_nothing_is_sealed_no_seals_are_broken() -> None:
    assert dismantled().refused(INSPECTOR, BROKEN, "2026-01-12").code == "not_now"


def test_s7_a_flag_may_follow_a_case_that_has_ended() -> None:
    life = dismantled()
    flag = Flag(CODE, NAME, LINE, ENERGY, CALENDAR, "群众举报复产", follows=life.case.number)
    life.do(INSPECTOR, flag, "2027-03-01")
    assert life.case.follows == f"{CODE}-1"


@pytest.mark.parametrize("lived", [sealing, sealed])
def test_s7_a_flag_follows_no_case_that_is_unknown_or_has_not_ended(lived: type[Life]) -> None:
    life = lived()
    other = replace(LINE, name="2号电石炉")
    flag = Flag(CODE, NAME, other, ENERGY, CALENDAR, "超限额", follows=life.case.number)
    assert life.refused(INSPECTOR, flag, "2026-01-12").code == "not_ended"
    unknown = replace(flag, follows=f"{CODE}-9")
    assert life.refused(INSPECTOR, unknown, "2026-01-12").code == "unknown_case"


def test_s7_a_flag_follows_no_case_before_its_end() -> None:
    life = dismantled()
    flag = replace(life.flagging(), follows=life.case.number)
    early = life.refused(INSPECTOR, flag, "2025-11-03", on="2025-10-14")
    assert early.code == "before_previous_step"
    life.do(INSPECTOR, flag, "2025-11-03", on="2025-10-15", document="检测报告-2")


def test_what_was_found_is_told_in_both_languages() -> None:
    entry = sealed().do(INSPECTOR, NOTHING, "2026-01-12")[-1]
    assert tell(entry).zh == "登记退出后检查：未恢复生产，设备已拆除，无生产迹象"
    assert tell(entry).en.startswith("record inspection after exit: nothing resumed")
