"""The notice and its period."""

from domain.refusal_kinds.kind import RefusalKind
from domain.words import Text

KINDS = {
    "witnesses_missing": RefusalKind(
        "L1",
        Text("留置送达须有两名以上见证人", "service by leaving the notice needs two witnesses"),
    ),
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
    "scope_is_one": RefusalKind(
        "P4.1",
        Text(
            "限产按产能比例或者按生产线，只能择一",
            "a limit goes by a share of the capacity or by lines, not by both",
        ),
    ),
    "stop_has_no_share": RefusalKind(
        "P4.1", Text("停产不按产能比例", "a stop has no share that may still be produced")
    ),
    "line_named_twice": RefusalKind("P4.1", Text("同一生产线写了两次", "a line is named twice")),
    "measure_not_provided": RefusalKind(
        "S1", Text("本程序没有此项措施", "the procedure does not provide this measure")
    ),
}
