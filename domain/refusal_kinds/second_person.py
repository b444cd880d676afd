"""A step that one proposes and another confirms."""

from domain.refusal_kinds.kind import RefusalKind
from domain.words import Text

KINDS = {
    "nothing_proposed": RefusalKind(
        "S7", Text("没有待确认的事项", "no step waits for a second person")
    ),
    "step_waits": RefusalKind(
        "S7",
        Text("已有事项待他人确认", "a step waits already for a second person to confirm"),
    ),
    "proposed_by_another": RefusalKind(
        "S7", Text("只能撤回本人提出的事项", "only who proposed the step takes it back")
    ),
}
