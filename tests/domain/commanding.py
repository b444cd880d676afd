"""Commands for generated lives: mostly what somebody would do, sometimes nonsense."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from domain.case import Case
from domain.closing import ConfirmDismantling, TakeExitDecision
from domain.commands import Action
from domain.extension import ApplyForExtension, DecideExtension
from domain.line import Line
from domain.notice import ServeNotice
from domain.people import Actor, District, Role
from domain.procedure import Way
from domain.procedures import ELIMINATED, ENERGY
from domain.rectification import RecordReinspection
from domain.watch import Found, NewRules, RecordWatch
from tests.domain.lives import (
    ANNOUNCE,
    APPROVER,
    APPROVER_ELSEWHERE,
    ASSESS,
    ASSESSED,
    AUDITOR,
    CLOCK_RUNS,
    COMMIT,
    DISMANTLE,
    ENTERPRISE,
    ENTERPRISE_ELSEWHERE,
    INSPECTOR,
    INSPECTOR_ELSEWHERE,
    LINE,
    REPORT,
    RESETTLE,
    RESETTLED,
    RESUME,
    SEAL,
    SERVE,
    STOP_CLOCK,
    SUPERVISOR,
    WITHDRAW,
)

PROMOTED = replace(INSPECTOR, role=Role.APPROVER)
"""The inspector, meanwhile an approver: may not decide on an application of their own."""

ANYBODY = [
    INSPECTOR,
    APPROVER,
    SUPERVISOR,
    ENTERPRISE,
    AUDITOR,
    INSPECTOR_ELSEWHERE,
    APPROVER_ELSEWHERE,
    ENTERPRISE_ELSEWHERE,
]
ENTITLED = [INSPECTOR, APPROVER, ENTERPRISE]
"""Who moves a case on; a withdrawal is asked for more rarely."""

LINES = [
    LINE,
    replace(LINE, name="2号电石炉", equipment=("2号电石炉",)),
    Line(
        name="石灰窑",
        district=District.HAINAN,
        equipment=("石灰窑",),
        capacity=Decimal(100),
        unit_consumption=Decimal(900),
        limit=Decimal(800),
        power_supply_point="10kV-7",
        water_supply_point="W-8",
    ),
]
SHORTER = replace(ENERGY, version=2, rectification_months=1, extension_months=2)
PROCEDURES = [ENERGY, SHORTER, ELIMINATED, ELIMINATED]

DAYS_BACK = st.sampled_from([0, 0, 0, 0, 0, 0, 1, 5, 40, 200, -1])
_SEAL_ELSEWHERE = TakeExitDecision(Way.SEAL, "逾期未达标", "未清空", "10kV-9", "W-9")
_UNWITNESSED = ServeNotice("left_at_place", "回证", ("甲",))
_UNREASONED = TakeExitDecision(Way.SEAL, "逾期未达标")
_MONTHS = st.sampled_from([1, 2, 3, 4])


def action(kind: str, case: Case) -> st.SearchStrategy[Action]:
    """An action of the kind, as a rule one that fits the case."""
    match kind:
        case "serve_notice":
            return st.sampled_from([SERVE, SERVE, SERVE, _UNWITNESSED])
        case "apply_for_extension":
            return st.builds(ApplyForExtension, _MONTHS, st.just("设备未到"))
        case "decide_extension":
            asked = case.extension.months if case.extension else 1
            granted = st.sampled_from([0, 1, asked, asked, asked + 1])
            return st.builds(DecideExtension, granted, st.just("经审查"))
        case "file_report":
            return st.just(REPORT)
        case "record_reinspection":
            return st.builds(
                RecordReinspection,
                st.sampled_from(list(map(Decimal, ("800", "800.1", "900")))),
                st.sampled_from(list(map(Decimal, (800, 800, 800, 800, 1000)))),
                st.sampled_from([None, None, None, None, "pass", "fail"]),
            )
        case "take_exit_decision":
            return st.sampled_from([SEAL, SEAL, DISMANTLE, DISMANTLE, _SEAL_ELSEWHERE, _UNREASONED])
        case "confirm_dismantling":
            return st.builds(ConfirmDismantling, st.sampled_from([*case.line.equipment, "别的炉"]))
        case "record_commitment":
            return st.just(COMMIT)
        case "record_announcement":
            return st.just(ANNOUNCE)
        case "file_resettlement_plan":
            return st.sampled_from([RESETTLE, RESETTLE, replace(RESETTLE, placed=1)])
        case "decide_resettlement_plan":
            return st.sampled_from([RESETTLED, RESETTLED, replace(RESETTLED, accepted=False)])
        case "file_risk_plan":
            return st.just(ASSESS)
        case "decide_risk_plan":
            return st.sampled_from([ASSESSED, ASSESSED, replace(ASSESSED, accepted=False)])
        case "suspend":
            return st.sampled_from([STOP_CLOCK, CLOCK_RUNS])
        case "resume":
            return st.just(RESUME)
        case "record_watch":
            found: list[Found] = ["nothing", "nothing", "resumed", "seals_broken"]
            rules = NewRules(case.procedure, case.calendar)
            return st.builds(
                RecordWatch,
                st.sampled_from(found),
                st.just("现场检查"),
                st.just(case.planned_exit),
                st.sampled_from([rules, rules, rules, None]),
            )
        case _:
            return st.just(WITHDRAW)


def anybody() -> st.SearchStrategy[Actor]:
    return st.sampled_from(ANYBODY)
