"""What power and water cost whoever is over the limits (O5). The rate and the period are the
order's; the readings at both ends show what was used under it."""

from domain.catalogue.kinds import MeasureKind
from domain.catalogue.measure_rule import Evidence, MeasureRule, Particular, Target
from domain.words import Text


def _price(zh: str, en: str, department: str, meter: Target) -> MeasureRule:
    return MeasureRule(
        Text(zh, en),
        department,
        meter,
        True,
        "O5",
        names=(Particular.RATE, Particular.PERIOD),
        evidence=(Evidence.METER_READING,),
        lifting_evidence=(Evidence.METER_READING,),
    )


PRICES = {
    MeasureKind.DIFFERENTIAL_POWER_PRICE: _price(
        "差别电价", "differential power price", "power", Target.POWER_METER
    ),
    MeasureKind.TIERED_POWER_PRICE: _price(
        "阶梯电价", "tiered power price", "power", Target.POWER_METER
    ),
    MeasureKind.PUNITIVE_POWER_PRICE: _price(
        "惩罚性电价", "punitive power price", "power", Target.POWER_METER
    ),
    MeasureKind.WATER_SURCHARGE: _price(
        "超定额用水累进加价", "progressive water surcharge", "water", Target.WATER_METER
    ),
}
