"""A newer calendar or procedure."""

from domain.refusal_kinds.kind import RefusalKind
from domain.words import Text

KINDS = {
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
}
