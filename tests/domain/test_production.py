"""P4.1, P5.1, P6.1: production is stopped or limited with the notice, until it is put right."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from domain.catalogue import MeasureKind
from domain.grounds import Ground
from domain.notice import ServeNotice
from domain.stages import Stage
from domain.telling import tell
from tests.domain.grounds import (
    ASK_CITY,
    CITY_APPROVER,
    CLOSE,
    GRANT,
    LIMIT,
    RECTIFY,
    SAFE,
    STOP,
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
    SERVE,
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
        {"share": "50"},
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


@pytest.mark.parametrize(
    ("scope", "named"),
    [
        ({"share": 50}, {"share": "50"}),
        ({"share": None, "lines": ("1号线", "3号线")}, {"lines": "1号线、3号线"}),
    ],
)
def test_p4_1_a_limit_goes_by_a_share_or_by_lines_and_the_order_names_it(
    scope: dict[str, Any], named: dict[str, str]
) -> None:
    life = flagged_on(Ground.ENVIRONMENT)
    life.do(INSPECTOR, replace(LIMIT, **scope), "2025-04-01")
    [order] = life.orders()
    assert (order.target, order.particulars) == (LINE.located_name, named)


def test_p4_1_s6_a_stop_of_named_lines_is_an_order_for_each_and_a_closure_stops_the_rest() -> None:
    life = flagged_on(Ground.ENVIRONMENT)
    life.do(INSPECTOR, replace(STOP, lines=("1号线", "3号线")), "2025-04-01")
    assert [(order.target, order.particulars) for order in life.orders()] == [
        ("海南区 1号线", {}),
        ("海南区 3号线", {}),
    ]
    life.answer("2025-04-02")
    life.pass_time("2025-07-01")
    life.is_heard("2025-07-01")
    life.do(INSPECTOR, ASK_CITY, "2025-07-01 10:00")
    life.do(CITY_APPROVER, GRANT, "2025-07-01 11:00")
    life.do(CITY_APPROVER, CLOSE, "2025-07-01 12:00")
    assert [order.target for order in life.orders()][2:] == [LINE.located_name]
    life.is_withdrawn("2025-07-02")
    lifted = {order.target for order in life.orders() if order.action == "lift"}
    assert lifted == {"海南区 1号线", "海南区 3号线"}


def test_p5_1_lines_may_be_named_where_production_stops_without_saying_so() -> None:
    life = flagged_on(Ground.SAFETY)
    life.do(INSPECTOR, replace(RECTIFY, lines=("3号线",)), "2025-04-01")
    assert [(order.kind, order.target) for order in life.orders()] == [
        (MeasureKind.PRODUCTION_STOP, "海南区 3号线")
    ]


def test_s1_nothing_is_limited_where_the_procedure_touches_no_production() -> None:
    for scope in ({"share": 50}, {"lines": ("3号线",)}):
        life = flagged_on(Ground.ENERGY)
        refusal = life.refused(INSPECTOR, replace(SERVE, **scope), "2025-04-01")
        assert refusal.code == "measure_not_provided"


@pytest.mark.parametrize(
    ("notice", "zh", "en"),
    [
        (
            LIMIT,
            "限产，产量不超过核定产能的 50%",
            "limit of production to 50 % of the approved capacity",
        ),
        (
            replace(STOP, lines=("1号线", "3号线")),
            "停产，停用1号线、3号线",
            "stop of production: 1号线, 3号线 to stand still",
        ),
        (STOP, "停产", "stop of production"),
    ],
)
def test_p4_1_the_timeline_says_what_was_ordered(notice: ServeNotice, zh: str, en: str) -> None:
    life = flagged_on(Ground.ENVIRONMENT)
    told = tell(life.do(INSPECTOR, notice, "2025-04-01")[0])
    assert told.zh.startswith(f"送达通知书：送达回证-1，{zh}，整改期限至")
    assert told.en.startswith(f"serve notice: 送达回证-1, {en}, rectification period")
