"""Commands for generated lives: mostly what somebody would do, sometimes nonsense."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from domain.approval import DecideApproval
from domain.case import Case
from domain.closing import ConfirmDismantling, TakeExitDecision
from domain.commands import ACTIONS, Action
from domain.correction import CorrectLine, CorrectService, RevokeDecision
from domain.extension import ApplyForExtension, DecideExtension
from domain.factor_control import ReviewControl
from domain.line import Line
from domain.notice import ServeNotice
from domain.people import Actor
from domain.planned_exit import VerifyExit
from domain.procedure import Procedure, Way
from domain.rectification import RecordReinspection
from domain.refused_orders import OrderAgain, RedoMeasures, UndoMeasures
from domain.watch import Found, NewRules, RecordWatch
from tests.domain.grounds import (
    ANSWER,
    ASK,
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
    ASSESS,
    ASSESSED,
    CLOCK_RUNS,
    COMMIT,
    DISMANTLE,
    ENTERPRISE,
    INSPECTOR,
    PROPOSE,
    REPORT,
    RESETTLE,
    RESETTLED,
    RESUME,
    SEAL,
    SERVE,
    STOP_CLOCK,
    SUPERVISOR,
    TELL,
    WAIVE,
    WITHDRAW,
)

GIVEN_OTHERWISE = {
    *("flag", "accept_order", "receive_receipt", "report_progress"),
    *("adopt_calendar", "adopt_rules"),
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
]

DAYS_BACK = st.sampled_from([0, 0, 0, 0, 0, 0, 1, 5, 40, 200, -1])
DAYS_AHEAD = st.sampled_from([1, 10, 40, 40, 200])
_MONTHS = st.sampled_from([1, 2, 3, 4])
_YES = st.sampled_from([True, True, False])

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
    "suspend": [STOP_CLOCK, CLOCK_RUNS],
    "resume": [RESUME],
    "revoke_decision": [RevokeDecision("复议决定撤销")],
    "propose_withdrawal": [PROPOSE],
    "give_advance_notice": [TELL],
    "record_statement": [STATE],
    "answer_statement": [ANSWER],
    "request_hearing": [ASK],
    "waive_hearing": [WAIVE],
    "record_hearing": [HEAR],
    "record_commitment": [COMMIT],
    "record_announcement": [ANNOUNCE],
    "withdraw": [WITHDRAW],
    "undo_measures": [UndoMeasures("另一部门拒办，先行恢复")],
    "redo_measures": [RedoMeasures("障碍已排除")],
}


def action(kind: str, case: Case, today: date) -> st.SearchStrategy[Action]:
    """An action of the kind, as a rule one that fits the case."""
    match kind:
        case "serve_notice":
            return _notice(case.procedure, today)
        case "apply_for_extension":
            return st.builds(ApplyForExtension, _MONTHS, st.just("设备未到"))
        case "decide_extension":
            asked = case.extension.months if case.extension else 1
            granted = st.sampled_from([0, 1, asked, asked, asked + 1])
            return st.builds(DecideExtension, granted, st.just("经审查"))
        case "record_reinspection":
            found = [] if case.procedure.judged_by_figures else [SAFE, UNSAFE, UNSAFE]
            return st.one_of(_measured(), *map(st.just, found))
        case "verify_exit":
            left = st.sampled_from(list(map(Decimal, ("20000.1", "20000.1", "20000", "0"))))
            return st.builds(VerifyExit, left, st.just("现场核验"))
        case "review_control":
            return st.builds(ReviewControl, _YES, st.just(2025), st.just("按年度数据"))
        case "request_approval":
            return st.sampled_from([ASK_CITY, ASK_DISTRICT])
        case "decide_approval":
            return st.builds(DecideApproval, _YES, st.just("经研究"))
        case "take_exit_decision":
            ways = [one for way in case.procedure.exits for one in _DECISIONS[way]]
            return st.sampled_from([*ways, *ways, *ways, *_NONSENSE])
        case "confirm_dismantling":
            return st.builds(ConfirmDismantling, st.sampled_from([*case.line.equipment, "别的炉"]))
        case "record_watch":
            return _inspection(case, today)
        case "order_again":
            refused = st.sampled_from([*case.refused, *case.refused, f"{case.enterprise}-o1"])
            return st.builds(OrderAgain, refused, st.just("已协调"))
        case "correct_line":
            return st.sampled_from(_corrections(case.line))
        case "correct_service":
            days = st.sampled_from([0, 1, 5, 40, -1]).map(lambda back: today - timedelta(days=back))
            return st.builds(CorrectService, days | st.just(case.flagged_on), st.just("回证有误"))
        case _:
            return st.sampled_from(_USUAL[kind])


def _notice(procedure: Procedure, today: date) -> st.SearchStrategy[Action]:
    """What the procedure wants of it, and now and then what another one would."""
    if not procedure.period_by_order:
        return st.sampled_from([SERVE] * 5 + [ServeNotice("left_at_place", "回证", ("甲",))])
    days = DAYS_AHEAD.map(lambda ahead: today + timedelta(days=ahead))
    urgent = replace(STOP, emergency="超标排放不能等")
    orders = [STOP, urgent, LIMIT] if len(procedure.production) > 1 else [STOP, STOP, LIMIT, SERVE]
    return st.builds(
        lambda order, day: replace(order, rectify_by=day), st.sampled_from(orders), days
    )


def _inspection(case: Case, today: date) -> st.SearchStrategy[Action]:
    found: list[Found] = ["nothing", "nothing", "nothing", "resumed", "seals_broken"]
    planned = today + timedelta(days=40) if case.procedure.planned else None
    rules = NewRules(case.procedure, case.calendar)
    return st.builds(
        RecordWatch,
        st.sampled_from(found),
        st.just("现场检查"),
        st.just(planned),
        st.sampled_from([rules, rules, rules, None]),
    )


def _corrections(line: Line) -> list[Action]:
    return [
        CorrectLine("接线图有误", power_supply_point="10kV-9"),
        CorrectLine("接线图有误", water_supply_point="W-9"),
        CorrectLine("漏登一台", equipment=(*line.equipment, "别的炉")),
        CorrectLine("多登一台", equipment=line.equipment[:1]),
        CorrectLine("无改动"),
    ]


def _measured() -> st.SearchStrategy[Action]:
    return st.builds(
        RecordReinspection,
        st.sampled_from(list(map(Decimal, ("800", "800.1", "900")))),
        st.sampled_from(list(map(Decimal, (800, 800, 800, 800, 1000)))),
        st.sampled_from([None, None, None, None, "pass", "fail"]),
    )
