"""Product quality 质量 (P6): production stops, six months; then closed with approval."""

from domain.catalogue import MeasureKind
from domain.exit_paths import (
    CLOSE,
    CLOSING_RULES,
    CLOSING_WITH_APPROVAL,
    CLOSING_WITH_APPROVAL_LIMITS,
)
from domain.grounds import Ground
from domain.paths import ANYTIME, CLOSURE_PLANS_RULES, HEARING_RULES, with_months, with_orders
from domain.procedure import Procedure
from domain.requirements import Requirement
from domain.stages import Stage

QUALITY = Procedure(
    ground=Ground.QUALITY,
    version=1,
    leads=("district", "market"),
    transitions=with_orders(
        with_months(
            CLOSING_WITH_APPROVAL, Stage.OVERDUE, Stage.DECIDING, Stage.APPROVING, Stage.SENT_BACK
        ),
        period=False,
    ),
    limits=CLOSING_WITH_APPROVAL_LIMITS,
    rules={
        "flag": ("P6.1",),
        "serve_notice": ("P6.1",),
        "correct_service": ("L1",),
        "correct_notice": ("P6.1",),
        "file_report": ("P6.1",),
        "correct_report": ("P6.1",),
        "period_ended": ("P6.2",),
        "record_reinspection": ("P6.2",),
        "correct_reinspection": ("P6.2",),
        "request_approval": ("P6.2",),
        "decide_approval": ("P6.2",),
        **HEARING_RULES,
        **CLOSURE_PLANS_RULES,
        "take_exit_decision": ("P6.2",),
        **CLOSING_RULES,
    },
    anytime=ANYTIME,
    exits=CLOSE,
    rectification_months=6,
    production=(MeasureKind.PRODUCTION_STOP,),
    needs={"take_exit_decision": (Requirement.HEARING, Requirement.APPROVAL)},
)
