"""The exit, its plans and the watch after it."""

from domain.refusal_kinds.kind import RefusalKind
from domain.words import Text

KINDS = {
    "watch_over": RefusalKind(
        "P1.4", Text("退出后检查已全部完成", "all inspections after the exit were made")
    ),
    "plan_waiting": RefusalKind(
        "O7", Text("方案已提交，待审核", "the plan was filed and waits to be decided")
    ),
    "plan_accepted": RefusalKind("O7", Text("方案已通过", "the plan was accepted already")),
    "no_plan_waiting": RefusalKind("O7", Text("没有待审核的方案", "no plan waits to be decided")),
    "workers_left_out": RefusalKind(
        "O7",
        Text(
            "职工 {head_count} 人，安置 {placed} 人、补偿 {compensated} 人，人数须相符",
            "of {head_count} workers each is to be placed or compensated, not {placed} and "
            "{compensated}",
        ),
    ),
    "insurance_not_carried_over": RefusalKind(
        "O7",
        Text(
            "须确认社会保险关系接续", "confirm that the workers' social insurance is carried over"
        ),
    ),
    "reason_missing": RefusalKind(
        "P1.3",
        Text(
            "封存须写明暂不具备拆除条件的原因",
            "sealing must say why the equipment cannot be dismantled yet",
        ),
    ),
    "unknown_equipment": RefusalKind(
        "P1.2",
        Text(
            "该生产线没有此主体设备：{equipment}",
            "the line has no such main equipment: {equipment}",
        ),
    ),
    "order_unnamed": RefusalKind(
        "S1",
        Text(
            "{measure}的协办函须写明{what}",
            "{measure}: the order must name {what}",
        ),
    ),
}
