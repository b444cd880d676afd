"""Restricted-class capacity 限制类 (O5): prices while it is there, reviewed every year."""

from domain.grounds import Ground
from domain.paths import ANYTIME, prices
from domain.procedure import Limit, Procedure
from domain.stages import Lateness, Stage

RESTRICTED = Procedure(
    ground=Ground.RESTRICTED,
    version=1,
    leads=("district", "reform", "industry"),
    transitions={
        Stage.FLAGGED: {"serve_notice": Stage.CONTROLLED},
        Stage.CONTROLLED: {
            **prices(Stage.CONTROLLED),
            "review_control:keep": Stage.CONTROLLED,
            "review_control:end": Stage.RECTIFIED,
        },
    },
    limits={
        Stage.FLAGGED: Limit(7, Lateness.NOTICE),
        Stage.CONTROLLED: Limit(250, Lateness.REVIEW),
    },
    rules={
        "flag": ("O5",),
        "serve_notice": ("O5",),
        "impose_price": ("O5",),
        "lift_price": ("O5",),
        "review_control": ("O5",),
    },
    anytime=ANYTIME,
    exits={},
)
