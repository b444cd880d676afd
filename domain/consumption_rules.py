"""What a meter that should stand still may show, where the policy gives no figure (P1.3)."""

from dataclasses import dataclass
from decimal import Decimal

from domain.meters import MeterKind
from domain.words import Quantity


@dataclass(frozen=True, slots=True)
class ConsumptionRules:
    """How much may go through a meter that should stand still, in all since its cut or since the
    last alarm: what the meter itself uses, or cannot tell. In kWh and m³."""

    power: Quantity = Decimal(10)
    water: Quantity = Decimal(1)

    def tolerance(self, kind: MeterKind) -> Decimal:
        return self.power if kind is MeterKind.POWER else self.water
