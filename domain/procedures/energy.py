"""Energy consumption 能耗 (P2.1-P2.3): six months to get within the limit, three more at most."""

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
    HANDED_IN_IN_TIME,
    HEARING_RULES,
    OVERDUE_BY_MISTAKE,
    RECTIFYING_LIMITS,
    REINSPECT,
    REINSPECTED_WRONGLY,
    before_closure,
    prices,
    rectifying,
)
from domain.procedure import Procedure
from domain.stages import Stage

_RECTIFYING = rectifying(extension=True)

ENERGY = Procedure(
    ground=Ground.ENERGY,
    version=1,
    leads=("district", "reform", "industry"),
    transitions={
        **_RECTIFYING,
        Stage.RECTIFYING: {**_RECTIFYING[Stage.RECTIFYING], **prices(Stage.RECTIFYING)},
        Stage.REPORTED: {**_RECTIFYING[Stage.REPORTED], **prices(Stage.REPORTED)},
        Stage.OVERDUE: {
            **REINSPECT,
            **HANDED_IN_IN_TIME,
            "apply_for_extension": Stage.RECTIFYING,
            **OVERDUE_BY_MISTAKE,
            **prices(Stage.OVERDUE),
            **before_closure(Stage.OVERDUE),
            **DISMANTLE_OR_SEAL,
        },
        Stage.DECIDING: {
            **OVERDUE_BY_MISTAKE,
            **prices(Stage.DECIDING),
            **before_closure(Stage.DECIDING),
            **REINSPECTED_WRONGLY,
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
        "correct_report": ("P2.1",),
        "period_ended": ("P2.3",),
        "record_reinspection": ("P2.3",),
        "correct_reinspection": ("P2.3",),
        "impose_price": ("O5",),
        "lift_price": ("O5",),
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
    needs=BEFORE_DISMANTLE_OR_SEAL,
)
