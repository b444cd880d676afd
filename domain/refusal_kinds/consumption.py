"""Why an alarm on consumption is not raised."""

from domain.refusal_kinds.kind import RefusalKind
from domain.words import Text

KINDS = {
    "not_cut_off": RefusalKind(
        "P1.3",
        Text(
            "{point} 当时未停供，所供生产线也未封存",
            "nothing was cut or sealed at {point} then",
        ),
    ),
    "alarm_raised_already": RefusalKind(
        "S7",
        Text("{point} 的这段用量已经告警", "the alarm on this consumption at {point} is raised"),
    ),
}
