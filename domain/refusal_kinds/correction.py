"""What is taken back or put right."""

from domain.refusal_kinds.kind import RefusalKind
from domain.words import Text

KINDS = {
    "withdrawal_not_proposed": RefusalKind(
        "S7",
        Text(
            "通知书送达后，撤销须先由他人提请",
            "once the notice was served, a withdrawal is proposed by somebody else first",
        ),
    ),
    "nothing_corrected": RefusalKind("S7", Text("须写明更正的内容", "say what is to be corrected")),
    "already_dismantled": RefusalKind(
        "P1.2",
        Text("已确认拆除的设备不能从清单中去掉", "equipment confirmed as dismantled stays listed"),
    ),
    "suspended": RefusalKind(
        "L7", Text("已由{authority}中止执行", "suspended by {authority}: nothing is enforced")
    ),
    "not_suspended": RefusalKind("L7", Text("未中止执行", "the case is not suspended")),
}
