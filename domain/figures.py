"""The yearly figures 年度能耗数据 of an enterprise, which P2.4 and P2.5 judge it by."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from domain.people import District
from domain.words import Name, Quantity, Text

SignedQuantity = Annotated[Decimal, Field(max_digits=16, decimal_places=4, allow_inf_nan=False)]


class Sector(StrEnum):
    """The sectors that P2.5 names, and all others as one."""

    STEEL = "steel"
    FERROALLOY = "ferroalloy"
    CALCIUM_CARBIDE = "calcium_carbide"
    CHEMICALS = "chemicals"
    OTHER = "other"


SECTORS = {
    Sector.STEEL: Text("钢铁", "steel"),
    Sector.FERROALLOY: Text("铁合金", "ferroalloy"),
    Sector.CALCIUM_CARBIDE: Text("电石", "calcium carbide"),
    Sector.CHEMICALS: Text("化工", "chemicals"),
    Sector.OTHER: Text("其他", "other"),
}


@dataclass(frozen=True, slots=True)
class Figures:
    """One enterprise in one year: value added in 10,000 yuan, which a loss can make negative;
    energy in tce; unit consumption, its limit and its advanced value 先进值 in one unit (as a rule
    kgce/t). `industry` is the sector in the enterprise's own words. None: not given."""

    code: str
    name: Name
    district: District
    industry: Name
    sector: Sector
    value_added: SignedQuantity | None = None
    energy: Quantity | None = None
    unit_consumption: Quantity | None = None
    limit: Quantity | None = None
    advanced: Quantity | None = None
    retrofitted: bool | None = None
