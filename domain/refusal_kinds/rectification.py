"""The extension, the report and the re-inspection."""

from domain.refusal_kinds.kind import RefusalKind
from domain.words import Text

KINDS = {
    "not_reinspected": RefusalKind(
        "P2.3", Text("尚无可更正的复查", "there is no re-inspection to correct")
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
    "report_late": RefusalKind(
        "P2.3",
        Text(
            "整改期限已于 {day} 届满，期满后不再接收整改报告；期内收到的，由检查人员补登",
            "the rectification period ended on {day}; a report that was handed in before may still "
            "be entered by an inspector",
        ),
    ),
    "no_application": RefusalKind(
        "P2.2", Text("没有待审批的延期申请", "no application for extension is waiting")
    ),
    "decided_by_applicant": RefusalKind(
        "S7",
        Text(
            "本人提出或作出的事项须由他人决定",
            "what somebody asked for or did themselves is decided by another",
        ),
    ),
    "granted_more_than_applied": RefusalKind(
        "P2.2",
        Text(
            "批准月数不得超过申请的 {months} 个月",
            "no more than the {months} months applied for can be granted",
        ),
    ),
    "not_handed_in": RefusalKind(
        "S2",
        Text(
            "代企业登记须写明企业所交材料",
            "what is entered for the enterprise must name the paper that it handed in",
        ),
    ),
    "verdict_missing": RefusalKind(
        "P2.3", Text("须写明复查结论", "the verdict of the re-inspection is needed")
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
}
