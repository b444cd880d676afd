"""Prices of power and water."""

from domain.refusal_kinds.kind import RefusalKind
from domain.words import Text

KINDS = {
    "no_such_price": RefusalKind("O5", Text("没有该项价格措施", "no such price is imposed")),
    "wrong_price_period": RefusalKind(
        "O5",
        Text(
            "执行期间 {first} 至 {last} 有误：不得已过，最长一年",
            "the period from {first} to {last} is wrong: not over yet, and a year at most",
        ),
    ),
}
