"""Lives on the grounds whose paths are their own: by plan, by order, with approval.

Flagged and served on 2025-04-01. The order's last day is 2025-06-30, the plan's 2025-09-30;
what has six months ends on 2025-10-09 (`stages.py`).
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from domain.advance_notice import AnswerStatement, RecordStatement
from domain.approval import DecideApproval, RequestApproval
from domain.catalogue import MeasureKind
from domain.closing import Permit, TakeExitDecision
from domain.flagging import Flag
from domain.grounds import Ground
from domain.hearing import RecordHearing, RequestHearing
from domain.line_kinds import LineKind
from domain.notice import ServeNotice
from domain.people import Actor, District, Role
from domain.planned_exit import VerifyExit
from domain.procedure import Way
from domain.procedures import PROCEDURES
from domain.rectification import RecordReinspection
from tests.domain.lives import (
    CALENDAR,
    CODE,
    ENTERPRISE,
    INSPECTOR,
    LINE,
    NAME,
    REPORT,
    SERVE,
    Life,
)

CITY_APPROVER = Actor("approver-3", "副市长", Role.APPROVER, tuple(District))

BY_JUNE = date(2025, 6, 30)
BY_PLAN = date(2025, 9, 30)
STOP = ServeNotice("in_person", "送达回证-1", (), BY_JUNE, MeasureKind.PRODUCTION_STOP)
LIMIT = replace(STOP, production=MeasureKind.PRODUCTION_LIMIT, share=50)
RECTIFY = replace(STOP, production=None)
UNSAFE = RecordReinspection(verdict="fail", findings="联锁未恢复")
SAFE = RecordReinspection(verdict="pass", findings="已整改到位")

STATE = RecordStatement("数据取自停炉期间")
ANSWER = AnswerStatement(False, "检测报告有效")
ASK = RequestHearing("对检测方法有异议")
HEAR = RecordHearing("赵局长", "听证笔录-1")

ASK_DISTRICT = RequestApproval("district", "拒不整改")
ASK_CITY = RequestApproval("city", "拒不整改")
ASK_AGAIN = replace(ASK_CITY, answers="已补充检测报告")
GRANT = DecideApproval(True, "同意关闭")
REFUSE = DecideApproval(False, "补充检测后再报")

CLOSE = TakeExitDecision(Way.CLOSE, "逾期未整改到位")
REVOKE = TakeExitDecision(
    Way.REVOKE,
    "逾期未整改到位",
    permits=(Permit("安许证-1", "emergency"), Permit("排污证-2", "environment")),
)

CAPPED = replace(LINE, kind=LineKind.COAL_WASHING, capacity_cap=Decimal(20000))
"""Its capacity may be absorbed to the cap (P3.2)."""
EXITED = VerifyExit(Decimal(0), "设备已停，原料已清")
ABSORBED = VerifyExit(Decimal(20000), "已压减至核定产能")
REMAINING = VerifyExit(Decimal("20000.0001"), "仍在生产")


def flagged_on(ground: Ground) -> Life:
    """With a planned exit date just where the procedure wants one."""
    life, procedure = Life(), PROCEDURES[ground]
    planned = BY_PLAN if procedure.planned else None
    flag = Flag(CODE, NAME, CAPPED, procedure, CALENDAR, "依法认定", planned)
    life.do(INSPECTOR, flag, "2025-04-01 09:00")
    return life


def served(ground: Ground) -> Life:
    life = flagged_on(ground)
    order = {Ground.ENVIRONMENT: STOP, Ground.SAFETY: RECTIFY}.get(ground, SERVE)
    life.do(INSPECTOR, order, "2025-04-01 10:00")
    return life


def failed(ground: Ground) -> Life:
    """Reported, re-inspected on 2025-06-03 and still failing."""
    life = served(ground)
    life.do(ENTERPRISE, REPORT, "2025-06-02")
    life.do(INSPECTOR, UNSAFE, "2025-06-03")
    return life


def approving(ground: Ground, level: RequestApproval = ASK_CITY) -> Life:
    life = failed(ground)
    life.is_heard("2025-06-03 10:00")
    life.do(INSPECTOR, level, "2025-06-04")
    return life


def sent_back(ground: Ground) -> Life:
    """Refused on 2025-06-05, with a reason."""
    life = approving(ground)
    life.do(CITY_APPROVER, REFUSE, "2025-06-05")
    return life


def approved(ground: Ground) -> Life:
    life = approving(ground)
    life.do(CITY_APPROVER, GRANT, "2025-06-05")
    return life


def unexited() -> Life:
    """P3.1: the planned date went by, and more than the cap is still there."""
    life = served(Ground.FACTORS)
    life.pass_time("2025-10-09")
    life.do(INSPECTOR, REMAINING, "2025-10-09")
    return life


def controlled() -> Life:
    return served(Ground.ENERGY_SUPPLY)


def closing() -> Life:
    life = approved(Ground.QUALITY)
    life.do(CITY_APPROVER, CLOSE, "2025-06-06")
    return life


def revoking() -> Life:
    life = failed(Ground.SAFETY)
    life.is_heard("2025-06-03 10:00")
    life.do(CITY_APPROVER, REVOKE, "2025-06-04")
    return life
