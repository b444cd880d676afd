"""The columns of a plan. A new column is a row here."""

from typing import get_type_hints

from api.plan_values import ground, items, line_kind
from api.workbook_columns import CREDIT_CODE, DISTRICT, ENTERPRISE_NAME, Column, per_tonne
from api.workbook_values import day, number, text, within
from domain.commands import Command
from domain.flagging import Flag
from domain.line import Line

_LINE = get_type_hints(Line, include_extras=True)
_FLAG = get_type_hints(Flag, include_extras=True)
_DOCUMENT = get_type_hints(Command, include_extras=True)["document"]

_PER_YEAR = ("（吨/年）", "（t/a）", "（吨每年）")

COLUMNS = {
    "enterprise_name": ENTERPRISE_NAME,
    "code": CREDIT_CODE,
    "district": DISTRICT,
    "name": Column(
        ("生产线（设备）名称", "生产线名称", "生产线", "设备名称"), within(_LINE["name"], text)
    ),
    "capacity": Column(
        tuple(f"产能{unit}" for unit in _PER_YEAR), within(_LINE["capacity"], number)
    ),
    "energy": Column(
        ("上年能耗（吨标准煤）", "上年能耗（吨标煤）", "上年能耗（tce）"),
        within(_LINE["energy"], number),
        value_needed=False,
    ),
    "unit_consumption": Column(
        per_tonne("单位产品能耗"), within(_LINE["unit_consumption"], number), value_needed=False
    ),
    "limit": Column(
        per_tonne("限额值", "限额"), within(_LINE["limit"], number), value_needed=False
    ),
    "ground": Column(("事由",), ground),
    "planned_exit": Column(
        ("计划退出日期", "计划退出时间"), day, heading_needed=False, value_needed=False, dates=True
    ),
    "kind": Column(("生产线类别", "类别"), line_kind, heading_needed=False, value_needed=False),
    "capacity_cap": Column(
        tuple(f"核定产能{unit}" for unit in _PER_YEAR),
        within(_LINE["capacity_cap"], number),
        heading_needed=False,
        value_needed=False,
    ),
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
