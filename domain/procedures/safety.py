"""Work safety 安全生产 (P5): production stops at once; permits are revoked, or it is closed."""

from domain.catalogue import MeasureKind
from domain.exit_paths import CLOSE, CLOSING, CLOSING_LIMITS, CLOSING_RULES, announcing, exited
from domain.grounds import Ground
from domain.paths import (
    ANYTIME,
    CLOSURE_PLANS_RULES,
    HANDED_IN_IN_TIME,
    HEARING_RULES,
    RECTIFYING_LIMITS,
    REINSPECT,
    REINSPECTED_WRONGLY,
    Transitions,
    before_closure,
    rectifying,
    with_orders,
)
from domain.procedure import Exit, Limit, Procedure, Way
from domain.requirements import Requirement
from domain.stages import Lateness, Stage

_TRANSITIONS: Transitions = {
    **rectifying(extension=False),
    Stage.OVERDUE: {
        **REINSPECT,
        **HANDED_IN_IN_TIME,
        **before_closure(Stage.OVERDUE),
        "take_exit_decision:revoke": Stage.REVOKING,
        "take_exit_decision:close": Stage.CLOSING,
    },
    Stage.DECIDING: {
        **before_closure(Stage.DECIDING),
        **REINSPECTED_WRONGLY,
        "take_exit_decision:revoke": Stage.REVOKING,
        "take_exit_decision:close": Stage.CLOSING,
    },
    Stage.REVOKING: {
        **announcing(Stage.REVOKING),
        "revoke_decision": Stage.DECIDING,
        "exit_completed": Stage.REVOKED,
    },
    **exited(Stage.REVOKED, Stage.REVOKING),
    **CLOSING,
}

SAFETY = Procedure(
    ground=Ground.SAFETY,
    version=1,
    leads=("district", "emergency"),
    transitions=with_orders(_TRANSITIONS, period=True),
    limits={
        **RECTIFYING_LIMITS,
        Stage.REVOKING: Limit(15, Lateness.CLOSING),
        **CLOSING_LIMITS,
    },
    rules={
        "flag": ("P5.1",),
        "serve_notice": ("P5.1",),
        "correct_service": ("L1",),
        "correct_notice": ("P5.1",),
        "file_report": ("P5.1",),
        "correct_report": ("P5.1",),
        "period_ended": ("P5.2",),
        "record_reinspection": ("P5.2",),
        "correct_reinspection": ("P5.2",),
        **HEARING_RULES,
        **CLOSURE_PLANS_RULES,
        "take_exit_decision": ("P5.2",),
        **CLOSING_RULES,
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
    needs={"take_exit_decision": (Requirement.HEARING,)},
)
