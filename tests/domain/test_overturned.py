"""L7: an exit overturned when it is complete already. Nothing of it may be left in force."""

from collections.abc import Callable
from typing import Final

import pytest

from domain.catalogue import MeasureKind
from domain.correction import RevokeDecision
from domain.procedures import QUALITY
from domain.stages import Stage
from domain.watch import RecordWatch
from tests.domain.grounds import (
    ASK_CITY,
    CITY_APPROVER,
    CLOSE,
    GRANT,
    UNSAFE,
    closing,
    revoking,
)
from tests.domain.lives import (
    ANNOUNCE,
    APPROVER,
    ENTERPRISE,
    INSPECTOR,
    REPORT,
    SERVE,
    SUPERVISOR,
    Life,
)

OVERTURN = RevokeDecision("法院判决撤销")
JUDGEMENT = "行初〔2025〕7号"
STOP: Final = MeasureKind.PRODUCTION_STOP


def _exited(lived: Callable[[], Life]) -> Life:
    life = lived()
    life.answer("2025-06-07")
    life.do(INSPECTOR, ANNOUNCE, "2025-06-09")
    assert life.case.ended
    return life


@pytest.mark.parametrize("lived", [closing, revoking])
def test_l7_an_exit_that_is_complete_may_still_be_overturned(lived: Callable[[], Life]) -> None:
    """A lawsuit takes longer than a closure. P5.1: the stop of the notice holds until the case is
    decided anew; what the decision itself brought is lifted."""
    life = _exited(lived)
    life.do(SUPERVISOR, OVERTURN, "2025-09-01", document=JUDGEMENT)
    assert (life.stage(), life.case.decision, life.case.hearing) == (Stage.DECIDING, None, None)
    assert life.case.limit
    assert life.case.inspection is None
    lifts = [order for order in life.orders() if order.action == "lift"]
    assert {order.kind for order in lifts} == (
        {MeasureKind.PERMIT_REVOCATION} if lived is revoking else set()
    )
    assert {order.document for order in lifts} <= {JUDGEMENT}
    assert [order.action for order in life.orders(STOP)] == ["impose"]
    life.answer("2025-09-02")
    life.is_withdrawn("2025-09-03")
    assert [order.action for order in life.orders(STOP)] == ["impose", "lift"]


def test_s6_what_two_exits_left_in_force_stays_for_the_one_that_stands() -> None:
    life = _exited(revoking)
    first = life.case.number
    life.flag("2025-06-10", line=life.case.line, procedure=QUALITY)
    life.do(INSPECTOR, SERVE, "2025-06-10")
    life.do(ENTERPRISE, REPORT, "2025-06-11")
    life.do(INSPECTOR, UNSAFE, "2025-06-12")
    life.is_heard("2025-06-12 10:00")
    life.do(INSPECTOR, ASK_CITY, "2025-06-13")
    life.do(CITY_APPROVER, GRANT, "2025-06-13 10:00")
    life.do(APPROVER, CLOSE, "2025-06-16")
    life.do(INSPECTOR, ANNOUNCE, "2025-06-17")
    assert life.stage() is Stage.CLOSED
    life.do(SUPERVISOR, OVERTURN, "2025-09-01", case=first, document=JUDGEMENT)
    life.answer("2025-09-02")
    life.is_withdrawn("2025-09-03", case=first)
    assert [order.action for order in life.orders(STOP)] == ["impose"]


def test_l7_once_nobody_watches_the_line_any_more_its_exit_stands() -> None:
    life = _exited(closing)
    for day in ("2025-09-09", "2025-12-09", "2026-03-09", "2026-06-09"):
        life.do(INSPECTOR, RecordWatch("nothing", "未恢复生产"), day)
    assert life.refused(SUPERVISOR, OVERTURN, "2026-06-10").code == "watch_over"
