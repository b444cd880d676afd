"""The meters 计量表 of a supply point: what is measured, in which unit, by whom, and the measure
that cuts it."""

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
    """`department` reads such meters beside the inspectors, and cuts the supply by `cut`."""

    label: Text
    unit: Text
    cut: MeasureKind

    @property
    def department(self) -> str:
        department = MEASURES[self.cut].department
        assert department  # noqa: S101 - a supply is cut by one department in every district
        return department

    @property
    def target(self) -> Target:
        return MEASURES[self.cut].target


METERS = {
    MeterKind.POWER: MeterRule(Text("电", "power"), Text("千瓦时", "kWh"), MeasureKind.POWER_CUT),
    MeterKind.WATER: MeterRule(Text("水", "water"), Text("立方米", "m³"), MeasureKind.WATER_CUT),
}


def meter_key(kind: MeterKind, point: str) -> str:
    """Of one meter, in however many spellings its supply point is written."""
    return f"{kind}:{one_spelling(point)}"
