"""The columns of a workbook: how each is headed, and what reads it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from api.workbook_cells import Typed, compact
from api.workbook_values import credit_code, district, text, within
from domain.words import Name


@dataclass(frozen=True, slots=True)
class Column:
    """`headings`: as tables are headed, then how else it is understood. A unit is part of a
    heading: figures in another unit must not pass. `value_needed` is what every row must have;
    what is needed beyond it the core says. `dates` says that cells may be of Excel's dates, `times`
    that they may be of its dates with a time of day."""

    headings: tuple[str, ...]
    read: Callable[[Typed], Any]
    heading_needed: bool = True
    value_needed: bool = True
    dates: bool = False
    times: bool = False

    @property
    def heading(self) -> str:
        return self.headings[0]


Columns = Mapping[str, Column]

ENTERPRISE_NAME = Column(("企业名称", "单位名称"), within(Name, text))
CREDIT_CODE = Column(("统一社会信用代码", "信用代码"), credit_code)
DISTRICT = Column(("所在区", "区", "所属区"), district)


def per_tonne(*names: str) -> tuple[str, ...]:
    """Headings of what is consumed per tonne of product, as a rule in kgce/t."""
    units = ("", "（千克标准煤/吨）", "（千克标煤/吨）", "（kgce/t）")
    return tuple(f"{name}{unit}" for name in names for unit in units)


def heading_key(heading: str) -> str:
    """Headings are compared without spaces, line ends and the width of their brackets."""
    return compact(heading).lower()
