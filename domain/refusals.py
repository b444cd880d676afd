"""Refusals as values: a stable code, the rule, a sentence for people, and what is permitted now."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from domain.words import Text

Category = Literal["not_now", "not_found", "forbidden"]


@dataclass(frozen=True, slots=True)
class Refusal:
    code: str
    rule: str
    message: Text
    permitted: tuple[str, ...] = ()
    category: Category = "not_now"


@dataclass(frozen=True, slots=True)
class _Kind:
    rule: str
    message: Text
    category: Category = "not_now"


_NO_RIGHT: Category = "forbidden"
KINDS = {
    "unknown_case": _Kind("S7", Text("没有该案件：{case}", "no such case: {case}"), "not_found"),
    "wrong_role": _Kind(
        "S9",
        Text("{role}无权{action}", "a person with the role {role} may not {action}"),
        _NO_RIGHT,
    ),
    "out_of_scope": _Kind(
        "S9",
        Text(
            "该案件不在您的辖区、部门或企业范围内",
            "the case is outside your district, department or enterprise",
        ),
        _NO_RIGHT,
    ),
    "not_now": _Kind(
        "S1",
        Text(
            "案件处于“{stage}”，现在不能{action}",
            "the case is at '{stage}': {action} is not possible now",
        ),
    ),
    "already_flagged": _Kind(
        "S7",
        Text(
            "该生产线已因同一事由立案：{case}",
            "the line is already under a case on this ground: {case}",
        ),
    ),
    "figures_missing": _Kind(
        "P2.1", Text("须填写单位产品能耗和限额值", "unit consumption and its limit are needed")
    ),
    "within_the_limit": _Kind(
        "P2.1",
        Text(
            "单位产品能耗 {measured} 未超过限额 {limit}",
            "the unit consumption of {measured} is within the limit of {limit}",
        ),
    ),
    "other_enterprise": _Kind(
        "S7", Text("信用代码与企业不符", "the credit code is not this enterprise's")
    ),
    "in_the_future": _Kind(
        "S7", Text("发生日期 {day} 晚于今天 {today}", "the day {day} lies after today, {today}")
    ),
    "before_previous_step": _Kind(
        "S7",
        Text(
            "发生日期 {day} 早于前一步骤 {previous}",
            "the day {day} lies before the step that it follows, {previous}",
        ),
    ),
    "may_not_be_backdated": _Kind(
        "S7",
        Text(
            "{action}以录入当日为准，不能补录为 {day}",
            "{action} counts on the day it is entered and cannot be dated back to {day}",
        ),
    ),
    "document_missing": _Kind(
        "S7", Text("{action}须写明文号", "{action}: the document it rests on is needed")
    ),
    "witnesses_missing": _Kind(
        "L1",
        Text("留置送达须有两名以上见证人", "service by leaving the notice needs two witnesses"),
    ),
    "extension_too_long": _Kind(
        "S3", Text("延期合计不得超过 {most} 个月", "extensions may not exceed {most} months in all")
    ),
    "extension_already_granted": _Kind(
        "P2.2",
        Text(
            "已批准过延期 {months} 个月，不能再次申请",
            "an extension of {months} months was granted already; no second one",
        ),
    ),
    "extension_pending": _Kind(
        "P2.2", Text("已有延期申请待审批", "an application for extension is waiting to be decided")
    ),
    "application_late": _Kind(
        "S3",
        Text(
            "整改期限已于 {day} 届满，不能再申请延期",
            "the rectification period ended on {day}; an extension can no longer be applied for",
        ),
    ),
    "no_application": _Kind(
        "P2.2", Text("没有待审批的延期申请", "no application for extension is waiting")
    ),
    "decided_by_applicant": _Kind(
        "P2.2", Text("申请人不得审批自己的申请", "the applicant may not decide the application")
    ),
    "granted_more_than_applied": _Kind(
        "P2.2",
        Text(
            "批准月数不得超过申请的 {months} 个月",
            "no more than the {months} months applied for can be granted",
        ),
    ),
    "limit_differs": _Kind(
        "P2.3", Text("限额值应为本案的 {limit}", "the limit of this case is {limit}")
    ),
    "verdict_against_figures": _Kind(
        "P2.3",
        Text(
            "实测 {measured}、限额 {limit}，结论应为{verdict}",
            "measured {measured} against a limit of {limit}: the verdict can only be {verdict}",
        ),
    ),
    "reason_missing": _Kind(
        "P1.3",
        Text(
            "封存须写明暂不具备拆除条件的原因",
            "sealing must say why the equipment cannot be dismantled yet",
        ),
    ),
    "supply_point_missing": _Kind(
        "L6",
        Text(
            "封存须写明生产供电点和供水点",
            "sealing must name the production power and water supply points",
        ),
    ),
    "unknown_equipment": _Kind(
        "P1.2",
        Text(
            "该生产线没有此主体设备：{equipment}",
            "the line has no such main equipment: {equipment}",
        ),
    ),
    "already_recorded": _Kind("S7", Text("此事项已经登记", "this is on record already")),
    "unknown_order": _Kind(
        "S5", Text("没有该协办函：{order}", "no such order: {order}"), "not_found"
    ),
    "not_overtaken": _Kind(
        "S5", Text("没有更新的协办函取代本函", "no later order has overtaken this one")
    ),
    "another_receipt": _Kind(
        "S5", Text("该协办函已有回执 {receipt}", "the order already has the receipt {receipt}")
    ),
}


def refuse(
    code: str, rule: str | None = None, **values: Text | str | int | Decimal | date
) -> Refusal:
    kind = KINDS[code]
    return Refusal(code, rule or kind.rule, kind.message.format(**values), (), kind.category)
