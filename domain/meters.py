"""The meters 计量表: what is measured, in which unit, by whom, and the measures that cut it or
price it."""

from dataclasses import dataclass
from enum import StrEnum

from domain.catalogue import MEASURES, MeasureKind, Target
from domain.spelling import one_spelling
from domain.words import Text


class MeterKind(StrEnum):
    POWER = "power"
    WATER = "water"


@dataclass(frozen=True, slots=True)
class MeterRule:
    """`department` reads such meters beside the inspectors, and cuts the supply by `cut`; prices
    are counted by the `meter`."""

    label: Text
    unit: Text
    cut: MeasureKind
    meter: Target

    @property
    def department(self) -> str:
        department = MEASURES[self.cut].department
        assert department  # noqa: S101 - a supply is cut by one department in every district
        return department

    @property
    def target(self) -> Target:
        return MEASURES[self.cut].target


METERS = {
    MeterKind.POWER: MeterRule(
        Text("电", "power"), Text("千瓦时", "kWh"), MeasureKind.POWER_CUT, Target.POWER_METER
    ),
    MeterKind.WATER: MeterRule(
        Text("水", "water"), Text("立方米", "m³"), MeasureKind.WATER_CUT, Target.WATER_METER
    ),
}


def meter_of(price: MeasureKind) -> MeterKind:
    """Which kind of meter a price is counted by (O5)."""
    target = MEASURES[price].target
    return next(kind for kind, rule in METERS.items() if rule.meter is target)


def meter_key(kind: MeterKind, point: str) -> str:
    """Of one meter, in however many spellings its supply point is written."""
    return f"{kind}:{one_spelling(point)}"
