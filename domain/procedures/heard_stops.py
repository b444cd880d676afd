"""Stop orders that count as a penalty 责令停产整治, where a city reads the law so (L5)."""

from dataclasses import replace
from typing import Literal

from domain.catalogue import MeasureKind
from domain.grounds import Ground
from domain.heard_orders import before_order
from domain.paths import hearing
from domain.procedure import Procedure
from domain.requirements import Requirement
from domain.stages import Stage

HeardGround = Literal[Ground.ENVIRONMENT, Ground.QUALITY]
"""P4.1, P6.1. A stop for unsafe conditions is never held up (P5.1)."""


def heard_before_stop(procedure: Procedure) -> Procedure:
    """With the enterprise told, and heard if it asks for it, before the notice stops production; a
    limit stays an order to put right."""
    flagged = {**procedure.transitions[Stage.FLAGGED], **hearing(Stage.FLAGGED)}
    before_stop = {before_order(MeasureKind.PRODUCTION_STOP): (Requirement.HEARING,)}
    return replace(
        procedure,
        transitions={**procedure.transitions, Stage.FLAGGED: flagged},
        needs={**procedure.needs, **before_stop},
    )
