"""Lives that provoke the refusals of being heard, of approval, of the notice and of the plan."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from domain.consumption import ReportConsumption
from domain.correction import RevokeDecision
from domain.exit_correction import CorrectCommitment
from domain.flagging import Flag
from domain.grounds import Ground
from domain.line_kinds import LineKind
from domain.meters import MeterKind
from domain.notice import ServeNotice
from domain.people import SYSTEM, department_system
from domain.procedures import PROCEDURES
from domain.readings import Reading
from domain.receiving import ReportProgress
from domain.rectification import RecordReinspection
from domain.refusals import Refusal
from domain.refused_orders import OrderAgain, RedoMeasures, UndoMeasures
from domain.reinspection_correction import CorrectReinspection
from domain.stages import Stage
from tests.domain.grounds import (
    ANSWER,
    ASK,
    ASK_CITY,
    BY_PLAN,
    GRANT,
    HEAR,
    LIMIT,
    RECTIFY,
    STOP,
    approved,
    approving,
    flagged_on,
    sent_back,
    served,
)
from tests.domain.lives import (
    APPROVER,
    CALENDAR,
    CODE,
    DISMANTLE,
    ENTERPRISE,
    INSPECTOR,
    LINE,
    NAME,
    PASS,
    REPORT,
    SEAL,
    SUPERVISOR,
    TELL,
    WAIVE,
    Life,
    local,
    refuses,
)
from tests.domain.stages import deciding, overdue, rectifying, sealed, sealing


def _overturned() -> Life:
    """Deciding, and never inspected again."""
    life = overdue()
    life.is_heard("2025-10-10 10:00")
    life.do(APPROVER, DISMANTLE, "2025-10-13")
    life.do(SUPERVISOR, RevokeDecision("复议决定撤销"), "2025-10-14")
    return life


def _notice(ground: Ground, notice: ServeNotice) -> Callable[[], Refusal]:
    return lambda: flagged_on(ground).refused(INSPECTOR, notice, "2025-04-02")


def _flag(ground: Ground, planned: date | None = None) -> Callable[[], Refusal]:
    flag = Flag(CODE, NAME, LINE, PROCEDURES[ground], CALENDAR, "依法认定", planned)
    return lambda: Life().refused(INSPECTOR, flag, "2025-04-02")


def _line(kind: LineKind, cap: Decimal | None = None) -> Callable[[], Refusal]:
    line = replace(LINE, kind=kind, capacity_cap=cap)
    flag = Flag(CODE, NAME, line, PROCEDURES[Ground.FACTORS], CALENDAR, "依法认定", BY_PLAN)
    return lambda: Life().refused(INSPECTOR, flag, "2025-04-02")


def _objection_late() -> Refusal:
    life = overdue()
    life.do(INSPECTOR, TELL, "2025-10-10")
    return life.refused(ENTERPRISE, ASK, "2025-10-17")


def _reinspected_without_verdict() -> Refusal:
    life = served(Ground.SAFETY)
    life.pass_time("2025-07-01")
    return life.refused(INSPECTOR, RecordReinspection(findings="见记录"), "2025-07-01")


def _dealt_with_already() -> Refusal:
    life = rectifying()
    life.do(ENTERPRISE, REPORT, "2025-09-01")
    life.do(INSPECTOR, PASS, "2025-09-02")
    return life.refused(INSPECTOR, life.flagging(), "2025-09-03")


def _reported(life: Life) -> Refusal:
    first, last = (
        Reading(MeterKind.POWER, "10kV-7", local(day), Decimal(value), "抄表员")
        for day, value in (("2025-11-01", 0), ("2025-11-05", 90))
    )
    report = ReportConsumption(first, last, Decimal(90), Decimal(10))
    if life.case.stage is Stage.SEALED:
        life.do(SYSTEM, report, "2025-11-08")
    return life.refused(SYSTEM, report, "2025-11-08")


def _order_closed() -> Refusal:
    life = sealing()
    order = life.orders()[0]
    life.answer("2025-10-14")
    note = ReportProgress(order.id, "已派员")
    return life.refused(department_system(order.department), note, "2025-10-15")


def _again() -> Refusal:
    """The first is refused."""
    life = sealing()
    refuses(life, life.orders()[0], "2025-10-14")
    again = OrderAgain(f"{CODE}-o2", "已协调")
    return life.refused(SUPERVISOR, again, "2025-10-15")


def _undone_twice() -> Refusal:
    life = sealing()
    life.do(SUPERVISOR, UndoMeasures("先行恢复"), "2025-10-14")
    return life.refused(SUPERVISOR, UndoMeasures("先行恢复"), "2025-10-15")


BY_TOPIC: dict[str, Callable[[], Refusal]] = {
    "not_cut_off": lambda: _reported(sealing()),
    "alarm_raised_already": lambda: _reported(sealed()),
    "dealt_with_already": _dealt_with_already,
    "requirement_missing": lambda: overdue().refused(APPROVER, SEAL, "2025-10-13"),
    "told_already": lambda: deciding().refused(INSPECTOR, TELL, "2025-10-10"),
    "not_recorded": lambda: sealing().refused(
        INSPECTOR, CorrectCommitment("承诺书系另一企业所签"), "2025-10-13 10:00"
    ),
    "not_reinspected": lambda: _overturned().refused(
        INSPECTOR, CorrectReinspection("抄录有误", Decimal(800), Decimal(800)), "2025-10-14"
    ),
    "not_told": lambda: overdue().refused(ENTERPRISE, WAIVE, "2025-10-10"),
    "waived": lambda: deciding().refused(ENTERPRISE, ASK, "2025-10-10"),
    "objection_late": _objection_late,
    "nothing_to_answer": lambda: deciding().refused(INSPECTOR, ANSWER, "2025-10-10"),
    "no_hearing_asked": lambda: deciding().refused(INSPECTOR, HEAR, "2025-10-10"),
    "approved_already": lambda: approved(Ground.QUALITY).refused(INSPECTOR, ASK_CITY, "2025-06-05"),
    "refusal_unanswered": lambda: sent_back(Ground.QUALITY).refused(
        INSPECTOR, ASK_CITY, "2025-06-06"
    ),
    "level_too_low": lambda: approving(Ground.QUALITY).refused(APPROVER, GRANT, "2025-06-05"),
    "period_to_be_named": _notice(Ground.SAFETY, replace(RECTIFY, rectify_by=None)),
    "period_is_fixed": _notice(Ground.QUALITY, RECTIFY),
    "not_after_service": _notice(Ground.SAFETY, replace(RECTIFY, rectify_by=date(2025, 4, 2))),
    "measure_to_be_chosen": _notice(Ground.ENVIRONMENT, RECTIFY),
    "measure_not_provided": _notice(Ground.SAFETY, LIMIT),
    "order_unnamed": _notice(Ground.ENVIRONMENT, replace(LIMIT, share=None)),
    "scope_is_one": _notice(Ground.ENVIRONMENT, replace(LIMIT, lines=("2号线",))),
    "stop_has_no_share": _notice(Ground.ENVIRONMENT, replace(STOP, share=50)),
    "line_named_twice": _notice(Ground.ENVIRONMENT, replace(STOP, lines=("2号线", "２号 线"))),
    "planned_exit_missing": _flag(Ground.FACTORS),
    "kind_not_listed": _line(LineKind.OTHER),
    "capacity_cap_missing": _line(LineKind.COAL_WASHING),
    "capacity_cap_not_provided": _line(LineKind.FERROALLOY, Decimal(20000)),
    "not_planned": _flag(Ground.ENERGY, BY_PLAN),
    "order_closed": _order_closed,
    "nothing_refused": lambda: sealing().refused(
        SUPERVISOR, OrderAgain("o1", "已协调"), "2025-10-14"
    ),
    "order_not_refused": _again,
    "undone_already": _undone_twice,
    "nothing_undone": lambda: sealing().refused(
        SUPERVISOR, RedoMeasures("障碍已排除"), "2025-10-14"
    ),
    "nothing_to_undo": lambda: deciding().refused(
        SUPERVISOR, UndoMeasures("先行恢复"), "2025-10-14"
    ),
    "verdict_missing": _reinspected_without_verdict,
}
