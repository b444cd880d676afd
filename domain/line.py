"""The production line 生产线（主体设备）: what must be put right or go."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from domain.line_kinds import LineKind
from domain.people import DISTRICTS, District
from domain.words import Name, Quantity, Reference


@dataclass(frozen=True)
class Line:
    """Capacity in t/a, energy in tce/a, unit consumption and its limit in the same unit
    (as a rule kgce/t). `kind` is one of the policy's (P3); `capacity_cap` is in t/a, where capacity
    is absorbed and not closed (P3.2).
    Supply points are the production ones, never a household's (L6)."""

    name: Name
    district: District
    equipment: Annotated[tuple[Name, ...], Field(min_length=1, max_length=50)]
    capacity: Quantity
    energy: Quantity | None = None
    unit_consumption: Quantity | None = None
    limit: Quantity | None = None
    power_supply_point: Reference = ""
    water_supply_point: Reference = ""
    kind: LineKind = LineKind.OTHER
    capacity_cap: Quantity | None = None

    @property
    def located_name(self) -> str:
        """With its district: an enterprise may have a furnace no. 1 in each plant. A supply point
        goes by its own name, since one may feed lines in two districts (S6)."""
        return located(self.district, self.name)


def located(district: District, line: str) -> str:
    return f"{DISTRICTS[district].zh} {line}"
