"""The lives that the demo lives: what is done, by whom, and how long passes in between."""

from dataclasses import dataclass
from typing import Any, Literal

from domain.grounds import Ground
from domain.stages import Stage
from domain.words import Text


@dataclass(frozen=True, slots=True)
class Do:
    """A command by the account of that role; `each_equipment` gives it once for each item."""

    by: Literal["inspector", "approver", "supervisor", "enterprise"]
    action: str
    body: dict[str, Any]
    each_equipment: bool = False


@dataclass(frozen=True, slots=True)
class Days:
    """So many days pass."""

    count: int


@dataclass(frozen=True, slots=True)
class DaysAfterDeadline:
    """Time passes until so many days after the last day of the rectification period."""

    count: int


@dataclass(frozen=True, slots=True)
class Receipts:
    """Wait, in real time, until every department has answered."""


@dataclass(frozen=True, slots=True)
class DemoLife:
    title: Text
    ground: Ground
    steps: tuple[Do | Days | DaysAfterDeadline | Receipts, ...]
    ends: Stage


SERVE = Do(
    "inspector",
    "serve-notice",
    {"method": "in_person", "receipt": "送达回证 1 号", "document": "责令整改通知书 1 号"},
)
REPORT = Do("enterprise", "file-report", {"summary": "节能改造完成，已自测"})
ANNOUNCE = Do(
    "inspector",
    "record-announcement",
    {"reference": "公告 17 号", "published_at": "市工信局门户网站"},
)
COMMIT = Do(
    "enterprise",
    "record-commitment",
    {"signed_by": "法定代表人", "published_at": "乌海日报"},
)
TAKEN_DOWN = Do("inspector", "confirm-dismantling", {"document": "拆除现场核验单"}, True)
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


def reinspect(measured: str) -> Do:
    return Do("inspector", "record-reinspection", {"measured": measured, "document": "复查记录"})


LIVES = (
    DemoLife(
        Text("能耗：按期整改达标", "energy: rectified in time"),
        Ground.ENERGY,
        (SERVE, Days(100), REPORT, Days(3), reinspect("0.95")),
        Stage.RECTIFIED,
    ),
    DemoLife(
        Text("能耗：准予延期后达标", "energy: extension granted, passes"),
        Ground.ENERGY,
        (
            SERVE,
            Days(150),
            Do("enterprise", "apply-for-extension", {"months": 2, "reason": "主要设备交货推迟"}),
            Days(3),
            Do("approver", "decide-extension", {"months": 2, "reason": "合同属实，准予延期"}),
            Days(60),
            REPORT,
            Days(2),
            reinspect("0.97"),
        ),
        Stage.RECTIFIED,
    ),
    DemoLife(
        Text("能耗：逾期未整改，拆除退出", "energy: nothing done, closed by dismantling"),
        Ground.ENERGY,
        (SERVE, DaysAfterDeadline(5), DISMANTLE, Days(20), TAKEN_DOWN, ANNOUNCE),
        Stage.DISMANTLED,
    ),
    DemoLife(
        Text("能耗：复查不达标，封存退出", "energy: fails re-inspection, sealed"),
        Ground.ENERGY,
        (SERVE, Days(120), REPORT, Days(3), reinspect("1.10"), SEAL, Receipts(), COMMIT, ANNOUNCE),
        Stage.SEALED,
    ),
    DemoLife(
        Text("淘汰类：拆除退出", "eliminated equipment: dismantled"),
        Ground.ELIMINATED,
        (SERVE, Days(1), DISMANTLE, Days(30), TAKEN_DOWN, ANNOUNCE),
        Stage.DISMANTLED,
    ),
    DemoLife(
        Text("淘汰类：先封存，后拆除", "eliminated equipment: sealed, dismantled later"),
        Ground.ELIMINATED,
        (
            SERVE,
            Days(1),
            SEAL,
            Receipts(),
            COMMIT,
            ANNOUNCE,
            Days(200),
            TAKEN_DOWN,
            Receipts(),
        ),
        Stage.DISMANTLED,
    ),
)
