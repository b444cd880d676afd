"""Environment 环保 (P4): production limited or stopped; closed with approval where serious."""

from domain.catalogue import MeasureKind
from domain.exit_paths import (
    CLOSE,
    CLOSING_RULES,
    CLOSING_WITH_APPROVAL,
    CLOSING_WITH_APPROVAL_LIMITS,
)
from domain.grounds import Ground
from domain.paths import ANYTIME, CLOSURE_PLANS_RULES, HEARING_RULES, with_orders
from domain.procedure import Procedure
from domain.requirements import Requirement

ENVIRONMENT = Procedure(
    ground=Ground.ENVIRONMENT,
    version=1,
    leads=("district", "environment"),
    transitions=with_orders(CLOSING_WITH_APPROVAL, period=True),
    limits=CLOSING_WITH_APPROVAL_LIMITS,
    rules={
        "flag": ("P4.1",),
        "serve_notice": ("P4.1",),
        "correct_service": ("L1",),
        "correct_notice": ("P4.1",),
        "file_report": ("P4.1",),
        "correct_report": ("P4.1",),
        "period_ended": ("P4.1",),
        "record_reinspection": ("P4.1",),
        "correct_reinspection": ("P4.1",),
        "request_approval": ("P4.2",),
        "decide_approval": ("P4.2",),
        **HEARING_RULES,
        **CLOSURE_PLANS_RULES,
        "take_exit_decision": ("P4.2",),
        **CLOSING_RULES,
    },
    anytime=ANYTIME,
    exits=CLOSE,
    period_by_order=True,
    production=(MeasureKind.PRODUCTION_STOP, MeasureKind.PRODUCTION_LIMIT),
    needs={"take_exit_decision": (Requirement.HEARING, Requirement.APPROVAL)},
)
