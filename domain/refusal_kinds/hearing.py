"""Being heard before a decision."""

from domain.refusal_kinds.kind import RefusalKind
from domain.words import Text

KINDS = {
    "told_already": RefusalKind("L5", Text("已事先告知过企业", "the enterprise was told already")),
    "not_told": RefusalKind("L5", Text("尚未事先告知企业", "the enterprise has not been told yet")),
    "waived": RefusalKind(
        "L5", Text("企业已书面放弃陈述申辩和听证", "the enterprise has waived being heard")
    ),
    "objection_late": RefusalKind(
        "L5",
        Text(
            "陈述申辩和申请听证的期限已于 {day} 届满",
            "the time to object ended on {day}",
        ),
    ),
    "nothing_to_answer": RefusalKind(
        "L5", Text("没有待答复的陈述申辩", "no statement waits for an answer")
    ),
    "no_hearing_asked": RefusalKind("L5", Text("没有待举行的听证", "no hearing was asked for")),
}
