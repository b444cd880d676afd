"""P4.1, P5.1, P6.1: production is stopped or limited with the notice, until it is put right."""

from collections.abc import Callable

import pytest

from domain.catalogue import MeasureKind
from domain.grounds import Ground
from domain.stages import Stage
from tests.domain.grounds import (
    ASK_CITY,
    CITY_APPROVER,
    CLOSE,
    GRANT,
    LIMIT,
    SAFE,
    approved,
    closing,
    failed,
    flagged_on,
    revoking,
    served,
)
from tests.domain.lives import (
    ANNOUNCE,
    ENTERPRISE,
    INSPECTOR,
    LINE,
    REPORT,
    Life,
)

BY_GROUND = {
    Ground.ENVIRONMENT: ("environment", "P4.1"),
    Ground.SAFETY: ("emergency", "P5.1"),
    Ground.QUALITY: ("market", "P6.1"),
}
each = pytest.mark.parametrize("ground", BY_GROUND)


def _actions(life: Life, kind: MeasureKind = MeasureKind.PRODUCTION_STOP) -> list[str]:
    return [order.action for order in life.orders(kind)]


@each
def test_p4_1_p5_1_p6_1_production_stops_at_once_with_the_notice(ground: Ground) -> None:
    assert flagged_on(ground).orders() == []
    [order] = served(ground).orders()
    assert (order.kind, order.action) == (MeasureKind.PRODUCTION_STOP, "impose")
    assert order.target == LINE.located_name
    department, rule = BY_GROUND[ground]
    assert (order.department, order.rules) == (department, (rule,))


@each
def test_s6_rectified_it_may_produce_again(ground: Ground) -> None:
    life = served(ground)
    life.answer("2025-04-02")
    life.do(ENTERPRISE, REPORT, "2025-04-28")
    assert _actions(life) == ["impose"]
    life.do(INSPECTOR, SAFE, "2025-04-29")
    assert life.stage() is Stage.RECTIFIED
    assert _actions(life) == ["impose", "lift"]
    life.answer("2025-04-30")
    assert life.enterprise.finished


@each
def test_s6_withdrawn_it_may_produce_again(ground: Ground) -> None:
    life = served(ground)
    life.answer("2025-04-01 18:00")
    life.is_withdrawn("2025-04-02")
    assert _actions(life) == ["impose", "lift"]


@each
def test_p4_1_p5_1_p6_1_still_failing_it_stays_stopped(ground: Ground) -> None:
    assert _actions(failed(ground)) == ["impose"]


def _closed_in_safety() -> Life:
    life = failed(Ground.SAFETY)
    life.is_heard("2025-06-03 10:00")
    life.do(CITY_APPROVER, CLOSE, "2025-06-06")
    return life


def _closed_for_emissions() -> Life:
    life = approved(Ground.ENVIRONMENT)
    life.do(CITY_APPROVER, CLOSE, "2025-06-06")
    return life


@pytest.mark.parametrize("lived", [closing, _closed_in_safety, _closed_for_emissions, revoking])
def test_s6_once_closed_or_revoked_it_stays_stopped(lived: Callable[[], Life]) -> None:
    """One order for both the notice and the exit, and never lifted."""
    life = lived()
    life.answer("2025-06-07")
    life.do(INSPECTOR, ANNOUNCE, "2025-06-09")
    assert life.stage() in (Stage.CLOSED, Stage.REVOKED)
    assert _actions(life) == ["impose"]
    life.sleep("2026-06-09")
    assert _actions(life) == ["impose"]
    assert life.only_watched()


@pytest.mark.parametrize("lived", [closing, _closed_in_safety, _closed_for_emissions, revoking])
def test_s6_withdrawn_before_the_exit_is_complete_it_is_lifted(lived: Callable[[], Life]) -> None:
    life = lived()
    life.answer("2025-06-07")
    life.is_withdrawn("2025-06-09")
    assert _actions(life) == ["impose", "lift"]
    assert {order.action for order in life.enterprise.waiting()} == {"lift"}


@pytest.mark.parametrize("lived", [closing, _closed_in_safety, _closed_for_emissions])
def test_s4_a_closure_is_complete_with_the_stop_confirmed_and_announced(
    lived: Callable[[], Life],
) -> None:
    announced = lived()
    announced.do(INSPECTOR, ANNOUNCE, "2025-06-09")
    assert announced.stage() is Stage.CLOSING
    announced.answer("2025-06-10")
    assert announced.stage() is Stage.CLOSED


def test_p4_1_production_may_be_limited_instead_and_the_order_says_how_far() -> None:
    life = flagged_on(Ground.ENVIRONMENT)
    life.do(INSPECTOR, LIMIT, "2025-04-01")
    [order] = life.orders()
    assert (order.kind, order.particulars) == (
        MeasureKind.PRODUCTION_LIMIT,
        {"scope": LIMIT.scope},
    )


def test_p4_2_what_was_limited_is_stopped_when_it_closes_and_both_stay() -> None:
    life = flagged_on(Ground.ENVIRONMENT)
    life.do(INSPECTOR, LIMIT, "2025-04-01")
    life.pass_time("2025-07-01")
    life.is_heard("2025-07-01")
    life.do(INSPECTOR, ASK_CITY, "2025-07-01 10:00")
    life.do(CITY_APPROVER, GRANT, "2025-07-01 11:00")
    life.do(CITY_APPROVER, CLOSE, "2025-07-01 12:00")
    assert _actions(life) == ["impose"]
    life.answer("2025-07-02")
    life.do(INSPECTOR, ANNOUNCE, "2025-07-02")
    assert life.stage() is Stage.CLOSED
    assert _actions(life) == _actions(life, MeasureKind.PRODUCTION_LIMIT) == ["impose"]
