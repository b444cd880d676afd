"""The procedures 程序 as data: one entry a ground, and nothing else knows what a ground lays down.

Periods where the law gives none are settings of the entry.
"""

from domain.procedures.eliminated import ELIMINATED
from domain.procedures.energy import ENERGY
from domain.procedures.energy_supply import ENERGY_SUPPLY
from domain.procedures.environment import ENVIRONMENT
from domain.procedures.factors import FACTORS
from domain.procedures.quality import QUALITY
from domain.procedures.restricted import RESTRICTED
from domain.procedures.safety import SAFETY

__all__ = [
    "ELIMINATED",
    "ENERGY",
    "ENERGY_SUPPLY",
    "ENVIRONMENT",
    "FACTORS",
    "PROCEDURES",
    "QUALITY",
    "RESTRICTED",
    "SAFETY",
]

PROCEDURES = {
    procedure.ground: procedure
    for procedure in (
        ELIMINATED,
        ENERGY,
        ENERGY_SUPPLY,
        FACTORS,
        ENVIRONMENT,
        SAFETY,
        QUALITY,
        RESTRICTED,
    )
}
