"""The core alone: whole lives in memory, as many commands a second as it can."""

import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from activities.holidays import announced_calendar
from domain.advance_notice import GiveAdvanceNotice
from domain.announcing import RecordAnnouncement
from domain.closing import RecordCommitment, TakeExitDecision
from domain.closure_plans import (
    DecideResettlementPlan,
    DecideRiskPlan,
    FileResettlementPlan,
    FileRiskPlan,
)
from domain.commands import Action, Command
from domain.core import handle
from domain.enterprise import Enterprise
from domain.evidence import Brought
from domain.extension import ApplyForExtension, DecideExtension
from domain.flagging import Flag
from domain.hearing import WaiveHearing
from domain.line import Line
from domain.notice import ServeNotice
from domain.people import Actor, District, Role, department_system
from domain.procedure import Way
from domain.procedures import ENERGY
from domain.receiving import ReceiveReceipt
from domain.rectification import FileReport, RecordReinspection
from domain.refusals import Refusal
from domain.second_person import ConfirmStep
from domain.shutdown import DecideShutdownPlan, FileShutdownPlan, GiveEnforcementNotice

CODE = "91150302MA0N1A2B37"
CALENDAR = announced_calendar().within(2025, 2026)
INSPECTOR = Actor("inspector", "检查", Role.INSPECTOR, (District.HAINAN,))
APPROVER = Actor("approver", "审批", Role.APPROVER, (District.HAINAN,))
DEPUTY = Actor("approver.deputy", "副审批", Role.APPROVER, (District.HAINAN,))
ENTERPRISE = Actor("enterprise", "企业", Role.ENTERPRISE, enterprise=CODE)
LINE = Line(
    "1号电石炉",
    District.HAINAN,
    ("1号电石炉",),
    Decimal(60000),
    Decimal(61200),
    Decimal(1020),
    Decimal(823),
    "512 开关",
    "3 号表",
)
STEPS: tuple[tuple[Actor, Action, date], ...] = (
    (INSPECTOR, Flag(CODE, "样例", LINE, ENERGY, CALENDAR, "超限额"), date(2025, 4, 1)),
    (INSPECTOR, ServeNotice("in_person", "回证"), date(2025, 4, 2)),
    (ENTERPRISE, ApplyForExtension(2, "设备未到"), date(2025, 9, 1)),
    (APPROVER, DecideExtension(1, "同意"), date(2025, 9, 5)),
    (ENTERPRISE, FileReport("完成"), date(2025, 9, 20)),
    (INSPECTOR, RecordReinspection(Decimal(850), Decimal(823)), date(2025, 9, 22)),
    (
        INSPECTOR,
        GiveAdvanceNotice("复查超限额", "限额标准", "可陈述申辩、要求听证", "回证"),
        date(2025, 9, 22),
    ),
    (ENTERPRISE, WaiveHearing("法定代表人"), date(2025, 9, 23)),
    (ENTERPRISE, FileResettlementPlan(86, 60, 26, True), date(2025, 9, 23)),
    (APPROVER, DecideResettlementPlan(True, "人数相符"), date(2025, 9, 24)),
    (ENTERPRISE, FileRiskPlan("专人值守至清空", "安全总监"), date(2025, 9, 24)),
    (APPROVER, DecideRiskPlan(True, "措施可行"), date(2025, 9, 24)),
    (APPROVER, TakeExitDecision(Way.SEAL, "未达标", "管线未拆"), date(2025, 9, 25)),
    (DEPUTY, ConfirmStep(), date(2025, 9, 25)),
    (ENTERPRISE, FileShutdownPlan("停炉、排空、降温", "生产副总"), date(2025, 9, 25)),
    (APPROVER, DecideShutdownPlan(True, "emergency", "步骤可行"), date(2025, 9, 25)),
    (INSPECTOR, GiveEnforcementNotice(date(2025, 9, 26), "回证"), date(2025, 9, 25)),
)
SHOWN = Brought(("a" * 64,), ("封-1",), Decimal(1), ("b" * 64,))
LAST: tuple[tuple[Actor, Action], ...] = (
    (ENTERPRISE, RecordCommitment("法定代表人", "日报")),
    (INSPECTOR, RecordAnnouncement("公告", "门户")),
)


@dataclass
class _Life:
    enterprise: Enterprise
    commands: int = 0

    def do(self, by: Actor, action: Action, day: date) -> None:
        at = datetime(day.year, day.month, day.day, 2, tzinfo=UTC)
        case = f"{CODE}-1" if self.enterprise.cases else ""
        result = handle(
            self.enterprise, Command(f"k{self.commands}", case, by, action, document="决 1 号"), at
        )
        assert not isinstance(result, Refusal), result
        self.enterprise = result[0]
        self.commands += 1


def _live() -> int:
    life = _Life(Enterprise(CODE))
    for by, action, day in STEPS:
        life.do(by, action, day)
    day = STEPS[-1][2] + timedelta(days=1)
    at = datetime(day.year, day.month, day.day, 1, tzinfo=UTC)
    while waiting := life.enterprise.waiting():
        order = waiting[0]
        receipt = ReceiveReceipt(order.id, "回执", "done", at, "经办", SHOWN)
        life.do(department_system(order.department), receipt, day)
    for by, action in LAST:
        life.do(by, action, day)
    return life.commands


def commands_per_second(seconds: float = 3.0) -> float:
    _live()
    started, commands = time.perf_counter(), 0
    while time.perf_counter() - started < seconds:
        commands += _live()
    return round(commands / (time.perf_counter() - started))
