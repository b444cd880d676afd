"""Industrial policy 产业政策 (P1): eliminated equipment closes and exits at once."""

from domain.exit_paths import (
    BEFORE_DISMANTLE_OR_SEAL,
    EXITING,
    EXITING_LIMITS,
    EXITING_RULES,
    EXITS,
)
from domain.grounds import Ground
from domain.paths import (
    ANYTIME,
    CLOSURE_PLANS_RULES,
    DISMANTLE_OR_SEAL,
    HEARING_RULES,
    before_closure,
)
from domain.procedure import Limit, Procedure
from domain.stages import Lateness, Stage

ELIMINATED = Procedure(
    ground=Ground.ELIMINATED,
    version=1,
    leads=("district", "industry", "power", "reform"),
    transitions={
        Stage.FLAGGED: {"serve_notice": Stage.DECIDING},
        Stage.DECIDING: {
            **before_closure(Stage.DECIDING),
            **DISMANTLE_OR_SEAL,
        },
        **EXITING,
    },
    limits={
        Stage.FLAGGED: Limit(7, Lateness.NOTICE),
        Stage.DECIDING: Limit(5, Lateness.DECISION),
        **EXITING_LIMITS,
    },
    rules={
        "flag": ("P1.1",),
        "serve_notice": ("P1.1",),
        **HEARING_RULES,
        **CLOSURE_PLANS_RULES,
        **EXITING_RULES,
        "take_exit_decision:dismantle": ("P1.1", "P1.2"),
    },
    anytime=ANYTIME,
    exits=EXITS,
    needs=BEFORE_DISMANTLE_OR_SEAL,
)
