"""The columns of a workbook of meter readings. A new column is a row here."""

from typing import get_type_hints

from api.readings_values import meter_kind, moment
from api.workbook_columns import CREDIT_CODE, Column
from api.workbook_values import number, text, within
from domain.readings import Reading, Restart

_READING = get_type_hints(Reading, include_extras=True)
_RESTART = get_type_hints(Restart, include_extras=True)
_UNITS = ("（千瓦时、立方米）", "（kWh、m³）", "")


def _register(key: str, name: str) -> Column:
    return Column(
        tuple(f"{name}{unit}" for unit in _UNITS),
        within(_RESTART[key], number),
        heading_needed=False,
        value_needed=False,
    )


COLUMNS = {
    "code": CREDIT_CODE,
    "kind": Column(("表计类别", "表类", "类别"), meter_kind),
    "point": Column(
        ("供应点", "生产供应点", "供电（水）点", "计量点"), within(_READING["point"], text)
    ),
    "read_at": Column(("抄表时间",), moment, times=True),
    "value": Column(
        tuple(f"{name}{unit}" for name in ("表底数", "读数", "示数") for unit in _UNITS),
        within(_READING["value"], number),
    ),
    "source": Column(("抄表来源", "来源", "抄表人"), within(_READING["source"], text)),
    "ended_at": _register("ended_at", "旧表止数"),
    "began_at": _register("began_at", "新表起数"),
}
