"""Energy consumption beyond the limit (P2.4, P2.5): strict control of factor supply, reviewed
when the next year's figures come."""

from domain.catalogue import MeasureKind
from domain.grounds import Ground
from domain.paths import ANYTIME
from domain.procedure import Limit, Procedure
from domain.stages import Lateness, Stage

ENERGY_SUPPLY = Procedure(
    ground=Ground.ENERGY_SUPPLY,
    version=1,
    leads=("district", "reform", "industry"),
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
