"""O6: support for who exits of its own accord, a curb for who does not exit in time."""

import pytest

from domain.catalogue import MeasureKind
from domain.closing import ConfirmDismantling
from domain.correction import RevokeDecision
from domain.grounds import Ground
from domain.procedures import FACTORS
from domain.stages import Stage
from domain.watch import NewRules, RecordWatch
from tests.domain.grounds import BY_PLAN, EXITED, served, unexited
from tests.domain.lives import (
    ANNOUNCE,
    APPROVER,
    CALENDAR,
    DISMANTLE,
    INSPECTOR,
    LINE,
    RESUME,
    STOP_CLOCK,
    SUPERVISOR,
    Life,
)

SUPPORT, CURB = MeasureKind.CREDIT_SUPPORT, MeasureKind.CREDIT_CURB
NOTHING = RecordWatch("nothing", "未见生产")
RESUMED = RecordWatch("resumed", "复产", BY_PLAN.replace(year=2027), NewRules(FACTORS, CALENDAR))


def _actions(life: Life, kind: MeasureKind) -> list[str]:
    return [order.action for order in life.orders(kind)]


def _gone(at: str = "2025-06-03") -> Life:
    life = served(Ground.FACTORS)
    life.pass_time(at)
    life.do(INSPECTOR, EXITED, at, document="核验记录 7")
    return life


def _dismantled() -> Life:
    life = _gone()
    life.is_heard("2025-06-03")
    life.do(APPROVER, DISMANTLE, "2025-06-04")
    for equipment in LINE.equipment:
        life.do(INSPECTOR, ConfirmDismantling(equipment), "2025-06-04")
    life.do(INSPECTOR, ANNOUNCE, "2025-06-04")
    life.answer("2025-06-05")
    assert life.stage() is Stage.DISMANTLED
    return life


@pytest.mark.parametrize("at", ["2025-06-03", "2025-10-10"])
def test_o6_who_is_found_gone_and_not_late_is_supported(at: str) -> None:
    """By the verification itself, before its planned date or once that is over."""
    (order,) = _gone(at).orders()
    assert (order.kind, order.department, order.document) == (SUPPORT, "banking", "核验记录 7")
    assert order.rules == ("O6",)


def test_o6_who_was_found_late_is_curbed_and_not_supported_when_it_goes_after_all() -> None:
    life = unexited()
    assert _actions(life, CURB) == ["impose"]
    life.do(INSPECTOR, EXITED, "2025-10-13")
    assert _actions(life, SUPPORT) == []
    assert _actions(life, CURB) == ["impose"]


def test_o6_the_support_lasts_until_the_watch_is_over() -> None:
    life = _dismantled()
    for at in ("2025-09-04", "2025-12-04", "2026-03-04"):
        life.do(INSPECTOR, NOTHING, at)
        assert _actions(life, SUPPORT) == ["impose"]
    life.do(INSPECTOR, NOTHING, "2026-06-04")
    assert _actions(life, SUPPORT) == ["impose", "lift"]
    life.answer("2026-06-05")
    assert life.enterprise.finished


def test_o6_it_ends_where_production_is_resumed() -> None:
    life = _dismantled()
    life.do(INSPECTOR, RESUMED, "2025-09-04")
    assert _actions(life, SUPPORT) == ["impose", "lift"]


def test_o6_an_overturned_decision_leaves_it_as_it_is_and_a_withdrawn_case_ends_it() -> None:
    life = _gone()
    life.is_heard("2025-06-03")
    life.do(APPROVER, DISMANTLE, "2025-06-04")
    life.do(SUPERVISOR, RevokeDecision("复议决定撤销"), "2025-06-05")
    assert _actions(life, SUPPORT) == ["impose"]
    life.answer("2025-06-05")
    life.do(SUPERVISOR, STOP_CLOCK, "2025-06-06")
    life.do(SUPERVISOR, RESUME, "2025-06-09")
    assert _actions(life, SUPPORT) == ["impose", "lift", "impose"]
    life.answer("2025-06-09")
    life.is_withdrawn("2025-06-10")
    assert _actions(life, SUPPORT)[-1] == "lift"
