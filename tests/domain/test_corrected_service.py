"""L1: the day of service put right, and the period that follows from it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from domain.catalogue import MeasureKind
from domain.correction import CorrectService, RevokeDecision
from domain.extension import ApplyForExtension, DecideExtension
from domain.notice import ServeNotice
from domain.procedure import Procedure
from domain.procedures import ENERGY, ENVIRONMENT, FACTORS, QUALITY
from domain.stages import Stage
from tests.domain.grounds import ASK_CITY, CITY_APPROVER, GRANT, REFUSE
from tests.domain.lives import (
    APPROVER,
    DISMANTLE,
    ENTERPRISE,
    FAIL,
    INSPECTOR,
    REPORT,
    RESUME,
    STOP_CLOCK,
    SUPERVISOR,
    TELL,
    Life,
    story,
)
from tests.domain.stages import rectifying


def _served(on: str) -> CorrectService:
    return CorrectService(date.fromisoformat(on), "送达日期录错")


def _deadline(life: Life) -> date:
    assert life.case.deadline
    return life.case.deadline.last_day


def test_l1_a_corrected_day_of_service_sets_the_period_anew() -> None:
    life = Life()
    life.flag("2025-04-01")
    life.do(INSPECTOR, ServeNotice("in_person", "回证"), "2025-04-10")
    (entry,) = life.do(INSPECTOR, _served("2025-04-08"), "2025-04-11")
    assert entry.rules == ("L1", "L2", "L3")
    assert (life.case.served_on, _deadline(life)) == (date(2025, 4, 8), date(2025, 10, 9))
    assert story(life.pass_time("2025-10-10 00:00"))[-1] == "period_ended"


def test_s7_what_follows_may_be_dated_back_to_the_right_day_of_service() -> None:
    life = rectifying()
    life.do(INSPECTOR, _served("2025-04-20"), "2025-04-21")
    assert life.case.since == date(2025, 4, 20)


def test_p2_2_a_granted_extension_counts_on_from_the_corrected_period() -> None:
    life = rectifying()
    life.do(ENTERPRISE, ApplyForExtension(2, "设备未到"), "2025-09-01")
    life.do(APPROVER, DecideExtension(2, "同意"), "2025-09-02")
    life.do(INSPECTOR, _served("2025-04-15"), "2025-09-03")
    assert _deadline(life) == date(2025, 12, 15)
    assert life.pass_time("2025-12-15 23:59")[-1].event.kind == "reminded"
    assert story(life.pass_time("2025-12-16 00:00")) == ["period_ended"]


def test_s3_what_turns_out_to_have_been_applied_for_after_the_end_is_not_granted() -> None:
    life = Life()
    life.do(INSPECTOR, life.flagging(), "2025-09-01", on="2025-01-02")
    life.do(INSPECTOR, ServeNotice("in_person", "回证"), "2025-09-01", on="2025-08-01")
    life.do(ENTERPRISE, ApplyForExtension(2, "设备未到"), "2025-09-02")
    life.do(INSPECTOR, _served("2025-03-01"), "2025-09-03")
    late = life.refused(APPROVER, DecideExtension(2, "同意"), "2025-09-04")
    assert (late.code, late.rule) == ("application_late", "S3")
    happened = life.do(APPROVER, DecideExtension(0, "逾期申请"), "2025-09-04")
    assert "period_ended" in story(happened)


def test_s8_a_period_that_turns_out_to_be_over_ends_at_once() -> None:
    """Its reminders are not sent late."""
    life = Life()
    life.do(INSPECTOR, life.flagging(), "2025-10-01", on="2025-01-02")
    life.do(INSPECTOR, ServeNotice("in_person", "回证"), "2025-10-01", on="2025-09-01")
    happened = life.do(INSPECTOR, _served("2025-03-03"), "2025-10-01")
    assert story(happened)[:3] == [
        "correct_service",
        "period_ended",
        "escalated reinspection_late",
    ]
    assert not [phrase for phrase in story(happened) if phrase.startswith("reminded")]
    assert happened[1].happened_on == date(2025, 9, 3)


@pytest.mark.parametrize(
    ("on", "code"), [("2025-03-31", "before_previous_step"), ("2025-04-03", "in_the_future")]
)
def test_l1_nobody_was_served_before_the_flag_or_in_the_future(on: str, code: str) -> None:
    assert rectifying().refused(INSPECTOR, _served(on), "2025-04-02").code == code


ORDERED = ServeNotice(
    "in_person", "回证", rectify_by=date(2025, 6, 2), production=MeasureKind.PRODUCTION_STOP
)


def _named(procedure: Procedure) -> Life:
    """A period whose last day the order or the plan names."""
    life = Life()
    planned = date(2025, 6, 2) if procedure.planned else None
    life.do(
        INSPECTOR, replace(life.flagging(procedure=procedure), planned_exit=planned), "2025-04-01"
    )
    served = ORDERED if procedure.period_by_order else ServeNotice("in_person", "回证")
    life.do(INSPECTOR, served, "2025-04-02")
    return life


@pytest.mark.parametrize("procedure", [ENVIRONMENT, FACTORS], ids=lambda p: p.ground)
def test_p4_1_p3_1_a_named_last_day_stays_whenever_the_notice_was_served(
    procedure: Procedure,
) -> None:
    life = _named(procedure)
    before = life.case.agenda
    life.do(INSPECTOR, _served("2025-04-01"), "2025-04-03")
    assert (life.case.served_on, _deadline(life)) == (date(2025, 4, 1), date(2025, 6, 3))
    assert life.case.agenda == before
    assert story(life.pass_time("2025-06-04 00:00"))[-1] == "period_ended"


@pytest.mark.parametrize("procedure", [ENVIRONMENT, FACTORS], ids=lambda p: p.ground)
def test_l1_a_named_last_day_lies_after_service(procedure: Procedure) -> None:
    refusal = _named(procedure).refused(INSPECTOR, _served("2025-06-02"), "2025-06-02")
    assert refusal.code == "not_after_service"


def test_s7_once_reported_the_right_day_is_on_record_and_nothing_waits_for_it() -> None:
    """The re-inspection that follows waits for no end (S2)."""
    life = rectifying()
    life.do(ENTERPRISE, REPORT, "2025-09-01")
    before = life.case
    assert life.refused(INSPECTOR, _served("2025-09-02"), "2025-09-02").code == (
        "before_previous_step"
    )
    life.do(INSPECTOR, _served("2025-04-21"), "2025-09-02")
    assert (life.stage(), life.case.since) == (Stage.REPORTED, before.since)
    assert (_deadline(life), life.case.agenda) == (date(2025, 10, 21), before.agenda)


def _asked_to_approve() -> Life:
    life = _served_too_early(QUALITY)
    life.is_heard("2025-07-07")
    life.do(INSPECTOR, ASK_CITY, "2025-07-07 10:00")
    return life


def _sent_back() -> Life:
    life = _asked_to_approve()
    life.do(CITY_APPROVER, REFUSE, "2025-07-07 11:00")
    return life


def _approved() -> Life:
    life = _asked_to_approve()
    life.do(CITY_APPROVER, GRANT, "2025-07-07 11:00")
    return life


def _revoked() -> Life:
    life = _served_too_early(ENERGY)
    life.is_heard("2025-07-07")
    life.do(APPROVER, DISMANTLE, "2025-07-07 10:00")
    life.do(SUPERVISOR, RevokeDecision("送达日期有误"), "2025-07-07 11:00")
    return life


@pytest.mark.parametrize("lived", [_asked_to_approve, _sent_back, _approved, _revoked])
def test_s2_it_runs_on_however_near_the_decision_is(lived: Callable[[], Life]) -> None:
    life = lived()
    life.do(INSPECTOR, _served("2025-03-03"), "2025-07-08")
    assert (life.stage(), _deadline(life)) == (Stage.RECTIFYING, date(2025, 9, 3))
    assert (life.case.hearing, life.case.approval) == (None, None)


def test_s2_after_a_failed_reinspection_no_closure_rests_on_the_day_of_service() -> None:
    life = _served_too_early(ENERGY)
    life.do(INSPECTOR, FAIL, "2025-07-07")
    assert life.refused(INSPECTOR, _served("2025-03-03"), "2025-07-08").code == "found_by_it"


def test_s7_what_was_handed_in_on_its_true_day_may_be_entered_after_the_correction() -> None:
    life = _served_too_early(ENERGY)
    life.do(INSPECTOR, _served("2025-03-03"), "2025-07-08")
    assert life.case.since == date(2025, 3, 3)


def _served_too_early(procedure: Procedure) -> Life:
    """On record as served on 3 January, though it was on 3 March; over on 3 July by the record."""
    life = Life()
    life.flag("2025-01-02", procedure=procedure)
    life.do(INSPECTOR, ServeNotice("in_person", "回证"), "2025-03-04", on="2025-01-03")
    life.answer("2025-03-05")
    life.pass_time("2025-07-04 00:00")
    assert life.stage() is Stage.OVERDUE
    return life


@pytest.mark.parametrize("procedure", [ENERGY, QUALITY], ids=lambda p: p.ground)
def test_s2_a_period_that_a_wrong_day_of_service_ended_runs_on(procedure: Procedure) -> None:
    """L5: what was told on the wrong day is told anew."""
    life = _served_too_early(procedure)
    life.is_only_heard("2025-07-07")
    life.do(INSPECTOR, _served("2025-03-03"), "2025-07-08")
    assert (life.stage(), _deadline(life)) == (Stage.RECTIFYING, date(2025, 9, 3))
    assert life.case.hearing is None
    assert "take_exit_decision" not in life.case.procedure.steps(life.stage())
    assert not life.late()
    told = story(life.pass_time("2025-09-03 23:59"))
    assert told == ["reminded 30", "reminded 7", "reminded 1"]
    assert story(life.pass_time("2025-09-04 00:00")) == ["period_ended"]
    assert life.refused(APPROVER, DISMANTLE, "2025-09-04").rule in ("L5", "S2")


def test_s2_l5_the_time_to_object_to_what_was_told_too_early_ends_nothing() -> None:
    life = _served_too_early(ENERGY)
    life.do(INSPECTOR, TELL, "2025-07-07")
    life.do(INSPECTOR, _served("2025-03-03"), "2025-07-08")
    assert "objection_ended" not in story(life.pass_time("2025-09-04 00:00"))
    life.do(INSPECTOR, TELL, "2025-09-04")
    assert life.case.hearing
    assert life.case.hearing.until.last_day == date(2025, 9, 11)


def test_s8_a_period_that_is_over_by_the_right_day_too_ends_again_on_that_day() -> None:
    life = _served_too_early(ENERGY)
    happened = life.do(INSPECTOR, _served("2025-01-10"), "2025-07-15")
    assert story(happened)[:2] == ["correct_service", "period_ended"]
    assert (life.stage(), life.case.since) == (Stage.OVERDUE, date(2025, 7, 11))


def test_l7_what_a_clock_was_stopped_on_after_a_wrong_end_has_its_days_left() -> None:
    life = _served_too_early(ENERGY)
    life.do(SUPERVISOR, STOP_CLOCK, "2025-07-07")
    life.do(INSPECTOR, _served("2025-03-03"), "2025-09-29")
    life.do(SUPERVISOR, RESUME, "2025-09-30")
    assert (life.stage(), _deadline(life)) == (Stage.RECTIFYING, date(2025, 11, 27))
