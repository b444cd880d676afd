"""The procedures 程序 as data: one entry a ground, and nothing else knows what a ground lays down.

Periods where the law gives none are settings of the entry.
"""

from domain.catalogue import RESTRICTIONS, MeasureKind
from domain.grounds import Ground
from domain.paths import (
    ANYTIME,
    CLOSE,
    CLOSING,
    CLOSING_LIMITS,
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
    closure_plans,
    hearing,
    rectifying,
    watched,
)
from domain.procedure import Exit, Limit, Procedure, Way
from domain.requirements import Requirement
from domain.stages import Lateness, Stage

_HEARD = (Requirement.HEARING,)
_APPROVED = (Requirement.HEARING, Requirement.APPROVAL)

ELIMINATED = Procedure(
    ground=Ground.ELIMINATED,
    version=1,
    leads=("industry", "power", "reform"),
    transitions={
        Stage.FLAGGED: {"serve_notice": Stage.DECIDING},
        Stage.DECIDING: {
            **hearing(Stage.DECIDING),
            **closure_plans(Stage.DECIDING),
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
    needs={"take_exit_decision": _HEARD, "confirm_dismantling": PLANS_ACCEPTED},
)

ENERGY = Procedure(
    ground=Ground.ENERGY,
    version=1,
    leads=("reform", "industry"),
    transitions={
        **rectifying(extension=True),
        Stage.OVERDUE: {
            **REINSPECT,
            **hearing(Stage.OVERDUE),
            **closure_plans(Stage.OVERDUE),
            **DISMANTLE_OR_SEAL,
        },
        Stage.DECIDING: {
            **hearing(Stage.DECIDING),
            **closure_plans(Stage.DECIDING),
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
    needs={"take_exit_decision": _HEARD, "confirm_dismantling": PLANS_ACCEPTED},
)

ENERGY_SUPPLY = Procedure(
    ground=Ground.ENERGY_SUPPLY,
    version=1,
    leads=("reform", "industry"),
    transitions={
        Stage.FLAGGED: {"serve_notice": Stage.CONTROLLED},
        Stage.CONTROLLED: {
            "review_control:keep": Stage.CONTROLLED,
            "review_control:end": Stage.RECTIFIED,
        },
    },
    limits={
        Stage.FLAGGED: Limit(7, Lateness.NOTICE),
        Stage.CONTROLLED: Limit(250, Lateness.REVIEW),
    },
    rules={
        "flag": ("P2.4", "P2.5"),
        "serve_notice": ("P2.4", "P2.5"),
        "review_control": ("P2.4", "P2.5"),
    },
    anytime=ANYTIME,
    exits={},
    held={Stage.CONTROLLED: (MeasureKind.FACTOR_CONTROL,)},
)

FACTORS = Procedure(
    ground=Ground.FACTORS,
    version=1,
    leads=("industry", "reform", "power"),
    transitions={
        Stage.FLAGGED: {"serve_notice": Stage.PLANNED},
        Stage.PLANNED: {
            "correct_service": Stage.PLANNED,
            "period_ended": Stage.VERIFYING,
            "verify_exit:absorbed": Stage.RECTIFIED,
            "verify_exit:exited": Stage.DECIDING,
        },
        Stage.VERIFYING: {
            "verify_exit:absorbed": Stage.RECTIFIED,
            "verify_exit:exited": Stage.DECIDING,
            "verify_exit:remaining": Stage.UNEXITED,
        },
        Stage.DECIDING: {
            **hearing(Stage.DECIDING),
            **closure_plans(Stage.DECIDING),
            **DISMANTLE_OR_SEAL,
        },
        Stage.UNEXITED: {
            "verify_exit:absorbed": Stage.RECTIFIED,
            "verify_exit:exited": Stage.DECIDING,
            **hearing(Stage.UNEXITED),
            **closure_plans(Stage.UNEXITED),
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
        "verify_exit": ("P3.1", "P3.2"),
        **HEARING_RULES,
        **CLOSURE_PLANS_RULES,
        **EXITING_RULES,
        "take_exit_decision:dismantle": ("P3.1", "P1.2"),
        "take_exit_decision:seal": ("P3.1", "P1.3", "P1.4", "P1.5"),
    },
    anytime=ANYTIME,
    exits=EXITS,
    planned=True,
    needs={"take_exit_decision": _HEARD, "confirm_dismantling": PLANS_ACCEPTED},
    held={
        Stage.UNEXITED: (
            MeasureKind.CREDIT_ENTRY,
            *RESTRICTIONS,
            MeasureKind.CREDIT_CURB,
        )
    },
)

ENVIRONMENT = Procedure(
    ground=Ground.ENVIRONMENT,
    version=1,
    leads=("environment",),
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
    needs={"take_exit_decision": _APPROVED},
)

SAFETY = Procedure(
    ground=Ground.SAFETY,
    version=1,
    leads=("emergency",),
    transitions={
        **rectifying(extension=False),
        Stage.OVERDUE: {
            **REINSPECT,
            **hearing(Stage.OVERDUE),
            **closure_plans(Stage.OVERDUE),
            "take_exit_decision:revoke": Stage.REVOKING,
            "take_exit_decision:close": Stage.CLOSING,
        },
        Stage.DECIDING: {
            **hearing(Stage.DECIDING),
            **closure_plans(Stage.DECIDING),
            "take_exit_decision:revoke": Stage.REVOKING,
            "take_exit_decision:close": Stage.CLOSING,
        },
        Stage.REVOKING: {
            "record_announcement": Stage.REVOKING,
            "revoke_decision": Stage.DECIDING,
            "exit_completed": Stage.REVOKED,
        },
        **watched(Stage.REVOKED),
        **CLOSING,
    },
    limits={
        **RECTIFYING_LIMITS,
        Stage.REVOKING: Limit(15, Lateness.CLOSING),
        **CLOSING_LIMITS,
    },
    rules={
        "flag": ("P5.1",),
        "serve_notice": ("P5.1",),
        "correct_service": ("L1",),
        "file_report": ("P5.1",),
        "period_ended": ("P5.2",),
        "record_reinspection": ("P5.2",),
        **HEARING_RULES,
        **CLOSURE_PLANS_RULES,
        "take_exit_decision": ("P5.2",),
        "record_announcement": ("O4.2",),
        "revoke_decision": ("L7",),
        "exit_completed": ("S4",),
        "record_watch": ("O3",),
    },
    anytime=ANYTIME,
    exits={
        **CLOSE,
        # Revoking a permit closes nobody's workplace by itself: O7 asks for nothing before it.
        Way.REVOKE: Exit((Requirement.ANNOUNCEMENT,), (MeasureKind.PERMIT_REVOCATION,)),
    },
    period_by_order=True,
    production=(MeasureKind.PRODUCTION_STOP,),
    emergency="存在不安全生产条件，责令立即停产",
    needs={"take_exit_decision": _HEARD},
)

QUALITY = Procedure(
    ground=Ground.QUALITY,
    version=1,
    leads=("market",),
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
        "flag": ("P6.1",),
        "serve_notice": ("P6.1",),
        "correct_service": ("L1",),
        "file_report": ("P6.1",),
        "period_ended": ("P6.2",),
        "record_reinspection": ("P6.2",),
        "request_approval": ("P6.2",),
        "decide_approval": ("P6.2",),
        **HEARING_RULES,
        **CLOSURE_PLANS_RULES,
        "take_exit_decision": ("P6.2",),
        "record_announcement": ("O4.2",),
        "revoke_decision": ("L7",),
        "exit_completed": ("S4",),
        "record_watch": ("O3",),
    },
    anytime=ANYTIME,
    exits=CLOSE,
    rectification_months=6,
    production=(MeasureKind.PRODUCTION_STOP,),
    needs={"take_exit_decision": _APPROVED},
)

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
    )
}
