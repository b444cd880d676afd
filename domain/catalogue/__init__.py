"""The catalogue of measures 措施 as data, and the departments that carry them out."""

from domain.catalogue.credit import CREDIT_MEASURES, RESTRICTIONS
from domain.catalogue.departments import DEPARTMENTS
from domain.catalogue.exits import EXIT_MEASURES
from domain.catalogue.kinds import MeasureKind
from domain.catalogue.measure_rule import (
    EVIDENCE,
    PARTICULARS,
    SUPPLY_POINTS,
    TARGETS,
    Evidence,
    MeasureRule,
    Particular,
    Target,
)
from domain.catalogue.prices import PRICES

__all__ = [
    "DEPARTMENTS",
    "EVIDENCE",
    "MEASURES",
    "PARTICULARS",
    "PRICES",
    "RESTRICTIONS",
    "SUPPLY_POINTS",
    "TARGETS",
    "Evidence",
    "MeasureKind",
    "MeasureRule",
    "Particular",
    "Target",
]

MEASURES = {**EXIT_MEASURES, **CREDIT_MEASURES, **PRICES}
