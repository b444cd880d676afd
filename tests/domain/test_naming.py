"""What an order must name, and that no command may ask for one that could not (L6, P4.1, P5.2)."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from domain.catalogue import MEASURES, SUPPLY_POINTS, MeasureKind, Particular
from domain.grounds import Ground
from domain.line_correction import CorrectLine
from domain.refusals import Refusal
from tests.domain.grounds import LIMIT, REVOKE, failed, flagged_on, served
from tests.domain.lives import (
    APPROVER,
    CLOCK_RUNS,
    INSPECTOR,
    LINE,
    SEAL,
    SERVE,
    SUPERVISOR,
    Life,
)
from tests.domain.stages import sealing

SCOPELESS = "限产的协办函须写明准予生产的产能比例或停用的生产线"
NAMELESS = replace(LINE, power_supply_point="", water_supply_point="")


def _sealing(power: str, water: str, *, plans: bool) -> Refusal:
    life = Life()
    life.flag("2025-04-01", line=NAMELESS)
    life.do(INSPECTOR, SERVE, "2025-04-01")
    life.sleep("2025-10-13")
    if plans:
        life.is_heard("2025-10-13")
    else:
        life.is_only_heard("2025-10-13")
    decision = replace(SEAL, power_supply_point=power, water_supply_point=water)
    return life.refused(APPROVER, decision, "2025-10-13")


def _limit(suspended: bool) -> Refusal:
    life = flagged_on(Ground.ENVIRONMENT)
    if suspended:
        life.do(SUPERVISOR, CLOCK_RUNS, "2025-04-02")
    return life.refused(INSPECTOR, replace(LIMIT, share=None), "2025-04-02")


def _revocation() -> Refusal:
    life = failed(Ground.SAFETY)
    life.is_heard("2025-06-03 10:00")
    return life.refused(APPROVER, replace(REVOKE, permits=()), "2025-06-04")


@pytest.mark.parametrize(
    ("refused", "rule", "what"),
    [
        (lambda: _sealing("", "W-3", plans=True), "L6", "断电的协办函须写明生产供电点"),
        (lambda: _sealing("10kV-7", "", plans=True), "L6", "断水的协办函须写明生产供水点"),
        # O7 holds the orders back, and they would have nothing to name when it no longer does.
        (lambda: _sealing("10kV-7", "", plans=False), "L6", "断水的协办函须写明生产供水点"),
        (
            lambda: _limit(suspended=False),
            "P4.1",
            SCOPELESS,
        ),
        (
            lambda: _limit(suspended=True),
            "P4.1",
            SCOPELESS,
        ),
        (_revocation, "P5.2", "吊销许可证照的协办函须写明许可证照及发证机关"),
    ],
)
def test_s1_what_would_order_without_a_name_is_refused(
    refused: Callable[[], Refusal], rule: str, what: str
) -> None:
    refusal = refused()
    assert (refusal.code, refusal.rule) == ("order_unnamed", rule)
    assert refusal.message.zh == what


def test_p4_1_a_limit_names_how_far_it_goes_and_a_stop_nothing_more() -> None:
    (stop,) = served(Ground.ENVIRONMENT).orders()
    assert stop.particulars == {}
    life = flagged_on(Ground.ENVIRONMENT)
    life.do(INSPECTOR, LIMIT, "2025-04-01 10:00")
    assert life.orders()[0].particulars == {Particular.SHARE: "50"}


def test_p1_3_a_seal_names_the_equipment_and_is_ordered_anew_when_that_is_put_right() -> None:
    life = sealing()
    life.answer("2025-10-14")
    more = CorrectLine("漏登一台", equipment=(*LINE.equipment, "2号变压器"))
    life.do(INSPECTOR, more, "2025-10-14 10:00")
    seals = life.orders(MeasureKind.SEAL)
    assert [(order.action, order.revision) for order in seals] == [("impose", 1), ("impose", 2)]
    assert [order.particulars[Particular.EQUIPMENT] for order in seals] == [
        "1号电石炉、1号变压器",
        "1号电石炉、1号变压器、2号变压器",
    ]
    assert len(life.orders(MeasureKind.POWER_CUT)) == 1


def test_l6_every_cut_is_on_a_production_supply_point() -> None:
    for kind in (MeasureKind.POWER_CUT, MeasureKind.WATER_CUT):
        assert MEASURES[kind].target in SUPPLY_POINTS
