"""An enterprise lived through in many ways."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from domain.closing import ConfirmDismantling
from domain.extension import ApplyForExtension, DecideExtension
from tests.domain import stages
from tests.domain.lives import (
    ANNOUNCE,
    APPROVER,
    DISMANTLE,
    ENTERPRISE,
    INSPECTOR,
    LINE,
    PASS,
    REPORT,
    SERVE,
    Life,
)

FOUR_BYTES = "𠮷字号电石炉🏭"


def extended_and_rectified() -> Life:
    life = stages.rectifying()
    life.do(ENTERPRISE, ApplyForExtension(3, "主要设备交货推迟"), "2025-08-01")
    life.do(APPROVER, DecideExtension(2, "经审查属实"), "2025-08-04")
    life.pass_time("2025-11-20")
    life.do(ENTERPRISE, REPORT, "2025-11-21")
    life.do(INSPECTOR, PASS, "2025-11-24")
    return life


def nothing_done_until_every_deadline_passed() -> Life:
    life = stages.flagged()
    life.pass_time("2025-06-01")
    life.do(INSPECTOR, SERVE, "2025-06-02")
    life.pass_time("2026-03-01")
    return life


def dismantled_after_sealing() -> Life:
    life = stages.sealed()
    for equipment in LINE.equipment:
        life.do(INSPECTOR, ConfirmDismantling(equipment), "2026-03-02")
    life.answer("2026-03-03")
    return life


def receipts_stay_away() -> Life:
    life = stages.sealing()
    life.pass_time("2026-01-05")
    return life


def sealing_withdrawn_and_another_line_flagged() -> Life:
    life = stages.sealed()
    first = life.case.number
    life.flag("2025-10-20", line=replace(LINE, name=FOUR_BYTES, capacity=Decimal("0.0001")))
    life.do(INSPECTOR, SERVE, "2025-10-20 10:00")
    life.is_withdrawn("2025-10-21", case=first)
    return life


def dismantled() -> Life:
    life = stages.eliminated()
    life.do(APPROVER, DISMANTLE, "2025-10-14")
    for equipment in LINE.equipment:
        life.do(INSPECTOR, ConfirmDismantling(equipment), "2025-10-15")
    life.do(INSPECTOR, ANNOUNCE, "2025-10-16")
    return life


MANY_LIVES: tuple[Callable[[], Life], ...] = (
    stages.flagged,
    stages.overdue,
    stages.deciding,
    stages.dismantling,
    extended_and_rectified,
    nothing_done_until_every_deadline_passed,
    dismantled_after_sealing,
    receipts_stay_away,
    sealing_withdrawn_and_another_line_flagged,
    dismantled,
)
