"""The columns of a workbook of yearly figures. A new column is a row here."""

from typing import get_type_hints

from api.figures_values import industry
from api.workbook_columns import CREDIT_CODE, DISTRICT, ENTERPRISE_NAME, Column, per_tonne
from api.workbook_values import number, within, yes_no
from domain.figures import Figures

_FIGURES = get_type_hints(Figures, include_extras=True)


def _figure(key: str, *headings: str) -> Column:
    """A figure may be left blank: the ranking says what follows from that."""
    return Column(headings, within(_FIGURES[key], number), value_needed=False)


COLUMNS = {
    "name": ENTERPRISE_NAME,
    "code": CREDIT_CODE,
    "district": DISTRICT,
    "industry": Column(("行业", "所属行业"), industry),
    "value_added": _figure("value_added", "工业增加值（万元）", "增加值（万元）"),
    "energy": _figure(
        "energy",
        "综合能耗（吨标准煤）",
        "综合能耗（吨标煤）",
        "综合能耗（tce）",
        "综合能源消费量（吨标准煤）",
    ),
    "unit_consumption": _figure("unit_consumption", *per_tonne("单位产品能耗")),
    "limit": _figure("limit", *per_tonne("限额值", "限额")),
    "advanced": _figure("advanced", *per_tonne("先进值")),
    "retrofitted": Column(("是否完成节能改造",), yes_no, heading_needed=False, value_needed=False),
}
