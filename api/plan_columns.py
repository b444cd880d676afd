"""The columns of a plan: how each is headed, and what reads it. A new column is a row here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, get_type_hints

from api.plan_cells import Typed, compact
from api.plan_values import credit_code, district, ground, items, number, text, within
from domain.commands import Command
from domain.flagging import Flag
from domain.line import Line

_LINE = get_type_hints(Line, include_extras=True)
_FLAG = get_type_hints(Flag, include_extras=True)
_DOCUMENT = get_type_hints(Command, include_extras=True)["document"]


@dataclass(frozen=True, slots=True)
class Column:
    """`headings`: as plans are headed, then how else it is understood. A unit is part of a
    heading: figures in another unit must not pass. `value_needed` is what every row must have;
    what a ground needs beyond it the core says."""

    headings: tuple[str, ...]
    read: Callable[[Typed], Any]
    heading_needed: bool = True
    value_needed: bool = True

    @property
    def heading(self) -> str:
        return self.headings[0]


_PER_TONNE = ("", "（千克标准煤/吨）", "（千克标煤/吨）", "（kgce/t）")

COLUMNS = {
    "enterprise_name": Column(("企业名称", "单位名称"), within(_FLAG["enterprise_name"], text)),
    "code": Column(("统一社会信用代码", "信用代码"), credit_code),
    "district": Column(("所在区", "区", "所属区"), district),
    "name": Column(
        ("生产线（设备）名称", "生产线名称", "生产线", "设备名称"), within(_LINE["name"], text)
    ),
    "capacity": Column(
        ("产能（吨/年）", "产能（t/a）", "产能（吨每年）"), within(_LINE["capacity"], number)
    ),
    "energy": Column(
        ("上年能耗（吨标准煤）", "上年能耗（吨标煤）", "上年能耗（tce）"),
        within(_LINE["energy"], number),
        value_needed=False,
    ),
    "unit_consumption": Column(
        tuple(f"单位产品能耗{unit}" for unit in _PER_TONNE),
        within(_LINE["unit_consumption"], number),
        value_needed=False,
    ),
    "limit": Column(
        tuple(f"{name}{unit}" for name in ("限额值", "限额") for unit in _PER_TONNE),
        within(_LINE["limit"], number),
        value_needed=False,
    ),
    "ground": Column(("事由",), ground),
    "equipment": Column(
        ("主体设备",), within(_LINE["equipment"], items), heading_needed=False, value_needed=False
    ),
    "power_supply_point": Column(
        ("生产供电点",),
        within(_LINE["power_supply_point"], text),
        heading_needed=False,
        value_needed=False,
    ),
    "water_supply_point": Column(
        ("生产供水点",),
        within(_LINE["water_supply_point"], text),
        heading_needed=False,
        value_needed=False,
    ),
    "reason": Column(
        ("认定依据",), within(_FLAG["reason"], text), heading_needed=False, value_needed=False
    ),
    "document": Column(
        ("文号",), within(_DOCUMENT, text), heading_needed=False, value_needed=False
    ),
}
NUMBERING = "序号"
"""Counts the rows for people; nothing is read from it."""


def heading_key(heading: str) -> str:
    """Headings are compared without spaces, line ends and the width of their brackets."""
    return compact(heading).lower()


BY_HEADING = {
    heading_key(heading): key for key, column in COLUMNS.items() for heading in column.headings
}
