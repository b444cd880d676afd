"""Department orders and their receipts."""

from domain.refusal_kinds.kind import RefusalKind
from domain.words import Text

KINDS = {
    "unknown_order": RefusalKind(
        "S5", Text("没有该协办函：{order}", "no such order: {order}"), "not_found"
    ),
    "not_overtaken": RefusalKind(
        "S5", Text("没有更新的协办函取代本函", "no later order has overtaken this one")
    ),
    "another_receipt": RefusalKind(
        "S5", Text("该协办函已有回执 {receipt}", "the order already has the receipt {receipt}")
    ),
    "overtaken": RefusalKind(
        "S5", Text("该协办函已被后函取代", "a later order has overtaken this one")
    ),
    "in_hand": RefusalKind(
        "S5", Text("该协办函已由{clerk}接收", "the order was accepted by {clerk} already")
    ),
    "evidence_missing": RefusalKind(
        "S4",
        Text(
            "协办函 {order} 的回执须附：{evidence}",
            "the receipt for order {order} must bring: {evidence}",
        ),
    ),
}
