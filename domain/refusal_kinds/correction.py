"""What is taken back or put right."""

from domain.refusal_kinds.kind import RefusalKind
from domain.words import Text

KINDS = {
    "not_recorded": RefusalKind(
        "S7", Text("没有可更正的登记", "nothing of the kind is on record to be corrected")
    ),
    "nothing_corrected": RefusalKind("S7", Text("须写明更正的内容", "say what is to be corrected")),
    "already_dismantled": RefusalKind(
        "P1.2",
        Text("已确认拆除的设备不能从清单中去掉", "equipment confirmed as dismantled stays listed"),
    ),
    "found_by_it": RefusalKind(
        "P3.1",
        Text(
            "{stage}：已据此作出认定，不能再更正；确有错误的，撤销本案后重新认定",
            "{stage}: it was found by what is to be corrected; withdraw the case and flag it anew",
        ),
    ),
    "suspended": RefusalKind(
        "L7", Text("已由{authority}中止执行", "suspended by {authority}: nothing is enforced")
    ),
    "not_suspended": RefusalKind("L7", Text("未中止执行", "the case is not suspended")),
}
