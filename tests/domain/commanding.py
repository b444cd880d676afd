"""Commands for generated lives: mostly what somebody would do, sometimes nonsense."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from domain.advance_notice_correction import CorrectAdvanceNotice
from domain.approval import DecideApproval
from domain.case import Case
from domain.catalogue import MeasureKind
from domain.charge import Reassign
from domain.closing import ConfirmDismantling, TakeExitDecision
from domain.commands import ACTIONS, Action
from domain.correction import CorrectService, RevokeDecision
from domain.exit_correction import (
    CorrectAnnouncement,
    CorrectCommitment,
    CorrectDismantling,
    CorrectEnforcementNotice,
)
from domain.extension import ApplyForExtension, DecideExtension
from domain.factor_control import ReviewControl
from domain.finding_correction import CorrectVerification, CorrectWatch
from domain.hearing_correction import CorrectHearing
from domain.line import Line
from domain.line_correction import CorrectLine
from domain.line_kinds import LineKind
from domain.notice import ServeNotice
from domain.notice_correction import CorrectNotice
from domain.people import Actor
from domain.planned_exit import VerifyExit
from domain.prices import ImposePrice
from domain.procedure import Procedure, Way
from domain.rectification import RecordReinspection, Verdict
from domain.refused_orders import OrderAgain, RedoMeasures, UndoMeasures
from domain.reinspection_correction import CorrectReinspection
from domain.report_correction import CorrectReport
from domain.second_person import RejectStep, TakeBackStep
from domain.shutdown import GiveEnforcementNotice
from domain.watch import Found, NewRules, RecordWatch
from tests.domain.choosing import Choose
from tests.domain.grounds import (
    ANSWER,
    ASK,
    ASK_AGAIN,
    ASK_CITY,
    ASK_DISTRICT,
    CLOSE,
    HEAR,
    LIMIT,
    REVOKE,
    SAFE,
    STATE,
    STOP,
    UNSAFE,
)
from tests.domain.lives import (
    ANNOUNCE,
    APPROVER,
    ASK_TO_ANNOUNCE,
    ASSESS,
    ASSESSED,
    CLOCK_RUNS,
    COMMIT,
    CONFIRM,
    CONFIRMED,
    DEPUTY,
    DISMANTLE,
    ENTERPRISE,
    INSPECTOR,
    LINE,
    REPORT,
    RESETTLE,
    RESETTLED,
    RESUME,
    SEAL,
    SERVE,
    STAND_STILL,
    STOP_CLOCK,
    SUPERVISOR,
    TELL,
    WAIVE,
    WITHDRAW,
)
from tests.domain.prices import PRICE, UNPRICE

GIVEN_OTHERWISE = {
    *("flag", "adopt_calendar", "adopt_rules", "report_consumption"),
    *("accept_order", "receive_receipt", "report_progress"),
}
KINDS = [kind for kind in ACTIONS if kind not in GIVEN_OTHERWISE]
TO_BE_SEALED: list[tuple[Actor, Action]] = [
    (INSPECTOR, TELL),
    (ENTERPRISE, WAIVE),
    (ENTERPRISE, RESETTLE),
    (SUPERVISOR, RESETTLED),
    (ENTERPRISE, ASSESS),
    (SUPERVISOR, ASSESSED),
    (APPROVER, SEAL),
    (DEPUTY, CONFIRM),
    (ENTERPRISE, STAND_STILL),
    (SUPERVISOR, CONFIRMED),
]

DAYS_BACK = [0, 0, 0, 0, 0, 0, 1, 5, 40, 200, -1]
DAYS_AHEAD = [1, 10, 40, 40, 200]
_YES = [True, True, False]

_DECISIONS = {
    Way.SEAL: [
        SEAL,
        replace(SEAL, emergency="电石遇水风险"),
        TakeExitDecision(Way.SEAL, "逾期未达标", "未清空", "10kV-9", "W-9"),
    ],
    Way.DISMANTLE: [DISMANTLE],
    Way.CLOSE: [CLOSE],
    Way.REVOKE: [REVOKE, REVOKE, replace(REVOKE, permits=REVOKE.permits[1:])],
}
_NONSENSE = [SEAL, CLOSE, TakeExitDecision(Way.SEAL, "逾期"), replace(REVOKE, permits=())]
_USUAL: dict[str, list[Action]] = {
    "file_report": [REPORT, replace(REPORT, handed_in="纸质报告-1")],
    "file_resettlement_plan": [RESETTLE, RESETTLE, RESETTLE, replace(RESETTLE, placed=1)],
    "decide_resettlement_plan": [RESETTLED, RESETTLED, replace(RESETTLED, accepted=False)],
    "file_risk_plan": [ASSESS],
    "decide_risk_plan": [ASSESSED, ASSESSED, replace(ASSESSED, accepted=False)],
    "file_shutdown_plan": [STAND_STILL],
    "decide_shutdown_plan": [CONFIRMED, CONFIRMED, replace(CONFIRMED, accepted=False)],
    "suspend": [STOP_CLOCK, CLOCK_RUNS],
    "resume": [RESUME],
    "revoke_decision": [RevokeDecision("复议决定撤销")],
    "give_advance_notice": [TELL],
    "record_statement": [STATE],
    "answer_statement": [ANSWER],
    "request_hearing": [ASK],
    "waive_hearing": [WAIVE],
    "record_hearing": [HEAR],
    "record_commitment": [COMMIT],
    "order_announcement": [ASK_TO_ANNOUNCE],
    "record_announcement": [ANNOUNCE],
    "withdraw": [WITHDRAW],
    "reassign": [Reassign("inspector-2", "承办人调离", "钱七"), Reassign("inspector-1", "回任")],
    "confirm_step": [CONFIRM],
    "reject_step": [RejectStep("另有考虑")],
    "take_back_step": [TakeBackStep("另行研究")],
    "undo_measures": [UndoMeasures("另一部门拒办，先行恢复")],
    "redo_measures": [RedoMeasures("障碍已排除")],
    "correct_verification": [CorrectVerification("核验了另一生产线")],
    "correct_commitment": [CorrectCommitment("承诺系另一企业所作")],
    "correct_announcement": [CorrectAnnouncement("公告未刊登")],
    "correct_hearing": [CorrectHearing("听证笔录系另一案件")],
    "correct_report": [CorrectReport("报告登记到了另一案件")],
    "correct_watch": [CorrectWatch("检查了另一生产线")],
}


def action(kind: str, case: Case, today: date, choose: Choose) -> Action:
    """An action of the kind, as a rule one that fits the case."""
    match kind:
        case "serve_notice":
            return _notice(case.procedure, today, choose)
        case "apply_for_extension":
            return ApplyForExtension(choose([1, 2, 3, 4]), "设备未到", choose(["", "申请书-1"]))
        case "decide_extension":
            asked = case.extension.months if case.extension else 1
            return DecideExtension(choose([0, 1, asked, asked, asked + 1]), "经审查")
        case "record_reinspection":
            found = [] if case.procedure.judged_by_figures else [SAFE, UNSAFE, UNSAFE]
            return choose([_measured(choose), *found])
        case "correct_reinspection":
            found = [] if case.procedure.judged_by_figures else [SAFE, UNSAFE]
            right = choose([_measured(choose), *found])
            assert isinstance(right, RecordReinspection)
            return CorrectReinspection(
                "抄录有误", right.measured, right.limit, right.verdict, right.findings
            )
        case "correct_notice":
            order = _notice(case.procedure, today, choose)
            assert isinstance(order, ServeNotice)
            by = choose([None, order.rectify_by])
            what = (
                (order.production, order.share, order.lines) if choose(_YES) else (None, None, ())
            )
            return CorrectNotice("抄录有误", by, *what)
        case "verify_exit":
            left = choose(["20000.1", "20000.1", "20000", "0"])
            return VerifyExit(Decimal(left), "现场核验")
        case "review_control":
            return ReviewControl(choose(_YES), 2025, "按年度数据")
        case "request_approval":
            again = [ASK_AGAIN, replace(ASK_AGAIN, level="district")]
            return choose([*again, ASK_CITY, ASK_DISTRICT])
        case "decide_approval":
            return DecideApproval(choose(_YES), "经研究")
        case "take_exit_decision":
            ways = [one for way in case.procedure.exits for one in _DECISIONS[way]]
            return choose([*ways, *ways, *ways, *_NONSENSE])
        case "confirm_dismantling":
            return ConfirmDismantling(choose([*case.line.equipment, "别的炉"]))
        case "correct_dismantling":
            return CorrectDismantling(choose([*case.line.equipment, "别的炉"]), "仍在原处")
        case "correct_enforcement_notice":
            day = today + timedelta(days=choose([0, 1, 3, 40, -1]))
            return CorrectEnforcementNotice(day, "通知所载为该日")
        case "impose_price":
            return _price(today, choose)
        case "lift_price":
            return choose([UNPRICE, replace(UNPRICE, meter="另一表")])
        case "give_enforcement_notice":
            day = today + timedelta(days=choose([0, 0, 0, 3, 40, -1]))
            return GiveEnforcementNotice(day, "执行通知回证")
        case "record_watch":
            return _inspection(case, today, choose)
        case "order_again":
            refused = choose([*case.refused, *case.refused, f"{case.enterprise}-o1"])
            return OrderAgain(refused, "已协调")
        case "correct_line":
            return choose(_corrections(case.line, today, choose))
        case "correct_service":
            days = [*(today - timedelta(days=back) for back in (0, 1, 5, 40, -1)), case.flagged_on]
            return CorrectService(choose(days), "回证有误")
        case "correct_advance_notice":
            back = [today - timedelta(days=back) for back in (0, 1, 3, 7, 20, -1)]
            return CorrectAdvanceNotice(choose([*back, case.since]), "告知书回证有误")
        case _:
            return choose(_USUAL[kind])


def _notice(procedure: Procedure, today: date, choose: Choose) -> Action:
    """What the procedure wants of it, and now and then what another one would."""
    if not procedure.period_by_order:
        return choose([*[SERVE] * 5, ServeNotice("left_at_place", "回证", ("甲",))])
    urgent = replace(STOP, emergency="超标排放不能等")
    named = replace(STOP, lines=(LINE.name, "3号线"))
    half = replace(LIMIT, share=None, lines=("3号线",))
    orders = [STOP, named, urgent, LIMIT, half]
    if len(procedure.production) == 1:
        orders = [STOP, STOP, named, LIMIT, SERVE]
    return replace(choose(orders), rectify_by=today + timedelta(days=choose(DAYS_AHEAD)))


def _price(today: date, choose: Choose) -> Action:
    """On one meter of two spellings, at one of two rates."""
    return ImposePrice(
        choose([PRICE.price, PRICE.price, MeasureKind.WATER_SURCHARGE]),
        choose([PRICE.meter, UNPRICE.meter]),
        choose([PRICE.rate, "加价 0.5 元/千瓦时"]),
        today,
        today + timedelta(days=choose([0, 100, 365, 366])),
        "超限额",
    )


def _inspection(case: Case, today: date, choose: Choose) -> Action:
    found: list[Found] = ["nothing", "nothing", "nothing", "resumed", "seals_broken"]
    planned = today + timedelta(days=40) if case.procedure.planned else None
    rules = NewRules(case.procedure, case.calendar)
    given = choose([rules, rules, rules, None])
    return RecordWatch(choose(found), "现场检查", planned, given)


def _corrections(line: Line, today: date, choose: Choose) -> list[Action]:
    return [
        CorrectLine("接线图有误", power_supply_point="10kV-9"),
        CorrectLine("接线图有误", water_supply_point="W-9"),
        CorrectLine("漏登一台", equipment=(*line.equipment, "别的炉")),
        CorrectLine("多登一台", equipment=line.equipment[:1]),
        CorrectLine("无改动"),
        CorrectLine("类别有误", line_kind=choose([LineKind.LIME, LineKind.OTHER])),
        CorrectLine("类别有误", line_kind=LineKind.COAL_WASHING, capacity_cap=Decimal(20000)),
        CorrectLine("核定产能有误", capacity_cap=Decimal(choose([0, 20001]))),
        CorrectLine("计划有误", planned_exit=today + timedelta(days=choose(DAYS_AHEAD))),
    ]


def _measured(choose: Choose) -> Action:
    limits = list(map(Decimal, (800, 800, 800, 800, 1000)))
    verdicts: list[Verdict | None] = [None, None, None, None, "pass", "fail"]
    measured = Decimal(choose(["800", "800.1", "900"]))
    return RecordReinspection(measured, choose(limits), choose(verdicts))
