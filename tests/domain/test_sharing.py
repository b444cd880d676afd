"""Two cases that need the same measure: it is in force just as long as either needs it (S6)."""

from dataclasses import replace

import pytest

from domain.catalogue import MeasureKind
from domain.closing import ConfirmDismantling
from domain.flagging import Flag
from domain.grounds import Ground
from domain.line import Line
from domain.notice import ServeNotice
from domain.people import District, department_system
from domain.procedures import ELIMINATED, ENERGY, PROCEDURES
from domain.receiving import ReceiveReceipt
from domain.stages import Lateness, Stage
from tests.domain.grounds import CAPPED, RECTIFY, SAFE, closing, served
from tests.domain.lives import (
    ANNOUNCE,
    APPROVER,
    BROUGHT,
    CALENDAR,
    CODE,
    COMMIT,
    ENTERPRISE,
    INSPECTOR,
    LINE,
    NAME,
    REPORT,
    SEAL,
    SERVE,
    Life,
    local,
)
from tests.domain.stages import SECOND, also_sealing, flagged, sealed, sealing


def test_s6_what_is_cut_already_is_not_ordered_again_for_a_second_case() -> None:
    life = sealed()
    also_sealing(life, "2025-10-15")
    life.answer("2025-10-16")
    kinds = [order.kind for order in life.orders()[4:]]
    assert kinds == [MeasureKind.POWER_UNIT_REMOVAL, MeasureKind.SEAL]


@pytest.mark.parametrize("answered", [True, False])
def test_s6_one_case_withdrawn_turns_nothing_on_that_the_other_needs(answered: bool) -> None:
    life = sealing()
    first = life.case.number
    also_sealing(life, "2025-10-14")
    if answered:
        life.answer("2025-10-15")
    life.is_withdrawn("2025-10-15", case=first)
    lifted = {(order.kind, order.target) for order in life.orders() if order.action == "lift"}
    waiting = life.enterprise.waiting()
    stopped = {(order.kind, order.target) for order in waiting if order.cancelled_at}
    sealed = {(MeasureKind.SEAL, LINE.located_name)}
    assert (lifted, stopped) == (sealed if answered else set(), set())


def test_s6_the_last_release_lifts() -> None:
    life = sealing()
    first = life.case.number
    second = also_sealing(life, "2025-10-14")
    life.answer("2025-10-15")
    life.is_withdrawn("2025-10-15", case=first)
    life.is_withdrawn("2025-10-16", case=second)
    for kind in (MeasureKind.POWER_CUT, MeasureKind.WATER_CUT):
        assert [(order.action, order.revision) for order in life.orders(kind)] == [
            ("impose", 1),
            ("lift", 2),
        ]


def test_s6_one_cases_end_leaves_in_force_what_the_other_needs() -> None:
    """The second line is dismantled and gone: its own seal is lifted, the shared cuts are not."""
    life = sealed()
    also_sealing(life, "2025-10-15")
    life.answer("2025-10-16")
    life.do(INSPECTOR, COMMIT, "2025-10-16")
    life.do(INSPECTOR, ANNOUNCE, "2025-10-16")
    for equipment in SECOND.equipment:
        life.do(INSPECTOR, ConfirmDismantling(equipment), "2026-03-02")
    assert life.stage() is Stage.DISMANTLED
    assert [order.kind for order in life.enterprise.waiting()] == [MeasureKind.SEAL]
    assert life.enterprise.measures["power_cut:10kv-7"].in_force
    assert life.enterprise.measures["water_cut:w-3"].in_force


def test_s7_a_lift_is_on_record_under_the_case_that_no_longer_needs_the_measure() -> None:
    life = sealing()
    first = life.case.number
    second = also_sealing(life, "2025-10-14")
    life.answer("2025-10-15")
    life.is_withdrawn("2025-10-15", case=first)
    life.is_withdrawn("2025-10-16", case=second)
    assert life.orders(MeasureKind.POWER_CUT)[-1].case == second


def _sealing_in_wuda(life: Life, line: Line) -> list[MeasureKind]:
    """Another district's people flag the line there and have it sealed."""
    inspector = replace(INSPECTOR, districts=(District.WUDA,))
    approver = replace(APPROVER, districts=(District.WUDA,))
    there = replace(line, district=District.WUDA)
    life.do(inspector, Flag(CODE, NAME, there, ELIMINATED, CALENDAR, "淘汰类"), "2025-10-15")
    life.do(inspector, SERVE, "2025-10-15")
    life.is_heard("2025-10-15", by=inspector)
    life.do(approver, SEAL, "2025-10-15 10:00")
    life.may_be_cut("2025-10-15 10:00", by=inspector)
    return [order.kind for order in life.orders() if order.case == life.case.number]


def test_s4_lines_of_one_name_in_two_districts_are_two_lines() -> None:
    """An enterprise may have a furnace no. 1 in each of its plants."""
    there = replace(LINE, power_supply_point="10kV-70", water_supply_point="W-30")
    life = sealed()
    assert _sealing_in_wuda(life, there) == [MeasureKind.POWER_CUT]
    life.answer("2025-10-16")
    assert len({order.target for order in life.orders(MeasureKind.SEAL)}) == 2


def test_lines_of_one_name_in_two_districts_may_both_be_flagged_on_one_ground() -> None:
    life = flagged()
    inspector = replace(INSPECTOR, districts=(District.WUDA,))
    there = replace(LINE, district=District.WUDA)
    life.do(inspector, Flag(CODE, NAME, there, ENERGY, CALENDAR, "能耗超限额"), "2025-04-02")
    assert len(life.enterprise.cases) == 2


def test_s6_a_supply_point_that_feeds_lines_of_two_districts_is_one() -> None:
    life = sealing()
    first = life.case.number
    _sealing_in_wuda(life, SECOND)
    life.answer("2025-10-16")
    life.is_withdrawn("2025-10-17", case=first)
    lifted = {order.kind for order in life.enterprise.waiting()}
    assert lifted == {MeasureKind.SEAL}


def test_s8_an_order_that_is_late_is_late_for_whoever_still_needs_it() -> None:
    life = sealing()
    first = life.case.number
    second = also_sealing(life, "2025-10-14")
    life.is_withdrawn("2025-10-15", case=first)
    life.sleep("2025-10-21")
    assert life.enterprise.measures["power_cut:10kv-7"].waiting is not None
    for order in life.enterprise.waiting():
        if order.target == SECOND.located_name:
            receipt = ReceiveReceipt(
                order.id, "回执", "done", local("2025-10-21"), "经办人", BROUGHT
            )
            life.do(department_system(order.department), receipt, "2025-10-21")
    assert Lateness.ACCEPTANCE in life.enterprise.cases[second].late


def _second_ground(life: Life, ground: Ground, notice: ServeNotice, at: str) -> str:
    """The same line on another ground."""
    flag = Flag(CODE, NAME, CAPPED, PROCEDURES[ground], CALENDAR, "依法认定")
    life.do(INSPECTOR, flag, at)
    life.do(INSPECTOR, notice, at)
    return life.case.number


def _stops(life: Life) -> list[str]:
    return [order.action for order in life.orders(MeasureKind.PRODUCTION_STOP)]


@pytest.mark.parametrize("earlier_ends_first", [True, False])
def test_s6_two_grounds_share_one_stop_of_the_same_line(earlier_ends_first: bool) -> None:
    life = served(Ground.ENVIRONMENT)
    first = life.case.number
    life.answer("2025-04-01 11:00")
    second = _second_ground(life, Ground.SAFETY, RECTIFY, "2025-04-02")
    assert _stops(life) == ["impose"]
    [stop] = life.enterprise.measures.values()
    assert stop.holders == (first, second)
    life.answer("2025-04-02")
    ends = (first, second) if earlier_ends_first else (second, first)
    life.is_withdrawn("2025-04-03", case=ends[0])
    assert _stops(life) == ["impose"]
    life.is_withdrawn("2025-04-04", case=ends[1])
    assert _stops(life) == ["impose", "lift"]


def test_s6_one_grounds_success_turns_nothing_on_that_the_other_closed() -> None:
    """Closed for its quality, safe again: production stays stopped."""
    life = closing()
    closed = life.case.number
    life.answer("2025-06-06 11:00")
    _second_ground(life, Ground.SAFETY, RECTIFY, "2025-06-07")
    life.answer("2025-06-08")
    life.do(INSPECTOR, ANNOUNCE, "2025-06-09", case=closed)
    assert life.enterprise.cases[closed].stage is Stage.CLOSED
    life.do(ENTERPRISE, REPORT, "2025-06-10")
    life.do(INSPECTOR, SAFE, "2025-06-11")
    assert life.stage() is Stage.RECTIFIED
    assert _stops(life) == ["impose"]
    assert life.only_watched()
