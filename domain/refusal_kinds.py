"""The kinds of refusal: a stable code, the rule it rests on, and what is said to people."""

from dataclasses import dataclass
from typing import Literal

from domain.words import Text

Category = Literal["not_now", "not_found", "forbidden"]


@dataclass(frozen=True, slots=True)
class RefusalKind:
    rule: str
    message: Text
    category: Category = "not_now"


_NO_RIGHT: Category = "forbidden"
KINDS = {
    "unknown_case": RefusalKind(
        "S7", Text("没有该案件：{case}", "no such case: {case}"), "not_found"
    ),
    "wrong_role": RefusalKind(
        "S9",
        Text("{role}无权{action}", "a person with the role {role} may not {action}"),
        _NO_RIGHT,
    ),
    "out_of_scope": RefusalKind(
        "S9",
        Text(
            "该案件不在您的辖区、部门或企业范围内",
            "the case is outside your district, department or enterprise",
        ),
        _NO_RIGHT,
    ),
    "not_now": RefusalKind(
        "S1",
        Text(
            "案件处于“{stage}”，现在不能{action}",
            "the case is at '{stage}': {action} is not possible now",
        ),
    ),
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
    "watch_over": RefusalKind(
        "P1.4", Text("退出后检查已全部完成", "all inspections after the exit were made")
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
    "other_enterprise": RefusalKind(
        "S7", Text("信用代码与企业不符", "the credit code is not this enterprise's")
    ),
    "in_the_future": RefusalKind(
        "S7", Text("发生日期 {day} 晚于今天 {today}", "the day {day} lies after today, {today}")
    ),
    "before_previous_step": RefusalKind(
        "S7",
        Text(
            "发生日期 {day} 早于前一步骤 {previous}",
            "the day {day} lies before the step that it follows, {previous}",
        ),
    ),
    "may_not_be_backdated": RefusalKind(
        "S7",
        Text(
            "{action}以录入当日为准，不能补录为 {day}",
            "{action} counts on the day it is entered and cannot be dated back to {day}",
        ),
    ),
    "entered_too_late": RefusalKind(
        "S7",
        Text(
            "{action}最迟于发生后 {days} 天内录入，{day} 已超过",
            "{action} is entered within {days} days of its day; {day} lies further back",
        ),
    ),
    "withdrawal_not_proposed": RefusalKind(
        "S7",
        Text(
            "通知书送达后，撤销须先由他人提请",
            "once the notice was served, a withdrawal is proposed by somebody else first",
        ),
    ),
    "own_decision": RefusalKind(
        "S7",
        Text("作出决定的人不得自行撤销该决定", "who took the decision may not revoke it"),
    ),
    "nothing_corrected": RefusalKind("S7", Text("须写明更正的内容", "say what is to be corrected")),
    "already_dismantled": RefusalKind(
        "P1.2",
        Text("已确认拆除的设备不能从清单中去掉", "equipment confirmed as dismantled stays listed"),
    ),
    "document_missing": RefusalKind(
        "S7", Text("{action}须写明文号", "{action}: the document it rests on is needed")
    ),
    "witnesses_missing": RefusalKind(
        "L1",
        Text("留置送达须有两名以上见证人", "service by leaving the notice needs two witnesses"),
    ),
    "extension_too_long": RefusalKind(
        "S3", Text("延期合计不得超过 {most} 个月", "extensions may not exceed {most} months in all")
    ),
    "extension_already_granted": RefusalKind(
        "P2.2",
        Text(
            "已批准过延期 {months} 个月，不能再次申请",
            "an extension of {months} months was granted already; no second one",
        ),
    ),
    "extension_pending": RefusalKind(
        "P2.2", Text("已有延期申请待审批", "an application for extension is waiting to be decided")
    ),
    "application_late": RefusalKind(
        "S3",
        Text(
            "整改期限已于 {day} 届满，不能再申请延期",
            "the rectification period ended on {day}; an extension can no longer be applied for",
        ),
    ),
    "no_application": RefusalKind(
        "P2.2", Text("没有待审批的延期申请", "no application for extension is waiting")
    ),
    "decided_by_applicant": RefusalKind(
        "P2.2", Text("申请人不得审批自己的申请", "the applicant may not decide the application")
    ),
    "granted_more_than_applied": RefusalKind(
        "P2.2",
        Text(
            "批准月数不得超过申请的 {months} 个月",
            "no more than the {months} months applied for can be granted",
        ),
    ),
    "requirement_missing": RefusalKind(
        "S1", Text("尚缺：{requirement}", "still to come before it: {requirement}")
    ),
    "told_already": RefusalKind("L5", Text("已事先告知过企业", "the enterprise was told already")),
    "not_told": RefusalKind("L5", Text("尚未事先告知企业", "the enterprise has not been told yet")),
    "waived": RefusalKind(
        "L5", Text("企业已书面放弃陈述申辩和听证", "the enterprise has waived being heard")
    ),
    "objection_late": RefusalKind(
        "L5",
        Text(
            "陈述申辩和申请听证的期限已于 {day} 届满",
            "the time to object ended on {day}",
        ),
    ),
    "nothing_to_answer": RefusalKind(
        "L5", Text("没有待答复的陈述申辩", "no statement waits for an answer")
    ),
    "no_hearing_asked": RefusalKind("L5", Text("没有待举行的听证", "no hearing was asked for")),
    "approved_already": RefusalKind("P4.2", Text("已获批准", "approval was granted already")),
    "level_too_low": RefusalKind(
        "P4.2",
        Text("须由{level}的审批人批复", "only an approver of the {level} may decide"),
        _NO_RIGHT,
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
    "suspended": RefusalKind(
        "L7", Text("已由{authority}中止执行", "suspended by {authority}: nothing is enforced")
    ),
    "not_suspended": RefusalKind("L7", Text("未中止执行", "the case is not suspended")),
    "period_to_be_named": RefusalKind(
        "L1", Text("须写明整改截止日", "the last day of the period must be named")
    ),
    "period_is_fixed": RefusalKind(
        "L2", Text("本程序的期限由规则确定，不能另定", "the rules set the period of this procedure")
    ),
    "not_after_service": RefusalKind(
        "L1", Text("截止日 {day} 须晚于送达日", "the last day, {day}, must lie after service")
    ),
    "measure_to_be_chosen": RefusalKind(
        "P4.1", Text("须写明限产还是停产", "say whether production is limited or stopped")
    ),
    "measure_not_provided": RefusalKind(
        "S1", Text("本程序没有此项措施", "the procedure does not provide this measure")
    ),
    "scope_missing": RefusalKind(
        "P4.1", Text("限产须写明范围", "limiting production must say how far")
    ),
    "planned_exit_missing": RefusalKind(
        "P3.1", Text("须写明计划退出日期", "the planned exit date is needed")
    ),
    "not_planned": RefusalKind(
        "P3.1", Text("本程序没有计划退出日期", "this procedure has no planned exit date")
    ),
    "not_handed_in": RefusalKind(
        "S2",
        Text(
            "代企业提交报告须写明企业所交材料",
            "filing a report for the enterprise must name the paper that it handed in",
        ),
    ),
    "verdict_missing": RefusalKind(
        "P2.3", Text("须写明复查结论", "the verdict of the re-inspection is needed")
    ),
    "permits_missing": RefusalKind(
        "P5.2", Text("须写明吊销的许可证照及发证机关", "name the permits and who issued them")
    ),
    "limit_differs": RefusalKind(
        "P2.3", Text("限额值应为本案的 {limit}", "the limit of this case is {limit}")
    ),
    "verdict_against_figures": RefusalKind(
        "P2.3",
        Text(
            "实测 {measured}、限额 {limit}，结论应为{verdict}",
            "measured {measured} against a limit of {limit}: the verdict can only be {verdict}",
        ),
    ),
    "reason_missing": RefusalKind(
        "P1.3",
        Text(
            "封存须写明暂不具备拆除条件的原因",
            "sealing must say why the equipment cannot be dismantled yet",
        ),
    ),
    "supply_point_missing": RefusalKind(
        "L6",
        Text(
            "封存须写明生产供电点和供水点",
            "sealing must name the production power and water supply points",
        ),
    ),
    "unknown_equipment": RefusalKind(
        "P1.2",
        Text(
            "该生产线没有此主体设备：{equipment}",
            "the line has no such main equipment: {equipment}",
        ),
    ),
    "calendar_not_newer": RefusalKind(
        "L8",
        Text(
            "日历“{version}”不比本案所用的“{known}”新",
            "the calendar '{version}' is no newer than the case's, '{known}'",
        ),
    ),
    "rules_not_newer": RefusalKind(
        "S10",
        Text(
            "本案已按第 {known} 版程序办理", "the case runs under version {known} of its procedure"
        ),
    ),
    "other_ground": RefusalKind(
        "S10", Text("程序的事由与本案不同", "the procedure is for another ground than the case's")
    ),
    "rules_do_not_fit": RefusalKind(
        "S10",
        Text(
            "第 {version} 版程序不适用于处于“{stage}”的本案",
            "version {version} of the procedure does not fit the case as it stands at '{stage}'",
        ),
    ),
    "already_recorded": RefusalKind("S7", Text("此事项已经登记", "this is on record already")),
    "unknown_order": RefusalKind(
        "S5", Text("没有该协办函：{order}", "no such order: {order}"), "not_found"
    ),
    "in_hand": RefusalKind(
        "S5", Text("该协办函已由{clerk}接收", "the order was accepted by {clerk} already")
    ),
    "not_overtaken": RefusalKind(
        "S5", Text("没有更新的协办函取代本函", "no later order has overtaken this one")
    ),
    "another_receipt": RefusalKind(
        "S5", Text("该协办函已有回执 {receipt}", "the order already has the receipt {receipt}")
    ),
    "not_cancelled": RefusalKind("S5", Text("没有要求取消本函", "nobody has cancelled this order")),
    "refusal_unexplained": RefusalKind(
        "S8", Text("拒办须写明理由", "refusing an order takes a reason")
    ),
    "order_closed": RefusalKind(
        "S5",
        Text("协办函 {order} 已不再等待办理", "nothing is awaited for the order {order} any more"),
    ),
    "nothing_refused": RefusalKind(
        "S8", Text("本案没有待处理的拒办", "no refused order of this case is to be decided on")
    ),
    "order_not_refused": RefusalKind(
        "S8",
        Text("协办函 {order} 不是待处理的拒办", "the order {order} is none to be decided on"),
    ),
    "undone_already": RefusalKind(
        "S6",
        Text("本案措施已撤回：{document}", "the case's measures were undone already: {document}"),
    ),
    "nothing_undone": RefusalKind(
        "S6", Text("本案措施没有被撤回", "the case's measures were not undone")
    ),
    "nothing_to_undo": RefusalKind(
        "S6", Text("本案现在不需要任何措施", "the case needs no measure now")
    ),
}
