"""L7: while a case is suspended nothing is enforced on it, and what ends it still does."""

from collections.abc import Callable
from datetime import date

import pytest

from domain.closing import ConfirmDismantling
from domain.core import permitted
from domain.enterprise import Enterprise
from domain.events import Escalated
from domain.procedures import ELIMINATED
from domain.shutdown import GiveEnforcementNotice
from domain.stages import Lateness, Stage
from domain.suspension import Suspend
from tests.domain.folded import fold
from tests.domain.grounds import closing, revoking
from tests.domain.lives import (
    ANNOUNCE,
    APPROVER,
    CALENDAR,
    CLOCK_RUNS,
    CODE,
    CONFIRMED,
    DOCUMENT,
    ENTERPRISE,
    INSPECTOR,
    PASS,
    RESUME,
    SEAL,
    SERVE,
    STAND_STILL,
    STOP_CLOCK,
    SUPERVISOR,
    WITHDRAW,
    Life,
    story,
)
from tests.domain.machine import ENTERPRISES
from tests.domain.stages import (
    deciding,
    dismantling,
    flagged,
    overdue,
    rectifying,
    reported,
    sealed,
    sealing,
)

either = pytest.mark.parametrize("suspend", [STOP_CLOCK, CLOCK_RUNS], ids=["stopped", "running"])


def _to_be_noticed() -> Life:
    life = deciding()
    life.do(APPROVER, SEAL, "2025-10-13 09:00")
    life.do(ENTERPRISE, STAND_STILL, "2025-10-13 10:00")
    life.do(SUPERVISOR, CONFIRMED, "2025-10-13 11:00")
    return life


@either
def test_l7_nothing_is_decided_or_announced_while_suspended(suspend: Suspend) -> None:
    notice = GiveEnforcementNotice(date(2025, 10, 20), "回证-1")
    for life, by, action in (
        (deciding(), APPROVER, SEAL),
        (sealing(), INSPECTOR, ANNOUNCE),
        (_to_be_noticed(), INSPECTOR, notice),
    ):
        life.do(SUPERVISOR, suspend, "2025-10-14")
        refusal = life.refused(by, action, "2025-10-15")
        assert (refusal.code, refusal.rule) == ("suspended", "L7")
        assert action.kind not in refusal.permitted
        life.do(SUPERVISOR, RESUME, "2025-10-16")
        life.do(by, action, "2025-10-17")


def test_l7_equipment_that_the_enterprise_takes_down_by_itself_is_recorded() -> None:
    life = dismantling()
    life.do(INSPECTOR, ANNOUNCE, "2025-10-13 10:00")
    life.do(SUPERVISOR, STOP_CLOCK, "2025-10-14")
    for equipment in life.case.line.equipment:
        life.do(INSPECTOR, ConfirmDismantling(equipment), "2025-10-20")
    assert life.stage() is Stage.DISMANTLED
    assert life.case.suspension


@either
def test_l7_a_suspended_case_may_end_by_rectification_or_be_withdrawn(suspend: Suspend) -> None:
    for life, by, action, stage in (
        (reported(), INSPECTOR, PASS, Stage.RECTIFIED),
        (sealing(), SUPERVISOR, WITHDRAW, Stage.WITHDRAWN),
    ):
        life.do(SUPERVISOR, suspend, "2025-10-14")
        life.do(by, action, "2025-10-15")
        assert life.stage() is stage
        assert life.case.suspension is None
        life.answer("2025-10-16", "cancelled")
        assert life.enterprise.finished


def test_l7_it_is_suspended_once_on_a_document_and_resumed_on_one() -> None:
    life = rectifying()
    assert life.refused(SUPERVISOR, RESUME, "2025-05-05").code == "not_suspended"
    assert life.refused(SUPERVISOR, STOP_CLOCK, "2025-05-05", document="").rule == "S7"
    life.do(SUPERVISOR, STOP_CLOCK, "2025-05-05")
    suspension = life.case.suspension
    assert suspension is not None
    assert (suspension.authority, suspension.document) == (STOP_CLOCK.authority, DOCUMENT)
    assert suspension.since == date(2025, 5, 5)
    assert life.refused(SUPERVISOR, RESUME, "2025-05-06", document="").code == "document_missing"
    assert permitted(life.enterprise, life.case.number, SUPERVISOR) == (
        "suspend",
        "resume",
        "withdraw",
        "reassign",
    )


def test_l7_every_open_stage_may_be_suspended_and_none_that_ended() -> None:
    for life in (flagged(), rectifying(), reported(), overdue(), deciding(), sealed()):
        before, since = life.case, str(life.case.since + date.resolution)
        life.do(SUPERVISOR, STOP_CLOCK, since)
        assert (life.case.stage, life.case.since) == (before.stage, before.since)
    life.is_withdrawn("2025-10-15 10:00")
    assert life.refused(SUPERVISOR, STOP_CLOCK, "2025-10-16").code == "not_now"


def test_l7_s8_with_the_clock_running_ends_come_while_enforcement_waits() -> None:
    life = rectifying()
    life.do(SUPERVISOR, CLOCK_RUNS, "2025-09-01")
    passed = story(life.pass_time("2025-10-10 00:00"))
    assert passed == ["reminded 30", "reminded 7", "reminded 1", "period_ended"]
    life.is_heard("2025-10-13")
    assert life.refused(APPROVER, SEAL, "2025-10-13 12:00").code == "suspended"
    late = life.pass_time("2025-12-01")
    assert {e.event.lateness for e in late if isinstance(e.event, Escalated)} == {
        Lateness.REINSPECTION
    }
    resumed = life.do(SUPERVISOR, RESUME, "2025-12-02")
    assert story(resumed)[-1] == "resume"
    assert life.late() == (Lateness.REINSPECTION,)
    life.seals("2025-12-02")


def test_s7_the_record_gives_a_suspended_case_back() -> None:
    life = Life()
    life.flag("2025-10-13", procedure=ELIMINATED)
    life.do(INSPECTOR, SERVE, "2025-10-13")
    for action in (STOP_CLOCK, RESUME, CLOCK_RUNS):
        life.do(SUPERVISOR, action, "2025-10-14")
        assert fold(Enterprise(CODE), life.recorded) == life.enterprise
        stored = ENTERPRISES.dump_json(life.enterprise)
        assert ENTERPRISES.validate_json(stored) == life.enterprise


@pytest.mark.parametrize(
    ("begun", "under_way", "ended"),
    [(closing, Stage.CLOSING, Stage.CLOSED), (revoking, Stage.REVOKING, Stage.REVOKED)],
)
def test_l7_a_closure_or_revocation_that_is_complete_is_suspended_and_carried_out_again(
    begun: Callable[[], Life], under_way: Stage, ended: Stage
) -> None:
    life = begun()
    life.answer("2025-06-06 10:00")
    life.do(SUPERVISOR, ANNOUNCE, "2025-06-09")
    assert life.stage() is ended
    in_force = {o.kind for o in life.orders()}
    orders = len(life.orders())
    life.do(SUPERVISOR, CLOCK_RUNS, "2025-07-01")
    lifted = life.orders()[orders:]
    assert (life.stage(), {o.action for o in lifted}) == (under_way, {"lift"})
    assert {o.kind for o in lifted} == in_force
    life.answer("2025-07-02")
    life.do(SUPERVISOR, RESUME, "2025-08-01")
    again = life.orders()[orders + len(lifted) :]
    assert {(o.kind, o.action) for o in again} == {(kind, "impose") for kind in in_force}
    life.answer("2025-08-04")
    assert life.stage() is ended


def test_l7_a_later_suspension_takes_the_place_of_the_one_before_and_nothing_is_enforced() -> None:
    """A lawsuit after the reconsideration: the clock stood still for ten days, and runs on."""
    life = sealing()
    life.answer("2025-10-13 10:00")
    life.do(SUPERVISOR, STOP_CLOCK, "2025-10-14")
    life.answer("2025-10-14 10:00")
    orders, limit = len(life.orders()), life.case.limit
    life.do(SUPERVISOR, CLOCK_RUNS, "2025-10-24")
    assert life.case.suspension
    assert life.case.suspension.authority == CLOCK_RUNS.authority
    assert (len(life.orders()), life.case.clock_stopped) == (orders, False)
    assert limit
    assert life.case.limit
    assert life.case.limit.last_day == CALENDAR.add_working_days(limit.last_day, 8)


def test_l7_what_suspends_is_entered_with_its_own_day_and_what_resumes_counts_from_its_entry() -> (
    None
):
    """S7: the document of Tuesday the 6th arrived on Monday the 12th."""
    life = rectifying()
    life.do(SUPERVISOR, STOP_CLOCK, "2025-05-12", on="2025-05-06")
    early = life.refused(SUPERVISOR, CLOCK_RUNS, "2025-05-16", on="2025-05-05")
    assert (early.code, early.rule) == ("before_previous_step", "L7")
    late = life.refused(SUPERVISOR, RESUME, "2025-05-16", on="2025-05-15")
    assert late.code == "may_not_be_backdated"
    life.do(SUPERVISOR, RESUME, "2025-05-16")
    assert life.case.deadline
    assert life.case.deadline.unmoved == date(2025, 10, 11)
