"""The procedures 程序 as data: one entry a ground, and nothing else knows what a ground lays down.

Periods where the law gives none are settings of the entry.
"""

from collections.abc import Mapping
from dataclasses import replace

from domain.grounds import Ground
from domain.procedure import Procedure
from domain.procedures.eliminated import ELIMINATED
from domain.procedures.energy import ENERGY
from domain.procedures.energy_supply import ENERGY_SUPPLY
from domain.procedures.environment import ENVIRONMENT
from domain.procedures.factors import FACTORS
from domain.procedures.heard_stops import HeardGround, heard_before_stop
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
    "procedures_with",
]

PROCEDURES: Mapping[Ground, Procedure] = {
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


def procedures_with(
    *, second_person: bool, heard_stops: tuple[HeardGround, ...] = ()
) -> Mapping[Ground, Procedure]:
    """As an installation goes by them: without `second_person` an irreversible step takes effect
    when one person entitled to it takes it (S1); on `heard_stops` the enterprise is heard before
    its production is stopped (L5)."""
    heard: dict[Ground, Procedure] = {
        ground: heard_before_stop(PROCEDURES[ground]) for ground in heard_stops
    }
    procedures = {**PROCEDURES, **heard} if heard else PROCEDURES
    if second_person:
        return procedures
    return {ground: replace(each, second_person=()) for ground, each in procedures.items()}
