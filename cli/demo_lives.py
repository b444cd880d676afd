"""The lives that the demo lives: one at least for each ground."""

from dataclasses import dataclass

from cli.demo_steps import (
    ANNOUNCE,
    ANSWERED,
    ASKED_TO_BE_HEARD,
    CLOSE,
    COMMIT,
    DISMANTLE,
    FAILED,
    HAVE_IT_ANNOUNCED,
    HEARD,
    HEARING,
    LIMIT,
    PLANS,
    PRICE,
    READY_TO_BE_CUT,
    REPORT,
    REVOKE,
    SEAL,
    SERVE,
    STATED,
    STOP,
    TAKEN_DOWN,
    TIME_TO_OBJECT,
    TOLD,
    WAIVED,
    Days,
    DaysAfterDeadline,
    Do,
    Receipts,
    Step,
    approval,
    reinspect,
    review,
    verify,
)
from domain.grounds import Ground
from domain.line_kinds import LineKind
from domain.stages import Stage
from domain.words import Text

COAL_WASHING_CAP = 20_000


@dataclass(frozen=True, slots=True)
class DemoLife:
    title: Text
    ground: Ground
    steps: tuple[Step, ...]
    ends: Stage
    kind: LineKind = LineKind.OTHER


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
        (
            *(SERVE, DaysAfterDeadline(5), TOLD, TIME_TO_OBJECT, *PLANS),
            *(DISMANTLE, Days(20), TAKEN_DOWN, ANNOUNCE),
        ),
        Stage.DISMANTLED,
    ),
    DemoLife(
        Text("能耗：复查不达标，封存退出", "energy: fails re-inspection, sealed"),
        Ground.ENERGY,
        (
            *(SERVE, Days(120), REPORT, Days(3), reinspect("1.10"), *HEARD),
            *(SEAL, *READY_TO_BE_CUT, Receipts(), COMMIT, ANNOUNCE),
        ),
        Stage.SEALED,
    ),
    DemoLife(
        Text("淘汰类：拆除退出", "eliminated equipment: dismantled"),
        Ground.ELIMINATED,
        (SERVE, Days(1), *HEARD, DISMANTLE, Days(30), TAKEN_DOWN, ANNOUNCE),
        Stage.DISMANTLED,
    ),
    DemoLife(
        Text("淘汰类：先封存，后拆除", "eliminated equipment: sealed, dismantled later"),
        Ground.ELIMINATED,
        (
            *(SERVE, Days(1), *HEARD, SEAL, *READY_TO_BE_CUT, Receipts(), COMMIT, ANNOUNCE),
            *(Days(200), TAKEN_DOWN, Receipts()),
        ),
        Stage.DISMANTLED,
    ),
    DemoLife(
        Text("要素：逾期未退出，惩戒后拆除", "production factors: late, restricted, dismantled"),
        Ground.FACTORS,
        (
            *(SERVE, DaysAfterDeadline(3), verify("60000", "仍在生产"), Receipts(), Days(30)),
            *(verify("0", "设备已停"), *HEARD, DISMANTLE, TAKEN_DOWN, ANNOUNCE, Receipts()),
        ),
        Stage.DISMANTLED,
        LineKind.CALCIUM_CARBIDE,
    ),
    DemoLife(
        Text("要素：洗煤压减至核定产能", "production factors: coal washing absorbed to its cap"),
        Ground.FACTORS,
        (SERVE, Days(60), verify(str(COAL_WASHING_CAP), "已压减，超出部分已拆除")),
        Stage.RECTIFIED,
        LineKind.COAL_WASHING,
    ),
    DemoLife(
        Text("环保：限产，听证，经批准关闭", "environment: limited, heard, closed with approval"),
        Ground.ENVIRONMENT,
        (
            *(LIMIT, Receipts(), DaysAfterDeadline(3), TOLD, STATED, ASKED_TO_BE_HEARD),
            *(ANSWERED, TIME_TO_OBJECT, HEARING, *PLANS),
            *approval("city", False, True),
            *(CLOSE, HAVE_IT_ANNOUNCED, Receipts()),
        ),
        Stage.CLOSED,
    ),
    DemoLife(
        Text("安全：停产整改不合格，吊销许可", "work safety: stopped, fails, permits revoked"),
        Ground.SAFETY,
        (
            *(STOP, Receipts(), Days(20), REPORT, Days(2), FAILED),
            *(*HEARD, REVOKE, Receipts(), ANNOUNCE),
        ),
        Stage.REVOKED,
    ),
    DemoLife(
        Text("质量：六个月未整改，经批准关闭", "product quality: six months, closed with approval"),
        Ground.QUALITY,
        (
            *(SERVE, Receipts(), DaysAfterDeadline(5), TOLD, WAIVED, *PLANS),
            *approval("district", True),
            *(CLOSE, ANNOUNCE, Receipts()),
        ),
        Stage.CLOSED,
    ),
    DemoLife(
        Text("能耗：要素供应管控，复核后解除", "energy: factor supply controlled, ended on review"),
        Ground.ENERGY_SUPPLY,
        (SERVE, Receipts(), Days(300), review(True), Days(300), review(False), Receipts()),
        Stage.RECTIFIED,
    ),
    DemoLife(
        Text("限制类：差别电价，退出后解除", "restricted class: dearer power until it is over"),
        Ground.RESTRICTED,
        (SERVE, PRICE, Receipts(), Days(300), review(False), Receipts()),
        Stage.RECTIFIED,
    ),
)
