"""What was found, judged a second time (P2.3, P3.1, P3.2)."""

from decimal import Decimal
from typing import Any


def passed(reinspection: dict[str, Any]) -> bool:
    """P2.3: by the figures, where there are both; else by what was found."""
    measured, limit = reinspection["measured"], reinspection["limit"]
    if measured is None or limit is None:
        return bool(reinspection["verdict"] == "pass")
    return Decimal(measured) <= Decimal(limit)


def absorbed(line: dict[str, Any], verification: dict[str, Any]) -> bool:
    """P3.2: some capacity is left, and no more than the cap."""
    left, cap = Decimal(verification["remaining_capacity"]), line["capacity_cap"]
    return cap is not None and 0 < left <= Decimal(cap)


def exited(verification: dict[str, Any]) -> bool:
    """P3.1: nothing is left."""
    return Decimal(verification["remaining_capacity"]) == 0


def remaining(line: dict[str, Any], verification: dict[str, Any]) -> bool:
    """P3.1: more is left than may be."""
    return not exited(verification) and not absorbed(line, verification)
