"""Lives of cases for tests: who acts, a line, and commands given at China's local times.

    life = Life()
    life.flag("2025-04-01")
    life.do(INSPECTOR, SERVE, "2025-04-01 10:00")
    life.pass_time("2025-12-01")

`stages.py` beside this has a life at each stage.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from activities.holidays import announced_calendar
from domain.advance_notice import GiveAdvanceNotice
from domain.announcing import OrderAnnouncement, RecordAnnouncement
from domain.calendar import CHINA, local_date
from domain.case import Case
from domain.catalogue import MeasureKind
from domain.closing import RecordCommitment, TakeExitDecision
from domain.closure_plans import (
    DecideResettlementPlan,
    DecideRiskPlan,
    FileResettlementPlan,
    FileRiskPlan,
)
from domain.commands import Action, Command
from domain.core import handle, wake
from domain.enterprise import Enterprise
from domain.events import (
    Entry,
    Escalated,
    OrderIssued,
    Proposed,
    Recorded,
    Reminded,
    Taken,
    read,
)
from domain.evidence import Brought
from domain.flagging import Flag
from domain.hearing import WaiveHearing
from domain.ladder import Rung
from domain.line import Line
from domain.line_kinds import LineKind
from domain.notice import ServeNotice
from domain.orders import Order, Outcome
from domain.people import Actor, District, Role, department_system
from domain.procedure import Procedure, Way
from domain.procedures import ENERGY
from domain.receiving import ReceiveReceipt
from domain.rectification import FileReport, RecordReinspection
from domain.refusals import Refusal
from domain.second_person import ConfirmStep
from domain.shutdown import DecideShutdownPlan, FileShutdownPlan, GiveEnforcementNotice
from domain.stages import Lateness, Stage
from domain.suspension import Resume, Suspend
from domain.turn import Result
from domain.withdrawal import Withdraw

CODE = "91150303MA0N12345G"
NAME = "海南区某电石有限公司"
CALENDAR = announced_calendar().within(2025, 2027)

HERE = (District.HAINAN,)
INSPECTOR = Actor("inspector-1", "张三", Role.INSPECTOR, HERE)
APPROVER = Actor("approver-1", "李四", Role.APPROVER, HERE)
SUPERVISOR = Actor("supervisor-1", "王五", Role.SUPERVISOR)
AUDITOR = Actor("auditor-1", "赵六", Role.AUDITOR)
ENTERPRISE = Actor("enterprise-1", "厂长", Role.ENTERPRISE, enterprise=CODE)
INSPECTOR_ELSEWHERE = Actor("inspector-2", "钱七", Role.INSPECTOR, (District.WUDA,))
DEPUTY = replace(APPROVER, id="deputy-1", name="李四的副职", districts=tuple(District))
SECOND_SUPERVISOR = replace(SUPERVISOR, id="supervisor-2", name="王五的副职")
APPROVER_ELSEWHERE = Actor("approver-2", "孙八", Role.APPROVER, (District.WUDA,))
ENTERPRISE_ELSEWHERE = Actor("enterprise-2", "别厂", Role.ENTERPRISE, enterprise="other")

LINE = Line(
    name="1号电石炉",
    district=District.HAINAN,
    equipment=("1号电石炉", "1号变压器"),
    capacity=Decimal(50000),
    energy=Decimal(45000),
    unit_consumption=Decimal(900),
    limit=Decimal(800),
    power_supply_point="10kV-7",
    water_supply_point="W-3",
    kind=LineKind.CALCIUM_CARBIDE,
)

DOCUMENT = "乌政决〔2025〕1号"
BROUGHT = Brought(
    ("a" * 64,), ("封-1",), Decimal(100), ("b" * 64,), "https://portal.example/announcements/1"
)
"""All the evidence that any order may ask for."""

SERVE = ServeNotice("in_person", "送达回证-1")
REPORT = FileReport("已完成节能改造")
PASS = RecordReinspection(Decimal(800), Decimal(800))
FAIL = RecordReinspection(Decimal("800.1"), Decimal(800))
TELL = GiveAdvanceNotice("两次检测均超限额", "能耗限额标准", "可陈述申辩、要求听证", "告知书回证-1")
WAIVE = WaiveHearing("厂长")
RESETTLE = FileResettlementPlan(86, 60, 26, insurance_carried_over=True)
RESETTLED = DecideResettlementPlan(True, "人数相符")
ASSESS = FileRiskPlan("停炉后电石遇水风险，专人值守", "安全总监")
ASSESSED = DecideRiskPlan(True, "措施可行")
PLANS: tuple[tuple[Action, Action], ...] = ((RESETTLE, RESETTLED), (ASSESS, ASSESSED))
STAND_STILL = FileShutdownPlan("停炉、排空、降温后断电", "生产副总")
CONFIRMED = DecideShutdownPlan(True, "emergency", "停车步骤可行")
SEAL = TakeExitDecision(Way.SEAL, "逾期未达标", "管线未清空，暂不能拆除")
DISMANTLE = TakeExitDecision(Way.DISMANTLE, "逾期未达标")
WITHDRAW = Withdraw("经核查认定有误")
CONFIRM = ConfirmStep()
COMMIT = RecordCommitment("厂长", "企业网站")
STOP_CLOCK = Suspend("市政府行政复议机构", True, "复议期间停止执行")
CLOCK_RUNS = Suspend("中级人民法院", False, "裁定停止执行")
RESUME = Resume("维持原决定")
ASK_TO_ANNOUNCE = OrderAnnouncement("公告〔2025〕1号")
ANNOUNCE = RecordAnnouncement("公告〔2025〕1号", "工信局门户网站")


def local(moment: str) -> datetime:
    """A moment in China as UTC; a day without a time is nine in the morning."""
    spelled = f"{moment} 09:00" if len(moment) == len("2025-04-01") else moment
    return datetime.fromisoformat(spelled).replace(tzinfo=CHINA).astimezone(UTC)


class Life:
    """One enterprise lived through. Without a `case`, a command is about the last one flagged."""

    def __init__(self, code: str = CODE) -> None:
        self.enterprise = Enterprise(code)
        self.recorded: list[Recorded] = []
        self._commands = 0

    @property
    def case(self) -> Case:
        return list(self.enterprise.cases.values())[-1]

    # Methods, as mypy would take a property to keep the value that was last compared.
    def stage(self) -> Stage:
        return self.case.stage

    def late(self) -> tuple[Lateness, ...]:
        return self.case.late

    def only_watched(self) -> bool:
        """Every case has ended and every measure is as it stays; inspections may be to come."""
        enterprise = self.enterprise
        return all(case.ended for case in enterprise.cases.values()) and all(
            measure.settled for measure in enterprise.measures.values()
        )

    @property
    def entries(self) -> list[Entry]:
        return [read(recorded.body) for recorded in self.recorded]

    def orders(self, kind: MeasureKind | None = None) -> list[Order]:
        """The department orders issued, oldest first, all or those of one kind of measure."""
        issued = (e.event.order for e in self.entries if isinstance(e.event, OrderIssued))
        return [order for order in issued if kind in (None, order.kind)]

    def flag(self, at: str, *, line: Line = LINE, procedure: Procedure = ENERGY) -> str:
        """Flag a line, and say the number of its case."""
        self.do(INSPECTOR, self.flagging(line, procedure), at)
        return self.case.number

    def flagging(self, line: Line = LINE, procedure: Procedure = ENERGY) -> Flag:
        return Flag(self.enterprise.code, NAME, line, procedure, CALENDAR, "能耗超限额")

    def do(
        self,
        by: Actor,
        action: Action,
        at: str,
        *,
        case: str | None = None,
        on: str | None = None,
        document: str = DOCUMENT,
    ) -> list[Entry]:
        """Confirmed by a second person where the procedure wants one; the proposal itself is left
        out. Raises AssertionError where the command is refused."""
        entries = self.propose(by, action, at, case=case, on=on, document=document)
        if not any(isinstance(entry.event, Proposed) for entry in entries):
            return entries
        return self.propose(second_for(action), CONFIRM, at, case=case, document="")

    def propose(
        self,
        by: Actor,
        action: Action,
        at: str,
        *,
        case: str | None = None,
        on: str | None = None,
        document: str = DOCUMENT,
    ) -> list[Entry]:
        """Likewise, and nobody confirms it."""
        result = self._handle(by, action, at, case, on, document)
        if isinstance(result, Refusal):
            raise AssertionError(f"{action.kind} was refused: {result}")
        return self._keep(result)

    def refused(
        self,
        by: Actor,
        action: Action,
        at: str,
        *,
        case: str | None = None,
        on: str | None = None,
        document: str = DOCUMENT,
    ) -> Refusal:
        """Raises AssertionError where the command is carried out."""
        result = self._handle(by, action, at, case, on, document)
        if not isinstance(result, Refusal):
            raise AssertionError(f"{action.kind} was carried out")
        return result

    def is_heard(self, at: str, *, case: str | None = None, by: Actor = INSPECTOR) -> None:
        """L5, O7: told what is to be decided, it has nothing to say to it; its workers are seen
        to. Nothing more stands before the decision and its being carried out."""
        self.is_only_heard(at, case=case, by=by)
        self.has_its_plans(at, case=case)

    def is_only_heard(self, at: str, *, case: str | None = None, by: Actor = INSPECTOR) -> None:
        """L5."""
        self.do(by, TELL, at, case=case)
        self.do(ENTERPRISE, WAIVE, at, case=case)

    def has_its_plans(self, at: str, *, case: str | None = None) -> None:
        """O7: filed and accepted, unless they were before."""
        of = self.case if case is None else self.enterprise.cases[case]
        if of.resettlement and of.risk:
            return
        for filed, accepted in PLANS:
            self.do(ENTERPRISE, filed, at, case=case)
            self.do(SUPERVISOR, accepted, at, case=case)

    def seals(self, at: str, *, case: str | None = None, by: Actor = APPROVER) -> list[Entry]:
        """Decided, and all that a cut waits for: it may be carried out at once."""
        return self.do(by, SEAL, at, case=case) + self.may_be_cut(at, case=case)

    def may_be_cut(self, at: str, *, case: str | None = None, by: Actor = INSPECTOR) -> list[Entry]:
        """P1.3, L6: the safe-shutdown plan is confirmed, and notice was given for this day."""
        entries = []
        of = self.case if case is None else self.enterprise.cases[case]
        if of.shutdown is None:
            entries += self.do(ENTERPRISE, STAND_STILL, at, case=case)
            entries += self.do(SUPERVISOR, CONFIRMED, at, case=case)
        notice = GiveEnforcementNotice(local_date(local(at)), "执行通知回证-1")
        return entries + self.do(by, notice, at, case=case)

    def commits_and_announces(self, at: str, *, case: str | None = None) -> None:
        """P1.4, P1.5."""
        self.do(ENTERPRISE, COMMIT, at, case=case)
        self.do(INSPECTOR, ANNOUNCE, at, case=case)

    def is_withdrawn(self, at: str, *, case: str | None = None) -> None:
        """Proposed by one and confirmed by another, as it must be once the notice was served."""
        self.do(INSPECTOR, WITHDRAW, at, case=case)

    def answer(self, at: str, outcome: Outcome = "done") -> list[Entry]:
        """A receipt for every order that waits for one, and for each that follows from it."""
        entries = []
        while waiting := self.enterprise.waiting():
            entries += self._answer(waiting[0], at, outcome)
        return entries

    def answer_one(self, kind: MeasureKind, at: str, outcome: Outcome = "done") -> list[Entry]:
        """The receipt for the order of that kind that waits for one."""
        waiting = self.enterprise.waiting()
        return self._answer(next(order for order in waiting if order.kind is kind), at, outcome)

    def _answer(self, order: Order, at: str, outcome: Outcome) -> list[Entry]:
        receipt = ReceiveReceipt(
            order.id, f"回执-{order.id}", outcome, local(at), "经办人", BROUGHT
        )
        return self.do(department_system(order.department), receipt, at)

    def pass_time(self, to: str) -> list[Entry]:
        """Woken at every moment that the core asks to be woken at."""
        entries = []
        while (due := self.enterprise.next_wake()) is not None and due <= local(to):
            entries += self._keep(wake(self.enterprise, due))
        return entries

    def sleep(self, to: str) -> list[Entry]:
        """Every process is down until then: one late waking for all that fell due."""
        return self._keep(wake(self.enterprise, local(to)))

    def _handle(
        self,
        by: Actor,
        action: Action,
        at: str,
        case: str | None,
        on: str | None,
        document: str,
    ) -> Result | Refusal:
        self._commands += 1
        number = next(reversed(self.enterprise.cases), "") if case is None else case
        happened_on = date.fromisoformat(on) if on else None
        command = Command(f"command-{self._commands}", number, by, action, happened_on, document)
        return handle(self.enterprise, command, local(at))

    def _keep(self, result: Result) -> list[Entry]:
        self.enterprise, recorded = result
        self.recorded += recorded
        return [read(one.body) for one in recorded]


def second_for(action: Action) -> Actor:
    """Who confirms it; nobody else has done anything in these lives."""
    return SECOND_SUPERVISOR if action.kind == "withdraw" else DEPUTY


def refuses(life: Life, order: Order, at: str, reason: str = "线路带居民负荷") -> list[Entry]:
    """The order's department says no."""
    said = ReceiveReceipt(
        order.id, f"拒办-{order.id}", "refused", local(at), "经办人", reason=reason
    )
    return life.do(department_system(order.department), said, at)


Passing = Callable[[Life, str], list[Entry]]


def story(entries: list[Entry]) -> list[str]:
    """What happened, a short phrase an entry: `reminded 30`, `take_exit_decision seal`. What was
    only proposed is left out."""
    return [_phrase(entry) for entry in entries if not isinstance(entry.event, Proposed)]


def _phrase(entry: Entry) -> str:
    match entry.event:
        case Taken(action=action, outcome=outcome):
            return f"{action.kind} {outcome}".strip()
        case Reminded(days_left=days):
            return f"reminded {days}"
        case Escalated(lateness=lateness, rung=rung):
            return f"escalated {lateness} {'' if rung is Rung.REMINDER else rung}".strip()
        case event:
            return event.kind
