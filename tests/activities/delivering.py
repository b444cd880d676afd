"""Orders to send."""

import itertools
from dataclasses import replace

from activities.messages import ToDeliver
from tests.domain.stages import sealed

_codes = itertools.count(1)


def to_deliver(*departments: str) -> ToDeliver:
    """The orders of a sealing to these departments, of a fresh enterprise."""
    code = f"DELIVER{next(_codes):011d}"
    orders = [
        replace(order, id=f"{code}-o{number}", document="乌政决〔2025〕8号")
        for number, order in enumerate(sealed().orders(), start=1)
        if order.department in departments
    ]
    return ToDeliver(code, "海南区某电石有限公司", tuple(orders), ("hainan",) * len(orders))
