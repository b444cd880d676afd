"""Production factors 要素 (P3): exit by the date of the annual plan."""

from domain.catalogue import RESTRICTIONS, MeasureKind
from domain.exit_paths import (
    BEFORE_DISMANTLE_OR_SEAL,
    EXITING,
    EXITING_LIMITS,
    EXITING_RULES,
    EXITS,
)
from domain.grounds import Ground
from domain.line_kinds import EXITING_BY_PLAN
from domain.paths import (
    ANYTIME,
    CLOSURE_PLANS_RULES,
    DISMANTLE_OR_SEAL,
    HEARING_RULES,
    before_closure,
)
from domain.procedure import Limit, Procedure
from domain.stages import Lateness, Stage

FACTORS = Procedure(
    ground=Ground.FACTORS,
    version=1,
    leads=("district", "industry", "reform", "power"),
    transitions={
        Stage.FLAGGED: {"serve_notice": Stage.PLANNED},
        Stage.PLANNED: {
            "correct_service": Stage.PLANNED,
            "period_ended": Stage.VERIFYING,
            "verify_exit:absorbed": Stage.RECTIFIED,
            "verify_exit:exited": Stage.DECIDING,
        },
        Stage.VERIFYING: {
            "correct_line:planned": Stage.PLANNED,
            "verify_exit:absorbed": Stage.RECTIFIED,
            "verify_exit:exited": Stage.DECIDING,
            "verify_exit:remaining": Stage.UNEXITED,
        },
        Stage.DECIDING: {
            **before_closure(Stage.DECIDING),
            "correct_verification": Stage.PLANNED,
            **DISMANTLE_OR_SEAL,
        },
        Stage.UNEXITED: {
            "verify_exit:absorbed": Stage.RECTIFIED,
            "verify_exit:exited": Stage.DECIDING,
            "correct_verification": Stage.PLANNED,
            **before_closure(Stage.UNEXITED),
            **DISMANTLE_OR_SEAL,
        },
        **EXITING,
    },
    limits={
        Stage.FLAGGED: Limit(7, Lateness.NOTICE),
        Stage.VERIFYING: Limit(10, Lateness.VERIFICATION),
        Stage.DECIDING: Limit(10, Lateness.DECISION),
        Stage.UNEXITED: Limit(20, Lateness.UNEXITED),
        **EXITING_LIMITS,
    },
    rules={
        "flag": ("P3.1",),
        "serve_notice": ("P3.1",),
        "correct_service": ("L1",),
        "period_ended": ("P3.1",),
        "correct_line:planned": ("S7", "P3.1"),
        "verify_exit": ("P3.1", "P3.2"),
        "correct_verification": ("P3.1",),
        **HEARING_RULES,
        **CLOSURE_PLANS_RULES,
        **EXITING_RULES,
        "take_exit_decision:dismantle": ("P3.1", "P1.2"),
        "take_exit_decision:seal": ("P3.1", "P1.3", "P1.4", "P1.5"),
    },
    anytime=ANYTIME,
    exits=EXITS,
    planned=True,
    kinds=EXITING_BY_PLAN,
    needs=BEFORE_DISMANTLE_OR_SEAL,
    held={
        Stage.UNEXITED: (
            MeasureKind.CREDIT_ENTRY,
            *RESTRICTIONS,
            MeasureKind.CREDIT_CURB,
        )
    },
)
