"""The steps that lives of the demo are made of: what is done, by whom, and how time passes."""

from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Do:
    """A command by the account of that role; `each_equipment` gives it once for each item,
    `rectify_within` has the order set a period of so many days, `enforce_within` the notice of
    enforcement name the day so many days ahead."""

    by: Literal["inspector", "approver", "supervisor", "enterprise"]
    action: str
    body: dict[str, Any]
    each_equipment: bool = False
    rectify_within: int = 0
    enforce_within: int = 0


@dataclass(frozen=True, slots=True)
class Days:
    """So many days pass."""

    count: int


@dataclass(frozen=True, slots=True)
class DaysAfterDeadline:
    """Time passes until so many days after the last day of the period."""

    count: int


@dataclass(frozen=True, slots=True)
class Receipts:
    """Wait, in real time, until every department has answered."""


Step = Do | Days | DaysAfterDeadline | Receipts

NOTICE = {"method": "in_person", "receipt": "送达回证 1 号", "document": "责令整改通知书 1 号"}
SERVE = Do("inspector", "serve-notice", NOTICE)
STOP = Do("inspector", "serve-notice", NOTICE | {"production": "production_stop"}, False, 30)
LIMIT = Do(
    "inspector",
    "serve-notice",
    NOTICE | {"production": "production_limit", "share": 50},
    rectify_within=60,
)
REPORT = Do("enterprise", "file-report", {"summary": "整改完成，已自测"})
FAILED = Do(
    "inspector",
    "record-reinspection",
    {"verdict": "fail", "findings": "联锁装置仍未投用", "document": "复查记录"},
)

TOLD = Do(
    "inspector",
    "give-advance-notice",
    {
        "facts": "整改期满仍未达到要求",
        "grounds": "有关法律法规和强制性标准",
        "rights": "有权陈述、申辩；收到之日起五个工作日内可以要求听证",
        "receipt": "告知书送达回证 2 号",
        "document": "行政决定事先告知书 2 号",
    },
)
WAIVED = Do("enterprise", "waive-hearing", {"signed_by": "法定代表人"})
TIME_TO_OBJECT = Days(16)
"""Five working days are over by then, whatever holidays there are."""
STATED = Do("enterprise", "record-statement", {"statement": "治理设施已到货，请求宽限"})
ASKED_TO_BE_HEARD = Do("enterprise", "request-hearing", {"reason": "对监测数据有异议"})
ANSWERED = Do("approver", "answer-statement", {"accepted": False, "reason": "期限已满，监测有效"})
HEARING = Do(
    "inspector",
    "record-hearing",
    {"presided_by": "王主持", "minutes": "听证笔录 4 号", "document": "听证通知书 4 号"},
)
PLANS = (
    Do(
        "enterprise",
        "file-resettlement-plan",
        {"head_count": 86, "placed": 60, "compensated": 26, "insurance_carried_over": True},
    ),
    Do("supervisor", "decide-resettlement-plan", {"accepted": True, "reason": "社保接续已落实"}),
    Do(
        "enterprise",
        "file-risk-plan",
        {"summary": "停炉后专人值守至清空", "responsible": "安全总监"},
    ),
    Do("supervisor", "decide-risk-plan", {"accepted": True, "reason": "措施可行"}),
)
HEARD = (TOLD, WAIVED, *PLANS)

DISMANTLE = Do(
    "approver",
    "take-exit-decision",
    {"way": "dismantle", "reason": "依法关停退出", "document": "关停退出决定书 8 号"},
)
SEAL = Do(
    "approver",
    "take-exit-decision",
    {
        "way": "seal",
        "reason": "依法关停退出",
        "cannot_dismantle_because": "炉体与公用管廊相连，须待管廊改线",
        "power_supply_point": "生产专线 512 开关",
        "water_supply_point": "生产供水 3 号表",
        "document": "关停退出决定书 9 号",
    },
)
READY_TO_BE_CUT = (
    Do(
        "enterprise",
        "file-shutdown-plan",
        {"steps": "降负荷、停炉、排空，降温后断电断水", "responsible": "生产副总"},
    ),
    Do(
        "supervisor",
        "decide-shutdown-plan",
        {
            "accepted": True,
            "bureau": "emergency",
            "reason": "停车步骤可行",
            "document": "应急函 5 号",
        },
    ),
    Do(
        "inspector",
        "give-enforcement-notice",
        {"receipt": "执行通知送达回证 6 号", "document": "执行通知书 6 号"},
        enforce_within=1,
    ),
)
CLOSE = Do(
    "approver",
    "take-exit-decision",
    {"way": "close", "reason": "经批准责令关闭", "document": "责令关闭决定书 10 号"},
)
REVOKE = Do(
    "approver",
    "take-exit-decision",
    {
        "way": "revoke",
        "reason": "停产整改后仍不具备安全生产条件",
        "permits": [
            {"number": "安全生产许可证 17 号", "department": "emergency"},
            {"number": "排污许可证 3 号", "department": "environment"},
        ],
        "document": "吊销许可决定书 11 号",
    },
)
TAKEN_DOWN = Do("inspector", "confirm-dismantling", {"document": "拆除现场核验单"}, True)
ANNOUNCE = Do(
    "inspector",
    "record-announcement",
    {"reference": "公告 17 号", "published_at": "市工信局门户网站"},
)
HAVE_IT_ANNOUNCED = Do(
    "inspector",
    "order-announcement",
    {"reference": "公告 18 号", "document": "公告文本 18 号"},
)
COMMIT = Do(
    "enterprise",
    "record-commitment",
    {"signed_by": "法定代表人", "published_at": "乌海日报"},
)


def reinspect(measured: str) -> Do:
    """`measured` is so many times the line's limit."""
    return Do("inspector", "record-reinspection", {"measured": measured, "document": "复查记录"})


def verify(remaining: str, findings: str) -> Do:
    body = {"remaining_capacity": remaining, "findings": findings, "document": "核验记录 7 号"}
    return Do("inspector", "verify-exit", body)


def approval(level: str, *granted: bool) -> tuple[Do, ...]:
    """Asked for and decided, once for each answer."""
    ask = {"level": level, "reason": "逾期未改，情节严重", "document": "关于责令关闭的请示 11 号"}
    again = ask | {"answers": "已补充监测报告", "document": "关于责令关闭的补充请示 12 号"}
    return tuple(
        step
        for time, yes in enumerate(granted)
        for step in (
            Do("inspector", "request-approval", again if time else ask),
            Do(
                "approver",
                "decide-approval",
                {
                    "granted": yes,
                    "reason": "同意关闭" if yes else "补充监测报告后再报",
                    "document": "批复 6 号",
                },
            ),
        )
    )


PRICE = Do(
    "approver",
    "impose-price",
    {
        "price": "differential_power_price",
        "meter": "生产专线 512 表",
        "rate": "每千瓦时加价 0.1 元",
        "reason": "属限制类产能",
        "document": "发改价 12 号",
    },
)


def review(keep: bool) -> Do:
    reason = "产值能耗仍高于全市平均" if keep else "产值能耗已低于全市平均"
    body = {"keep": keep, "year": 2027, "reason": reason, "document": "双控简报 3 号"}
    return Do("supervisor", "review-control", body)
