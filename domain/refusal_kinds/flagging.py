"""How a case begins."""

from domain.refusal_kinds.kind import RefusalKind
from domain.words import Text

KINDS = {
    "already_flagged": RefusalKind(
        "S7",
        Text(
            "该生产线已因同一事由立案：{case}",
            "the line is already under a case on this ground: {case}",
        ),
    ),
    "not_ended": RefusalKind(
        "S7", Text("案件 {case} 尚未结束", "the case {case} has not ended yet")
    ),
    "rules_missing": RefusalKind(
        "S10",
        Text("缺少新案件适用的程序和日历", "the rules for the new case were not given"),
    ),
    "dealt_with_already": RefusalKind(
        "S7",
        Text(
            "该文件所载事实已由 {case} 处理完毕：{document}",
            "the fact that this document states was dealt with by {case}: {document}",
        ),
    ),
    "figures_missing": RefusalKind(
        "P2.1", Text("须填写单位产品能耗和限额值", "unit consumption and its limit are needed")
    ),
    "within_the_limit": RefusalKind(
        "P2.1",
        Text(
            "单位产品能耗 {measured} 未超过限额 {limit}",
            "the unit consumption of {measured} is within the limit of {limit}",
        ),
    ),
    "planned_exit_missing": RefusalKind(
        "P3.1", Text("须写明计划退出日期", "the planned exit date is needed")
    ),
    "not_planned": RefusalKind(
        "P3.1", Text("本程序没有计划退出日期", "this procedure has no planned exit date")
    ),
    "kind_not_listed": RefusalKind(
        "P3.1",
        Text("生产线类别须为下列之一：{kinds}", "the line must be of one of these kinds: {kinds}"),
    ),
    "capacity_cap_missing": RefusalKind(
        "P3.2", Text("{kind}须写明核定产能", "{kind}: the capacity cap is needed")
    ),
    "capacity_cap_not_provided": RefusalKind(
        "P3.2",
        Text(
            "{kind}须退出，没有核定产能", "{kind} exits and is not absorbed: it has no capacity cap"
        ),
    ),
}
