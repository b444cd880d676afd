"""S6, O4.3, O5: rectified, withdrawn, suspended, overturned: what a case held is let go by itself,
and lifting is an order with a receipt like any other."""

from collections.abc import Callable

import pytest

from domain.catalogue import MEASURES, PRICES, RESTRICTIONS, MeasureKind
from domain.correction import RevokeDecision
from domain.factor_control import ReviewControl
from domain.grounds import Ground
from tests.domain.grounds import ABSORBED, SAFE, controlled, revoking, served, unexited
from tests.domain.lives import (
    APPROVER,
    ENTERPRISE,
    INSPECTOR,
    PASS,
    REPORT,
    STOP_CLOCK,
    SUPERVISOR,
    Life,
)
from tests.domain.prices import PRICE, PUNITIVE
from tests.domain.stages import rectifying, sealed

FROM, DAY, LATER = "2025-10-20", "2025-10-21", "2025-10-22"
CREDIT = {MeasureKind.CREDIT_ENTRY, *RESTRICTIONS, MeasureKind.CREDIT_CURB}
STOP = {MeasureKind.PRODUCTION_STOP}
CUTS = {MeasureKind.POWER_CUT, MeasureKind.WATER_CUT, MeasureKind.SEAL}
PRICED = {PUNITIVE}
PERMITS = {MeasureKind.PERMIT_REVOCATION}
CONTROL = {MeasureKind.FACTOR_CONTROL}


def _priced() -> Life:
    life = rectifying()
    life.do(APPROVER, PRICE, "2025-05-20")
    return life


def _rectified(life: Life) -> None:
    stage = life.stage()
    if stage == "unexited":
        life.do(INSPECTOR, ABSORBED, DAY)
    elif stage == "controlled":
        life.do(SUPERVISOR, ReviewControl(False, 2025, "已低于平均"), DAY)
    else:
        if stage == "rectifying":
            life.do(ENTERPRISE, REPORT, DAY)
        life.do(INSPECTOR, PASS if life.case.procedure.judged_by_figures else SAFE, DAY)


def _withdrawn(life: Life) -> None:
    life.is_withdrawn(DAY)


def _suspended(life: Life) -> None:
    life.do(SUPERVISOR, STOP_CLOCK, DAY)


def _overturned(life: Life) -> None:
    life.do(SUPERVISOR, RevokeDecision("复议决定撤销"), DAY)


HOLDING: dict[str, tuple[Callable[[], Life], set[MeasureKind], list[Callable[[Life], None]]]] = {
    "credit": (unexited, CREDIT, [_rectified, _withdrawn, _suspended]),
    "price": (_priced, PRICED, [_withdrawn, _suspended]),
    "stop": (lambda: served(Ground.SAFETY), STOP, [_rectified, _withdrawn, _suspended]),
    "control": (controlled, CONTROL, [_rectified, _withdrawn, _suspended]),
    "cuts": (sealed, CUTS, [_withdrawn, _suspended, _overturned]),
    "permits": (revoking, PERMITS, [_overturned]),
    "permits and stop": (revoking, PERMITS | STOP, [_withdrawn, _suspended]),
}
TABLE = [
    pytest.param(life, held, ends, id=f"{name}-{ends.__name__.strip('_')}")
    for name, (life, held, ways) in HOLDING.items()
    for ends in ways
]


@pytest.mark.parametrize(("holding", "held", "ends"), TABLE)
def test_s6_what_was_held_is_lifted_by_itself_with_a_receipt(
    holding: Callable[[], Life], held: set[MeasureKind], ends: Callable[[Life], None]
) -> None:
    life = holding()
    life.answer(FROM)
    in_force = {measure.kind for measure in life.enterprise.measures.values() if measure.in_force}
    assert in_force >= held
    ends(life)
    lifts = [order for order in life.enterprise.waiting() if order.action == "lift"]
    assert {order.kind for order in lifts} == held
    assert {order.evidence for order in lifts} == {MEASURES[kind].lifting_evidence for kind in held}
    assert all(order.receipt_by and order.climb for order in lifts)
    life.answer(LATER)
    still = {measure.kind for measure in life.enterprise.measures.values() if measure.in_force}
    assert not still & held


def test_s6_what_no_measure_may_outlive_is_liftable() -> None:
    """O4.3, O5: credit and prices are repaired; a unit that was removed is not put back."""
    final = {kind for kind, rule in MEASURES.items() if not rule.liftable}
    assert final == {MeasureKind.POWER_UNIT_REMOVAL, MeasureKind.POLICE_NOTICE}
    assert not final & (CREDIT | set(PRICES))
