"""P4.1, P5.1, P6.1, S7: the terms of an order that were entered wrongly with its notice."""

from dataclasses import replace
from datetime import date

from domain.catalogue import MeasureKind
from domain.grounds import Ground
from domain.notice_correction import CorrectNotice
from domain.procedures import ENVIRONMENT
from domain.procedures.heard_stops import heard_before_stop
from domain.stages import Stage
from domain.telling import tell
from tests.domain.grounds import ASK_CITY, CITY_APPROVER, GRANT, LIMIT, UNSAFE, served
from tests.domain.lives import ENTERPRISE, INSPECTOR, REPORT, Life, story

UNTIL_AUGUST = CorrectNotice("抄录有误", date(2025, 8, 29))
HALF = CorrectNotice("抄录有误", None, MeasureKind.PRODUCTION_LIMIT, 50)
STOP = MeasureKind.PRODUCTION_STOP


def test_p4_1_the_period_ends_by_the_orders_right_day() -> None:
    life = served(Ground.ENVIRONMENT)
    (entry,) = life.do(INSPECTOR, UNTIL_AUGUST, "2025-04-02")
    assert (life.case.due, entry.rules[0]) == (date(2025, 8, 29), "P4.1")
    assert "整改至 2025-08-29，抄录有误" in tell(entry).zh
    assert story(life.pass_time("2025-08-30"))[-1] == "period_ended"


def test_s2_a_period_that_a_wrong_last_day_ended_runs_on_however_near_the_decision_is() -> None:
    life = served(Ground.ENVIRONMENT)
    life.answer("2025-04-02")
    life.pass_time("2025-07-01")
    life.is_only_heard("2025-07-01")
    life.do(INSPECTOR, ASK_CITY, "2025-07-01 10:00")
    life.do(CITY_APPROVER, GRANT, "2025-07-01 11:00")
    assert life.stage() is Stage.DECIDING
    life.do(INSPECTOR, UNTIL_AUGUST, "2025-07-02")
    assert (life.stage(), life.case.due) == (Stage.RECTIFYING, date(2025, 8, 29))
    assert (life.case.hearing, life.case.approval) == (None, None)


def test_s2_after_a_failed_reinspection_no_closure_rests_on_the_last_day() -> None:
    life = served(Ground.ENVIRONMENT)
    life.do(ENTERPRISE, REPORT, "2025-05-06")
    life.do(INSPECTOR, UNSAFE, "2025-05-07")
    assert life.refused(INSPECTOR, UNTIL_AUGUST, "2025-05-08").code == "found_by_it"


def test_s6_the_order_to_the_department_follows_the_right_measure() -> None:
    life = served(Ground.ENVIRONMENT)
    life.answer("2025-04-02")
    before = life.orders()
    life.do(INSPECTOR, HALF, "2025-04-03")
    after = life.orders()[len(before) :]
    assert [order.kind for order in before] == [STOP]
    assert {(order.kind, order.action) for order in after} == {
        (STOP, "lift"),
        (MeasureKind.PRODUCTION_LIMIT, "impose"),
    }
    assert life.case.deadline
    assert life.case.deadline.last_day == date(2025, 6, 30)


def test_s7_it_is_judged_as_a_notice_is() -> None:
    life = served(Ground.QUALITY)
    assert life.refused(INSPECTOR, UNTIL_AUGUST, "2025-04-02").code == "period_is_fixed"
    assert life.refused(INSPECTOR, HALF, "2025-04-02").code == "measure_not_provided"
    nothing = CorrectNotice("抄录有误")
    assert life.refused(INSPECTOR, nothing, "2025-04-02").code == "nothing_corrected"
    early = replace(UNTIL_AUGUST, rectify_by=date(2025, 4, 1))
    refusal = served(Ground.ENVIRONMENT).refused(INSPECTOR, early, "2025-04-02")
    assert refusal.code == "not_after_service"


def test_l5_a_limit_does_not_become_a_stop_unheard_where_stops_are_heard() -> None:
    life = Life()
    life.flag("2025-04-01 08:00", procedure=heard_before_stop(ENVIRONMENT))
    life.do(INSPECTOR, LIMIT, "2025-04-01")
    to_stop = CorrectNotice("抄录有误", None, MeasureKind.PRODUCTION_STOP)
    refusal = life.refused(INSPECTOR, to_stop, "2025-04-02")
    assert (refusal.code, refusal.rule) == ("requirement_missing", "L5")
