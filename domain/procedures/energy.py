"""Energy consumption 能耗 (P2.1-P2.3): six months to get within the limit, three more at most."""

from domain.grounds import Ground
from domain.paths import (
    ANYTIME,
    CLOSURE_PLANS_RULES,
    DISMANTLE_OR_SEAL,
    EXITING,
    EXITING_LIMITS,
    EXITING_RULES,
    EXITS,
    HEARING_RULES,
    PLANS_ACCEPTED,
    RECTIFYING_LIMITS,
    REINSPECT,
    before_closure,
    rectifying,
)
from domain.procedure import Procedure
from domain.requirements import Requirement
from domain.stages import Stage

ENERGY = Procedure(
    ground=Ground.ENERGY,
    version=1,
    leads=("district", "reform", "industry"),
    transitions={
        **rectifying(extension=True),
        Stage.OVERDUE: {
            **REINSPECT,
            **before_closure(Stage.OVERDUE),
            **DISMANTLE_OR_SEAL,
        },
        Stage.DECIDING: {
            **before_closure(Stage.DECIDING),
            **DISMANTLE_OR_SEAL,
        },
        **EXITING,
    },
    limits={**RECTIFYING_LIMITS, **EXITING_LIMITS},
    rules={
        "flag": ("P2.1",),
        "serve_notice": ("P2.1",),
        "correct_service": ("L1",),
        "apply_for_extension": ("P2.2",),
        "decide_extension": ("P2.2", "S3"),
        "file_report": ("P2.1",),
        "period_ended": ("P2.3",),
        "record_reinspection": ("P2.3",),
        **HEARING_RULES,
        **CLOSURE_PLANS_RULES,
        **EXITING_RULES,
        "take_exit_decision:dismantle": ("P2.3", "P1.2"),
        "take_exit_decision:seal": ("P2.3", "P1.3", "P1.4", "P1.5"),
    },
    anytime=ANYTIME,
    exits=EXITS,
    judged_by_figures=True,
    rectification_months=6,
    extension_months=3,
    needs={"take_exit_decision": (Requirement.HEARING,), "confirm_dismantling": PLANS_ACCEPTED},
)
