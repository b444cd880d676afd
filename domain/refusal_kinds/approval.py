"""The approval of a closure."""

from domain.refusal_kinds.kind import NO_RIGHT, RefusalKind
from domain.words import Text

KINDS = {
    "approved_already": RefusalKind("P4.2", Text("已获批准", "approval was granted already")),
    "refusal_unanswered": RefusalKind(
        "P4.2",
        Text(
            "上次未获批准（{reason}），再次报批须说明如何补正",
            "the last request was refused ({reason}): say how the file answers that",
        ),
    ),
    "level_too_low": RefusalKind(
        "P4.2",
        Text("须由{level}的审批人批复", "only an approver of the {level} may decide"),
        NO_RIGHT,
    ),
}
