"""Whatever the command."""

from domain.refusal_kinds.kind import NO_RIGHT, RefusalKind
from domain.words import Text

KINDS = {
    "unknown_case": RefusalKind(
        "S7", Text("没有该案件：{case}", "no such case: {case}"), "not_found"
    ),
    "wrong_role": RefusalKind(
        "S9",
        Text("{role}无权{action}", "a person with the role {role} may not {action}"),
        NO_RIGHT,
    ),
    "out_of_scope": RefusalKind(
        "S9",
        Text(
            "该案件不在您的辖区、部门或企业范围内",
            "the case is outside your district, department or enterprise",
        ),
        NO_RIGHT,
    ),
    "not_now": RefusalKind(
        "S1",
        Text(
            "案件处于“{stage}”，现在不能{action}",
            "the case is at '{stage}': {action} is not possible now",
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
    "document_missing": RefusalKind(
        "S7", Text("{action}须写明文号", "{action}: the document it rests on is needed")
    ),
    "requirement_missing": RefusalKind(
        "S1", Text("尚缺：{requirement}", "still to come before it: {requirement}")
    ),
    "already_recorded": RefusalKind("S7", Text("此事项已经登记", "this is on record already")),
    "no_capacity": RefusalKind(
        "S9", Text("该账号没有任何身份", "the account has no capacity to act in"), NO_RIGHT
    ),
    "no_such_inspector": RefusalKind(
        "S9",
        Text("没有可承办该案件的此检查人员", "no such inspector could work on the case"),
    ),
}
