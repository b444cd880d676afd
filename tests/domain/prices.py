"""A price for tests (O5), and its end."""

from datetime import date
from typing import Final

from domain.catalogue import MeasureKind
from domain.prices import ImposePrice, LiftPrice

PUNITIVE: Final = MeasureKind.PUNITIVE_POWER_PRICE
PRICE = ImposePrice(
    PUNITIVE,
    "10kV-7 生产表",
    "加价 0.3 元/千瓦时",
    date(2025, 6, 1),
    date(2026, 5, 31),
    "超限额一倍",
)
UNPRICE = LiftPrice(PUNITIVE, "10KV－7 生产表", "年度数据已达标")
"""The same meter, spelled otherwise."""
