"""L6: what a department did on site by night or on a day off is taken, cited and told."""

from dataclasses import replace
from datetime import date

import pytest

from domain.enforcement import Irregularity
from domain.events import Entry, Irregular
from domain.orders import Outcome
from domain.people import department_system
from domain.receiving import ReceiveReceipt
from domain.shutdown import GiveEnforcementNotice
from domain.stages import Stage
from domain.telling import tell
from tests.domain.lives import (
    ANNOUNCE,
    APPROVER,
    BROUGHT,
    COMMIT,
    CONFIRMED,
    ENTERPRISE,
    INSPECTOR,
    SEAL,
    STAND_STILL,
    SUPERVISOR,
    Life,
    local,
)
from tests.domain.stages import deciding

EMERGENCY = "炉体泄漏"


def _sealing(at: str, emergency: str = "") -> Life:
    life = deciding()
    life.do(APPROVER, replace(SEAL, emergency=emergency), at)
    if not emergency:
        life.may_be_cut(at)
    return life


def _receipt(
    life: Life,
    done_at: str,
    outcome: Outcome = "done",
    number: int = 0,
    at: str = "2025-10-21",
) -> list[Entry]:
    order = life.orders()[number]
    receipt = ReceiveReceipt(
        order.id, f"回执-{order.id}", outcome, local(done_at), "经办人", BROUGHT
    )
    return life.do(department_system(order.department), receipt, at)


@pytest.mark.parametrize(
    ("done_at", "reason"),
    [
        ("2025-10-17 20:00", Irregularity.NIGHT),
        ("2025-10-18 10:00", Irregularity.DAY_OFF),
        ("2025-10-21 05:00", Irregularity.NIGHT),
    ],
)
def test_l6_what_was_done_by_night_is_taken_cited_and_told(
    done_at: str, reason: Irregularity
) -> None:
    life = _sealing("2025-10-17 20:00")
    receipt, told = _receipt(life, done_at)[:2]
    assert receipt.rules[-2:] == ("S5", "L6")
    assert told.event == Irregular(life.orders()[0].id, reason)
    assert (told.rules, told.case) == (("L6",), life.case.number)
    assert life.enterprise.measures["power_cut:10kv-7"].in_force


def test_l6_what_was_done_before_the_day_of_the_notice_is_told_too() -> None:
    """By day, on a working day: the enterprise was told of a later one."""
    life = deciding()
    life.do(APPROVER, SEAL, "2025-10-13")
    life.do(ENTERPRISE, STAND_STILL, "2025-10-13")
    life.do(SUPERVISOR, CONFIRMED, "2025-10-13")
    notice = GiveEnforcementNotice(date(2025, 10, 16), "执行通知回证-1")
    life.do(INSPECTOR, notice, "2025-10-13 10:00")
    receipt, told = _receipt(life, "2025-10-15 15:00", at="2025-10-15 16:00")[:2]
    assert receipt.rules[-2:] == ("S5", "L6")
    assert told.event == Irregular(life.orders()[0].id, Irregularity.TOO_EARLY)
    assert "before its time" in tell(told).en


def test_l6_what_was_done_by_day_is_in_order() -> None:
    receipt = _receipt(_sealing("2025-10-20"), "2025-10-20 19:59")[0]
    assert "L6" not in receipt.rules


def test_l6_in_an_emergency_the_night_is_in_order() -> None:
    receipt = _receipt(_sealing("2025-10-20", EMERGENCY), "2025-10-20 23:00")[0]
    assert "L6" not in receipt.rules


def test_l6_a_lift_by_night_is_in_order_and_so_is_what_was_not_done() -> None:
    life = _sealing("2025-10-20")
    _receipt(life, "2025-10-20 09:30", at="2025-10-20 09:30")
    life.is_withdrawn("2025-10-20 10:00")
    assert [order.action for order in life.orders()] == ["impose", "impose", "lift"]
    for done in (
        _receipt(life, "2025-10-20 23:00", "cancelled", number=1),
        _receipt(life, "2025-10-20 23:00", number=2),
    ):
        assert [entry.event.kind for entry in done] == ["taken"]


def test_s4_what_was_done_by_night_counts_for_the_exit() -> None:
    life = _sealing("2025-10-17 20:00")
    life.do(ENTERPRISE, COMMIT, "2025-10-20")
    life.do(INSPECTOR, ANNOUNCE, "2025-10-20")
    _receipt(life, "2025-10-18")
    for number in range(1, 4):
        last = _receipt(life, "2025-10-21 05:00", number=number)
    assert [entry.event.kind for entry in last] == ["taken", "irregular", "exit_completed"]
    assert life.stage() is Stage.SEALED


def test_l6_the_timeline_says_what_was_wrong() -> None:
    told = tell(_receipt(_sealing("2025-10-17 20:00"), "2025-10-18")[1])
    assert "休息日执行" in told.zh
    assert "on a day off" in told.en
