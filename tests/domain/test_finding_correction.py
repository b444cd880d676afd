"""S7: what an inspection found wrongly, put right by a counter-entry."""

from datetime import date

from domain.catalogue import RESTRICTIONS, MeasureKind
from domain.closing import ConfirmDismantling
from domain.finding_correction import CorrectVerification, CorrectWatch
from domain.grounds import Ground
from domain.refused_orders import UndoMeasures
from domain.stages import Lateness, Stage
from domain.watch import NewRules, RecordWatch
from tests.domain.grounds import EXITED, REMAINING, served, unexited
from tests.domain.lives import (
    ANNOUNCE,
    APPROVER,
    CALENDAR,
    DISMANTLE,
    DOCUMENT,
    ENTERPRISE,
    INSPECTOR,
    RESUME,
    STOP_CLOCK,
    SUPERVISOR,
    TELL,
    WAIVE,
    story,
)
from tests.domain.stages import sealed

WRONG = CorrectVerification("核验了另一生产线")
NOTHING = RecordWatch("nothing", "未恢复生产")
NOT_SO = CorrectWatch("检查了另一生产线")
FOR_NOT_EXITING = {MeasureKind.CREDIT_ENTRY, *RESTRICTIONS, MeasureKind.CREDIT_CURB}


def test_o4_3_o4_4_who_was_found_late_wrongly_is_restricted_no_more_and_verified_again() -> None:
    """The planned date is over, so that the verification is due as it was (S8)."""
    life = unexited()
    life.answer("2025-10-10")
    entries = life.do(INSPECTOR, WRONG, "2025-10-10 10:00")
    assert "period_ended" in story(entries)
    assert life.stage() is Stage.VERIFYING
    assert {o.kind for o in life.orders() if o.action == "lift"} == FOR_NOT_EXITING
    life.do(INSPECTOR, EXITED, "2025-10-13")
    assert life.stage() is Stage.DECIDING


def test_o4_3_measures_that_were_undone_come_back_with_another_finding() -> None:
    life = unexited()
    life.answer("2025-10-10")
    life.do(SUPERVISOR, UndoMeasures("信用修复"), "2025-10-10 09:30")
    life.answer("2025-10-10 09:40")
    life.do(INSPECTOR, WRONG, "2025-10-10 10:00")
    orders = len(life.orders())
    life.do(INSPECTOR, REMAINING, "2025-10-13")
    assert {order.kind for order in life.orders()[orders:]} == FOR_NOT_EXITING


def test_l7_the_plans_date_is_put_off_by_the_days_on_which_the_clock_was_stopped() -> None:
    """Ten days of September, after the line was found gone: 2025-09-30 becomes 2025-10-10."""
    life = served(Ground.FACTORS)
    life.do(INSPECTOR, EXITED, "2025-09-01")
    life.do(SUPERVISOR, STOP_CLOCK, "2025-09-02")
    life.do(SUPERVISOR, RESUME, "2025-09-12")
    life.do(INSPECTOR, WRONG, "2025-09-15")
    assert life.case.deadline
    assert life.case.deadline.last_day == date(2025, 10, 10)
    life.pass_time("2025-10-10 23:59")
    assert life.stage() is Stage.PLANNED


def test_s8_a_verification_struck_after_its_days_is_late_at_once() -> None:
    life = unexited()
    life.pass_time("2025-11-03")
    life.do(INSPECTOR, WRONG, "2025-11-03 10:00")
    assert (life.case.stage, life.case.late) == (Stage.VERIFYING, (Lateness.VERIFICATION,))


def test_o6_who_was_found_gone_wrongly_has_the_days_that_the_plan_gives_and_no_support() -> None:
    life = served(Ground.FACTORS)
    life.do(INSPECTOR, EXITED, "2025-06-02")
    assert [order.kind for order in life.orders()] == [MeasureKind.CREDIT_SUPPORT]
    deadline = life.case.deadline
    life.answer("2025-06-02 10:00")
    life.do(INSPECTOR, WRONG, "2025-06-03")
    assert (life.case.stage, life.case.deadline) == (Stage.PLANNED, deadline)
    assert life.orders()[-1].action == "lift"
    assert life.refused(INSPECTOR, REMAINING, "2025-06-04").code == "not_now"
    life.pass_time("2025-10-10")
    assert life.stage() is Stage.VERIFYING


def test_l5_what_the_enterprise_was_told_on_the_wrong_finding_counts_no_more() -> None:
    life = unexited()
    life.do(INSPECTOR, TELL, "2025-10-09 10:00")
    life.do(ENTERPRISE, WAIVE, "2025-10-09 11:00")
    life.do(INSPECTOR, WRONG, "2025-10-10")
    life.do(INSPECTOR, REMAINING, "2025-10-10 10:00")
    assert life.refused(APPROVER, DISMANTLE, "2025-10-10 11:00").code == "requirement_missing"


def test_p1_4_seals_that_were_whole_after_all_the_police_is_told_so() -> None:
    life = sealed()
    life.do(INSPECTOR, RecordWatch("seals_broken", "封条被撕毁"), "2025-11-03")
    assert life.orders()[-1].kind is MeasureKind.POLICE_NOTICE
    life.do(INSPECTOR, NOT_SO, "2025-11-04")
    (measure,) = [m for m in life.enterprise.measures.values() if m.kind == "police_notice"]
    assert (measure.holders, life.case.seals_broken) == ((), ())
    assert [order.cancelled_at is None for order in measure.orders] == [False]
    assert life.refused(INSPECTOR, NOT_SO, "2025-11-05").code == "not_recorded"


def test_o6_production_that_was_not_resumed_has_its_support_back() -> None:
    life = served(Ground.FACTORS)
    life.do(INSPECTOR, EXITED, "2025-06-02")
    life.answer("2025-06-02 10:00")
    life.is_heard("2025-06-03")
    life.do(APPROVER, DISMANTLE, "2025-06-03 10:00")
    for equipment in life.case.line.equipment:
        life.do(INSPECTOR, ConfirmDismantling(equipment), "2025-06-04")
    life.do(INSPECTOR, ANNOUNCE, "2025-06-04 10:00")
    first = life.case.number
    rules = NewRules(life.case.procedure, CALENDAR)
    resumed = RecordWatch("resumed", "夜间点火", date(2026, 1, 5), rules)
    life.do(INSPECTOR, resumed, "2025-09-04")
    assert life.enterprise.cases[first].resumed
    life.do(INSPECTOR, NOT_SO, "2025-09-05", case=first)
    assert not life.enterprise.cases[first].resumed
    needs = life.enterprise.cases[first].needs
    assert [need.kind for need in needs.values()] == [MeasureKind.CREDIT_SUPPORT]


def test_p1_4_s8_an_inspection_that_was_none_leaves_due_what_was_due() -> None:
    """Also one that found nothing; the watch goes on as if nobody had entered it."""
    life = sealed()
    before = life.case
    life.do(INSPECTOR, NOTHING, "2026-01-12")
    assert life.case.inspection != before.inspection
    life.do(INSPECTOR, NOT_SO, "2026-01-13")
    assert (life.case.inspection, life.case.agenda) == (before.inspection, before.agenda)
    assert story(life.pass_time("2026-01-15")) == ["escalated watch_late"]


def test_s8_what_was_late_before_a_wrong_inspection_goes_on_up_its_ladder() -> None:
    life = sealed()
    life.pass_time("2026-01-20")
    before = life.case
    life.do(INSPECTOR, NOTHING, "2026-01-20 10:00")
    assert life.late() == ()
    life.do(INSPECTOR, NOT_SO, "2026-01-20 11:00")
    assert (life.case.late, life.case.agenda) == (before.late, before.agenda)


def test_p1_4_one_wrong_inspection_leaves_what_the_others_found() -> None:
    life = sealed()
    life.do(INSPECTOR, RecordWatch("seals_broken", "封条被撕毁"), "2025-11-03")
    life.do(INSPECTOR, RecordWatch("seals_broken", "又被撕毁"), "2025-12-01", document="记录2号")
    life.do(INSPECTOR, NOT_SO, "2025-12-02")
    assert life.case.seals_broken == (DOCUMENT,)
