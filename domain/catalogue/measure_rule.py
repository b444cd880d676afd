"""What the catalogue says of a measure: one row, made of these words."""

from dataclasses import dataclass
from enum import StrEnum

from domain.catalogue.kinds import MeasureKind
from domain.words import Text


class Target(StrEnum):
    """What a measure is on: a production supply point (L6), the meter that a price is counted
    by, the line, a permit, or the enterprise as a whole."""

    WATER_SUPPLY_POINT = "water_supply_point"
    POWER_SUPPLY_POINT = "power_supply_point"
    WATER_METER = "water_meter"
    POWER_METER = "power_meter"
    LINE = "line"
    PERMIT = "permit"
    ENTERPRISE = "enterprise"


TARGETS = {
    Target.WATER_SUPPLY_POINT: Text("生产供水点", "the production water supply point"),
    Target.POWER_SUPPLY_POINT: Text("生产供电点", "the production power supply point"),
    Target.WATER_METER: Text("水表", "the water meter"),
    Target.POWER_METER: Text("电表", "the power meter"),
    Target.LINE: Text("生产线", "the line"),
    Target.PERMIT: Text("许可证照及发证机关", "the permit and who issued it"),
    Target.ENTERPRISE: Text("企业", "the enterprise"),
}

SUPPLY_POINTS = (
    Target.WATER_SUPPLY_POINT,
    Target.POWER_SUPPLY_POINT,
    Target.WATER_METER,
    Target.POWER_METER,
)
"""Entered anew with each line and decision, in many spellings."""


class Particular(StrEnum):
    """What an order names beside its target."""

    EQUIPMENT = "equipment"
    SHARE = "share"
    LINES = "lines"
    RATE = "rate"
    PERIOD = "period"
    REFERENCE = "reference"


PARTICULARS = {
    Particular.EQUIPMENT: Text("主体设备", "the main equipment"),
    Particular.SHARE: Text("准予生产的产能比例", "the share that may still be produced"),
    Particular.LINES: Text("停用的生产线", "the lines that stand still"),
    Particular.RATE: Text("加价标准", "the rate"),
    Particular.PERIOD: Text("执行期间", "the period"),
    Particular.REFERENCE: Text("公告文号", "the announcement's reference"),
}


class Evidence(StrEnum):
    """What a receipt brings to show that the order was carried out."""

    PHOTOGRAPHS = "photographs"
    SEAL_NUMBERS = "seal_numbers"
    METER_READING = "meter_reading"
    DOCUMENTS = "documents"
    ADDRESS = "address"


EVIDENCE = {
    Evidence.PHOTOGRAPHS: Text("现场照片", "photographs"),
    Evidence.SEAL_NUMBERS: Text("封条编号", "seal numbers"),
    Evidence.METER_READING: Text("表计读数", "a meter reading"),
    Evidence.DOCUMENTS: Text("证明文件", "documents"),
    Evidence.ADDRESS: Text("公告网址", "the address of the announcement"),
}


@dataclass(frozen=True, slots=True)
class MeasureRule:
    """`department` is None where the procedure's lead department, or the one that issued the
    permit, carries it out; `outlasts` says that an exit leaves it in force for good, `on_site`
    that imposing it is enforcement on site, which has its hours (L6). `names` is what the order
    names beside its target, `names_one_of` that of which it names one, `after` what has to be in
    force before it where a case needs both.
    `accept_days` and `receipt_days` are the working days for acknowledgement and for completion.
    `evidence` is what the receipt for imposing it brings, `lifting_evidence` that for lifting."""

    label: Text
    department: str | None
    target: Target
    liftable: bool
    rule: str
    outlasts: bool = False
    on_site: bool = False
    names: tuple[Particular, ...] = ()
    names_one_of: tuple[Particular, ...] = ()
    after: tuple[MeasureKind, ...] = ()
    accept_days: int = 2
    receipt_days: int = 5
    evidence: tuple[Evidence, ...] = ()
    lifting_evidence: tuple[Evidence, ...] = ()
