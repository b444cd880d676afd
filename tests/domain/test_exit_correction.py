"""S4, S7: steps of an exit that were entered wrongly, put right by counter-entries."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from domain.catalogue import MeasureKind
from domain.closing import ConfirmDismantling
from domain.commands import Action
from domain.enforcement import Irregularity
from domain.exit_correction import (
    CorrectAnnouncement,
    CorrectCommitment,
    CorrectDismantling,
    CorrectEnforcementNotice,
)
from domain.grounds import Ground
from domain.people import Actor
from domain.shutdown import GiveEnforcementNotice
from domain.stages import Lateness, Stage
from domain.watch import RecordWatch
from tests.domain.grounds import closing, failed, revoking
from tests.domain.lives import (
    ANNOUNCE,
    APPROVER,
    CLOCK_RUNS,
    COMMIT,
    CONFIRMED,
    DISMANTLE,
    ENTERPRISE,
    INSPECTOR,
    LINE,
    RESUME,
    SEAL,
    STAND_STILL,
    SUPERVISOR,
    Life,
    local,
)
from tests.domain.prices import PRICE
from tests.domain.stages import also_sealing, deciding, dismantling, overdue, sealed, sealing

FURNACE, TRANSFORMER = LINE.equipment
STANDS = CorrectDismantling(TRANSFORMER, "现场核查，仍在原处")
UNSAID = CorrectCommitment("承诺书系另一企业所签")
UNSEEN = CorrectAnnouncement("公告未实际刊登")
NOTICE = GiveEnforcementNotice(date(2025, 12, 10), "回证-2")
CUTS = (MeasureKind.POWER_CUT, MeasureKind.WATER_CUT)


def taken_down(life: Life, day: str) -> Life:
    for equipment in LINE.equipment:
        life.do(INSPECTOR, ConfirmDismantling(equipment), day)
    return life


def dismantled() -> Life:
    life = taken_down(dismantling(), "2025-10-15")
    life.do(INSPECTOR, ANNOUNCE, "2025-10-15 10:00")
    assert life.stage() is Stage.DISMANTLED
    return life


def test_p1_2_what_still_stands_is_confirmed_once_it_is_taken_down() -> None:
    life = taken_down(dismantling(), "2025-10-15")
    (entry,) = life.do(INSPECTOR, STANDS, "2025-10-16")
    assert entry.rules == ("P1.2",)
    life.do(INSPECTOR, ANNOUNCE, "2025-10-16 10:00")
    assert (life.case.stage, life.case.dismantled) == (Stage.DISMANTLING, (FURNACE,))
    life.do(INSPECTOR, ConfirmDismantling(TRANSFORMER), "2025-10-17")
    assert life.stage() is Stage.DISMANTLED


def test_s4_s8_an_exit_by_dismantling_that_was_none_is_under_way_again_with_days_of_its_own() -> (
    None
):
    life = dismantled()
    life.do(INSPECTOR, STANDS, "2025-11-03")
    assert (life.case.stage, life.case.inspection) == (Stage.DISMANTLING, None)
    life.pass_time("2026-03-01")
    assert life.late() == (Lateness.DISMANTLING,)


def test_s4_p1_5_a_dismantling_nobody_read_of_is_under_way_again() -> None:
    life = dismantled()
    life.do(INSPECTOR, UNSEEN, "2025-10-16")
    assert life.stage() is Stage.DISMANTLING
    life.do(INSPECTOR, ANNOUNCE, "2025-10-17")
    assert life.stage() is Stage.DISMANTLED


def test_s4_a_line_sealed_first_is_sealed_again_and_nothing_was_lifted() -> None:
    life = taken_down(sealed(), "2025-12-01")
    assert life.stage() is Stage.DISMANTLED
    orders = life.orders()
    lifted = [order for order in orders if order.action == "lift"]
    life.answer("2025-12-02")
    life.do(INSPECTOR, STANDS, "2025-12-03")
    assert (life.case.stage, life.case.dismantled) == (Stage.SEALING, (FURNACE,))
    assert life.orders() == orders
    life.may_be_cut("2025-12-03 09:30")
    life.answer("2025-12-03 10:00")
    assert life.stage() is Stage.SEALED
    again = [order.kind for order in life.orders()[len(orders) :]]
    assert set(again) == {order.kind for order in lifted}


def test_l6_what_was_an_emergency_then_is_none_once_the_line_was_gone() -> None:
    life = deciding()
    life.do(APPROVER, replace(SEAL, emergency="电石炉漏炉"), "2025-10-13")
    life.answer("2025-10-14")
    life.do(ENTERPRISE, COMMIT, "2025-10-14 10:00")
    life.do(INSPECTOR, ANNOUNCE, "2025-10-14 11:00")
    taken_down(life, "2025-12-01")
    life.answer("2025-12-02")
    orders = len(life.orders())
    life.do(INSPECTOR, STANDS, "2025-12-03 23:00")
    assert (life.stage(), len(life.orders())) == (Stage.SEALING, orders)
    life.may_be_cut("2025-12-04 21:00")
    order = life.orders()[-1]
    assert (order.emergency, order.not_before) == ("", local("2025-12-05 08:00"))


def test_p1_3_s6_where_a_line_is_gone_nothing_is_cut_again_for_want_of_an_announcement() -> None:
    life = taken_down(sealed(), "2025-12-01")
    life.answer("2025-12-02")
    orders = len(life.orders())
    life.do(INSPECTOR, UNSEEN, "2025-12-03")
    assert (life.stage(), len(life.orders())) == (Stage.DISMANTLING, orders)
    life.do(INSPECTOR, ANNOUNCE, "2025-12-04")
    assert (life.stage(), len(life.orders())) == (Stage.DISMANTLED, orders)


def test_p1_3_gone_but_for_the_announcement_and_then_not_gone_it_is_sealed_again() -> None:
    life = taken_down(sealed(), "2025-12-01")
    life.answer("2025-12-02")
    orders = len(life.orders())
    life.do(INSPECTOR, UNSEEN, "2025-12-03")
    life.do(INSPECTOR, STANDS, "2025-12-03 10:00")
    assert (life.stage(), len(life.orders())) == (Stage.SEALING, orders)
    life.may_be_cut("2025-12-04")
    assert len(life.orders()) > orders


def test_l7_a_suspension_outlives_an_exit_that_is_struck() -> None:
    life = sealed()
    life.do(SUPERVISOR, CLOCK_RUNS, "2025-11-03")
    life.answer("2025-11-04")
    taken_down(life, "2025-12-01")
    orders = len(life.orders())
    life.do(INSPECTOR, STANDS, "2025-12-03")
    assert life.refused(INSPECTOR, NOTICE, "2025-12-03 10:00").code == "suspended"
    life.pass_time("2025-12-31")
    assert len(life.orders()) == orders
    life.do(SUPERVISOR, RESUME, "2026-01-05")
    life.may_be_cut("2026-01-05 10:00")
    assert len(life.orders()) > orders


def test_o5_a_price_is_not_asked_again_of_a_line_that_was_gone() -> None:
    """It ran out while nobody looked, as nothing could be used."""
    life = overdue()
    life.do(APPROVER, PRICE, "2025-10-10")
    life.is_heard("2025-10-10 10:00")
    life.do(APPROVER, DISMANTLE, "2025-10-10 11:00")
    life.answer("2025-10-10 12:00")
    taken_down(life, "2025-10-15")
    life.do(INSPECTOR, ANNOUNCE, "2025-10-15 10:00")
    life.answer("2025-10-16")
    orders = len(life.orders())
    life.do(INSPECTOR, UNSEEN, "2026-06-01")
    assert len(life.orders()) == orders


@pytest.mark.parametrize(
    ("wrong", "by", "right"), [(UNSAID, ENTERPRISE, COMMIT), (UNSEEN, INSPECTOR, ANNOUNCE)]
)
def test_s4_p1_4_p1_5_an_exit_by_sealing_is_complete_no_more_and_stays_cut(
    wrong: Action, by: Actor, right: Action
) -> None:
    life = sealed()
    orders = len(life.orders())
    life.do(INSPECTOR, wrong, "2025-10-20")
    assert (life.case.stage, len(life.orders())) == (Stage.SEALING, orders)
    life.do(by, right, "2025-10-21")
    assert (life.case.stage, len(life.orders())) == (Stage.SEALED, orders)
    assert life.case.inspection


@pytest.mark.parametrize(
    ("begun", "under_way", "ended"),
    [(closing, Stage.CLOSING, Stage.CLOSED), (revoking, Stage.REVOKING, Stage.REVOKED)],
)
def test_s4_o4_2_a_closure_or_revocation_nobody_read_of_is_under_way_again(
    begun: Callable[[], Life], under_way: Stage, ended: Stage
) -> None:
    life = begun()
    life.answer("2025-06-06 10:00")
    life.do(SUPERVISOR, ANNOUNCE, "2025-06-09")
    assert life.stage() is ended
    orders = len(life.orders())
    life.do(SUPERVISOR, UNSEEN, "2025-06-10")
    assert (life.case.stage, len(life.orders())) == (under_way, orders)
    life.do(SUPERVISOR, ANNOUNCE, "2025-06-11")
    assert life.stage() is ended


def test_s7_only_what_is_on_record_is_corrected() -> None:
    life = sealing()
    for wrong in (STANDS, UNSAID, UNSEEN):
        assert life.refused(INSPECTOR, wrong, "2025-10-13 10:00").code == "not_recorded"
    life = taken_down(dismantling(), "2025-10-15")
    other = CorrectDismantling("别的炉", "仍在原处")
    assert life.refused(INSPECTOR, other, "2025-10-16").code == "not_recorded"
    assert life.refused(APPROVER, STANDS, "2025-10-16").code == "wrong_role"
    assert failed(Ground.SAFETY).refused(INSPECTOR, UNSEEN, "2025-06-04").code == "not_now"


def test_p1_4_not_after_the_watch() -> None:
    life = dismantled()
    while life.case.inspection:
        day = life.case.inspection.last_day.isoformat()
        life.do(INSPECTOR, RecordWatch("nothing", "未恢复生产"), day)
    assert life.refused(INSPECTOR, STANDS, "2027-01-05").code == "watch_over"


def _to_be_cut_on(day: date) -> Life:
    life = deciding()
    life.do(APPROVER, SEAL, "2025-10-13 09:00")
    life.do(ENTERPRISE, STAND_STILL, "2025-10-13 10:00")
    life.do(SUPERVISOR, CONFIRMED, "2025-10-13 11:00")
    life.do(INSPECTOR, GiveEnforcementNotice(day, "回证-1"), "2025-10-13 12:00")
    return life


def test_l6_a_cut_waits_for_the_later_day_that_its_notice_really_names() -> None:
    """The order that is on its way is overtaken by one for Thursday the 16th, 08:00."""
    life = _to_be_cut_on(date(2025, 10, 14))
    before = life.orders()
    right = CorrectEnforcementNotice(date(2025, 10, 16), "抄录有误")
    life.do(INSPECTOR, right, "2025-10-13 13:00")
    again = life.orders()[len(before) :]
    assert {order.kind for order in again} == {order.kind for order in before}
    assert {order.not_before for order in again} == {local("2025-10-16 08:00")}
    assert {order.revision for order in again} == {2}


def test_l6_a_cut_that_was_put_off_by_mistake_comes_on_the_earlier_day_that_is_right() -> None:
    life = _to_be_cut_on(date(2025, 10, 16))
    right = CorrectEnforcementNotice(date(2025, 10, 14), "抄录有误")
    life.do(INSPECTOR, right, "2025-10-13 13:00")
    order = life.orders()[-1]
    assert (order.revision, order.not_before) == (2, local("2025-10-14 08:00"))


def test_l6_no_notice_named_a_day_before_it_was_given() -> None:
    life = _to_be_cut_on(date(2025, 10, 16))
    wrong = CorrectEnforcementNotice(date(2025, 10, 12), "抄录有误")
    refusal = life.refused(INSPECTOR, wrong, "2025-10-13 13:00")
    assert (refusal.code, refusal.rule) == ("before_previous_step", "L6")


def test_l6_what_was_cut_before_the_day_really_named_was_cut_too_early() -> None:
    life = _to_be_cut_on(date(2025, 10, 13))
    life.answer_one(MeasureKind.POWER_CUT, "2025-10-13 15:00")
    life.do(INSPECTOR, CorrectEnforcementNotice(date(2025, 10, 20), "录错"), "2025-10-13 16:00")
    (order,) = life.enterprise.irregular()
    assert (order.kind, order.irregular) == (MeasureKind.POWER_CUT, Irregularity.TOO_EARLY)
    life.do(INSPECTOR, CorrectEnforcementNotice(date(2025, 10, 13), "未录错"), "2025-10-13 17:00")
    assert life.enterprise.irregular() == []


def test_l6_s6_one_cases_day_does_not_hold_up_the_cut_of_another() -> None:
    life = _to_be_cut_on(date(2025, 10, 15))
    first = life.case.number
    also_sealing(life, "2025-10-13 13:00")
    late = CorrectEnforcementNotice(date(2026, 10, 15), "录错")
    life.do(INSPECTOR, late, "2025-10-13 14:00", case=first)
    cut = life.orders(MeasureKind.POWER_CUT)[-1]
    assert (cut.case, cut.not_before) == (life.case.number, None)
    life.answer_one(MeasureKind.POWER_CUT, "2025-10-13 15:00")
    assert life.enterprise.irregular() == []


def test_s5_what_is_cut_already_is_not_ordered_again() -> None:
    life = _to_be_cut_on(date(2025, 10, 13))
    cut = next(order for order in life.orders() if order.kind in CUTS)
    life.answer("2025-10-13 15:00")
    later = CorrectEnforcementNotice(date(2025, 10, 20), "抄录有误")
    orders = len(life.orders())
    life.do(INSPECTOR, later, "2025-10-13 16:00")
    assert cut.kind not in {order.kind for order in life.orders()[orders:]}
