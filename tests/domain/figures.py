"""Yearly figures for tests."""

from decimal import Decimal
from typing import Any

from domain.figures import Figures, Sector
from domain.people import District


def figures(code: int, value_added: Any, energy: Any, **other: Any) -> Figures:
    """Of an enterprise in none of the sectors of P2.5; figures as text, None for one not given."""
    values: dict[str, Any] = {
        "code": f"C{code:04}",
        "name": f"第{code}厂",
        "district": District.HAINAN,
        "industry": "水泥",
        "sector": Sector.OTHER,
        "value_added": value_added,
        "energy": energy,
    }
    values |= other
    for key in ("value_added", "energy", "unit_consumption", "limit", "advanced"):
        if values.get(key) is not None:
            values[key] = Decimal(str(values[key]))
    return Figures(**values)
