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
    "not_cancelled": RefusalKind("S5", Text("没有要求取消本函", "nobody has cancelled this order")),
    "refusal_unexplained": RefusalKind(
        "S8", Text("拒办须写明理由", "refusing an order takes a reason")
    ),
    "order_closed": RefusalKind(
        "S5",
        Text("协办函 {order} 已不再等待办理", "nothing is awaited for the order {order} any more"),
    ),
    "nothing_refused": RefusalKind(
        "S8", Text("本案没有待处理的拒办", "no refused order of this case is to be decided on")
    ),
    "order_not_refused": RefusalKind(
        "S8",
        Text("协办函 {order} 不是待处理的拒办", "the order {order} is none to be decided on"),
    ),
    "undone_already": RefusalKind(
        "S6",
        Text("本案措施已撤回：{document}", "the case's measures were undone already: {document}"),
    ),
    "nothing_undone": RefusalKind(
        "S6", Text("本案措施没有被撤回", "the case's measures were not undone")
    ),
    "nothing_to_undo": RefusalKind(
        "S6", Text("本案现在不需要任何措施", "the case needs no measure now")
    ),
}
