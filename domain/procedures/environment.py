"""Environment 环保 (P4): production limited or stopped; closed with approval where serious."""

from domain.catalogue import MeasureKind
from domain.grounds import Ground
from domain.paths import (
    ANYTIME,
    CLOSE,
    CLOSING,
    CLOSING_LIMITS,
    CLOSURE_PLANS_RULES,
    HEARING_RULES,
    RECTIFYING_LIMITS,
    REINSPECT,
    closure_plans,
    hearing,
    rectifying,
)
from domain.procedure import Limit, Procedure
from domain.requirements import Requirement
from domain.stages import Lateness, Stage

ENVIRONMENT = Procedure(
    ground=Ground.ENVIRONMENT,
    version=1,
    leads=(
        "district",
        "environment",
    ),
    transitions={
        **rectifying(extension=False),
        Stage.OVERDUE: {
            **REINSPECT,
            **hearing(Stage.OVERDUE),
            **closure_plans(Stage.OVERDUE),
            "request_approval": Stage.APPROVING,
        },
        Stage.DECIDING: {
            **hearing(Stage.DECIDING),
            **closure_plans(Stage.DECIDING),
            "request_approval": Stage.APPROVING,
            "take_exit_decision:close": Stage.CLOSING,
        },
        Stage.APPROVING: {
            "decide_approval": Stage.DECIDING,
            **hearing(Stage.APPROVING),
            **closure_plans(Stage.APPROVING),
        },
        **CLOSING,
    },
    limits={
        **RECTIFYING_LIMITS,
        Stage.APPROVING: Limit(10, Lateness.APPROVAL),
        **CLOSING_LIMITS,
    },
    rules={
        "flag": ("P4.1",),
        "serve_notice": ("P4.1",),
        "correct_service": ("L1",),
        "file_report": ("P4.1",),
        "period_ended": ("P4.1",),
        "record_reinspection": ("P4.1",),
        "request_approval": ("P4.2",),
        "decide_approval": ("P4.2",),
        **HEARING_RULES,
        **CLOSURE_PLANS_RULES,
        "take_exit_decision": ("P4.2",),
        "record_announcement": ("O4.2",),
        "revoke_decision": ("L7",),
        "exit_completed": ("S4",),
        "record_watch": ("O3",),
    },
    anytime=ANYTIME,
    exits=CLOSE,
    period_by_order=True,
    production=(MeasureKind.PRODUCTION_STOP, MeasureKind.PRODUCTION_LIMIT),
    needs={"take_exit_decision": (Requirement.HEARING, Requirement.APPROVAL)},
)
