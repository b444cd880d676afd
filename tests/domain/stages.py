"""A life at each stage.

Flagged and served on 2025-04-01: six months end on 2025-10-01, which National Day moves to
2025-10-09 (L1-L3). The exit decision falls on 2025-10-13, a Monday.
"""

from dataclasses import replace

from domain.line import Line
from domain.procedures import ELIMINATED
from tests.domain.lives import (
    ANNOUNCE,
    APPROVER,
    COMMIT,
    DISMANTLE,
    ENTERPRISE,
    FAIL,
    INSPECTOR,
    LINE,
    REPORT,
    SERVE,
    Life,
)

SECOND = replace(LINE, name="2号电石炉")
"""Another line on the same power and water supply points."""


def flagged() -> Life:
    life = Life()
    life.flag("2025-04-01 09:00")
    return life


def rectifying() -> Life:
    life = flagged()
    life.do(INSPECTOR, SERVE, "2025-04-01 10:00")
    return life


def reported() -> Life:
    life = rectifying()
    life.do(ENTERPRISE, REPORT, "2025-09-30")
    return life


def overdue() -> Life:
    life = rectifying()
    life.pass_time("2025-10-10 00:00")
    return life


def deciding() -> Life:
    life = reported()
    life.do(INSPECTOR, FAIL, "2025-10-09")
    life.is_heard("2025-10-09 10:00")
    return life


def eliminated() -> Life:
    """P1.1: served, and the exit decision is the next thing."""
    life = Life()
    life.flag("2025-10-13 08:00", procedure=ELIMINATED)
    life.do(INSPECTOR, SERVE, "2025-10-13 08:30")
    life.is_heard("2025-10-13 08:40")
    return life


def dismantling() -> Life:
    life = deciding()
    life.do(APPROVER, DISMANTLE, "2025-10-13")
    return life


def sealing() -> Life:
    life = deciding()
    life.seals("2025-10-13")
    return life


def sealed() -> Life:
    life = sealing()
    life.answer("2025-10-14")
    life.do(ENTERPRISE, COMMIT, "2025-10-14 10:00")
    life.do(INSPECTOR, ANNOUNCE, "2025-10-14 11:00")
    return life


def also_sealing(life: Life, at: str, line: Line = SECOND) -> str:
    """A second case, which needs the same cuts and a seal of its own."""
    number = life.flag(at, line=line, procedure=ELIMINATED)
    life.do(INSPECTOR, SERVE, at)
    life.is_heard(at)
    life.seals(at)
    return number
