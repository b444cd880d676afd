"""The procedures 程序 as data: one entry a ground, and nothing else knows what a ground lays down.

A case carries a copy of its procedure from its start, so it goes on under the rules it began
with (S10). Periods where the law gives none are settings of the entry.
"""

from dataclasses import dataclass
from enum import StrEnum

from domain.measures import MeasureKind
from domain.stages import Lateness, Stage
from domain.words import Text


class Ground(StrEnum):
    ELIMINATED = "eliminated"
    ENERGY = "energy"


class Way(StrEnum):
    """How a line exits (P1.2, P1.3)."""

    DISMANTLE = "dismantle"
    SEAL = "seal"


WAYS = {Way.DISMANTLE: Text("拆除", "dismantling"), Way.SEAL: Text("封存", "sealing")}


class Requirement(StrEnum):
    """What an exit needs besides the measures of its way (S4)."""

    DISMANTLING = "dismantling"
    COMMITMENT = "commitment"
    ANNOUNCEMENT = "announcement"


GROUNDS = {
    Ground.ELIMINATED: Text("产业政策（淘汰类）", "industrial policy (eliminated class)"),
    Ground.ENERGY: Text("能耗限额", "energy consumption limit"),
}

REQUIREMENTS = {
    Requirement.DISMANTLING: Text("拆除主体设备", "dismantling of the main equipment"),
    Requirement.COMMITMENT: Text("公开承诺", "public commitment"),
    Requirement.ANNOUNCEMENT: Text("门户网站公告", "announcement on the portal"),
}


@dataclass(frozen=True, slots=True)
class Limit:
    """How many working days a stage may last before it is late and escalated (S8)."""

    working_days: int
    lateness: Lateness


@dataclass(frozen=True, slots=True)
class Exit:
    """What must be confirmed before an exit counts as complete (S4)."""

    requirements: tuple[Requirement, ...]
    measures: tuple[MeasureKind, ...] = ()


@dataclass(frozen=True, slots=True)
class Procedure:
    """`transitions[stage][what]` is the next stage; `what` is an action, or an action with its
    outcome (`record_reinspection:fail`), or `period_ended` or `exit_completed`, which time and
    the core bring about. `rules` says which rule an action rests on."""

    ground: Ground
    version: int
    judged_by_figures: bool
    rectification_months: int | None
    extension_months: int
    transitions: dict[Stage, dict[str, Stage]]
    limits: dict[Stage, Limit]
    rules: dict[str, tuple[str, ...]]
    exits: dict[Way, Exit]
    reminder_days: tuple[int, ...] = (30, 7, 1)
    receipt_reminder_days: int = 2
    receipt_days: int = 5

    def permits(self, stage: Stage, what: str) -> bool:
        options = self.transitions.get(stage, {})
        return what in options or any(option.startswith(f"{what}:") for option in options)

    def leads_on(self, stage: Stage, what: str, outcome: str) -> bool:
        options = self.transitions[stage]
        return what in options or f"{what}:{outcome}" in options

    def after(self, stage: Stage, what: str, outcome: str = "") -> Stage:
        options = self.transitions[stage]
        return options[f"{what}:{outcome}"] if f"{what}:{outcome}" in options else options[what]


_TAKE_DECISION = {
    "take_exit_decision:dismantle": Stage.DISMANTLING,
    "take_exit_decision:seal": Stage.SEALING,
}
_WITHDRAW = {"withdraw": Stage.WITHDRAWN}
_REINSPECT = {
    "record_reinspection:pass": Stage.RECTIFIED,
    "record_reinspection:fail": Stage.DECIDING,
}
_EXIT: dict[Stage, dict[str, Stage]] = {
    Stage.DECIDING: {**_TAKE_DECISION, **_WITHDRAW},
    Stage.DISMANTLING: {
        "confirm_dismantling": Stage.DISMANTLING,
        "record_announcement": Stage.DISMANTLING,
        "take_exit_decision:seal": Stage.SEALING,
        "exit_completed": Stage.DISMANTLED,
        **_WITHDRAW,
    },
    Stage.SEALING: {
        "record_commitment": Stage.SEALING,
        "record_announcement": Stage.SEALING,
        "exit_completed": Stage.SEALED,
        **_WITHDRAW,
    },
    Stage.SEALED: {
        "confirm_dismantling": Stage.SEALED,
        "exit_completed": Stage.DISMANTLED,
        **_WITHDRAW,
    },
}
_EXIT_RULES: dict[str, tuple[str, ...]] = {
    "take_exit_decision:dismantle": ("P1.2",),
    "take_exit_decision:seal": ("P1.3", "P1.4", "P1.5"),
    "confirm_dismantling": ("P1.2",),
    "record_commitment": ("P1.4",),
    "record_announcement": ("P1.5",),
    "exit_completed": ("S4",),
}
_EXIT_LIMITS = {
    Stage.DISMANTLING: Limit(60, Lateness.DISMANTLING),
    Stage.SEALING: Limit(15, Lateness.SEALING),
}
_EXITS = {
    Way.DISMANTLE: Exit((Requirement.DISMANTLING, Requirement.ANNOUNCEMENT)),
    Way.SEAL: Exit(
        (Requirement.COMMITMENT, Requirement.ANNOUNCEMENT),
        (
            MeasureKind.WATER_CUT,
            MeasureKind.POWER_CUT,
            MeasureKind.POWER_UNIT_REMOVAL,
            MeasureKind.SEAL,
        ),
    ),
}

ENERGY = Procedure(
    ground=Ground.ENERGY,
    version=1,
    judged_by_figures=True,
    rectification_months=6,
    extension_months=3,
    transitions={
        Stage.FLAGGED: {"serve_notice": Stage.RECTIFYING, **_WITHDRAW},
        Stage.RECTIFYING: {
            "apply_for_extension": Stage.RECTIFYING,
            "decide_extension": Stage.RECTIFYING,
            "file_report": Stage.REPORTED,
            "period_ended": Stage.OVERDUE,
            **_WITHDRAW,
        },
        Stage.REPORTED: {**_REINSPECT, **_WITHDRAW},
        Stage.OVERDUE: {**_REINSPECT, **_TAKE_DECISION, **_WITHDRAW},
        **_EXIT,
    },
    limits={
        Stage.FLAGGED: Limit(7, Lateness.NOTICE),
        Stage.REPORTED: Limit(10, Lateness.REINSPECTION),
        Stage.OVERDUE: Limit(10, Lateness.REINSPECTION),
        Stage.DECIDING: Limit(10, Lateness.DECISION),
        **_EXIT_LIMITS,
    },
    rules={
        "flag": ("P2.1",),
        "serve_notice": ("P2.1",),
        "apply_for_extension": ("P2.2",),
        "decide_extension": ("P2.2", "S3"),
        "file_report": ("P2.1",),
        "period_ended": ("P2.3",),
        "record_reinspection": ("P2.3",),
        **_EXIT_RULES,
        "take_exit_decision:dismantle": ("P2.3", "P1.2"),
        "take_exit_decision:seal": ("P2.3", "P1.3", "P1.4", "P1.5"),
    },
    exits=_EXITS,
)

ELIMINATED = Procedure(
    ground=Ground.ELIMINATED,
    version=1,
    judged_by_figures=False,
    rectification_months=None,
    extension_months=0,
    transitions={
        Stage.FLAGGED: {"serve_notice": Stage.DECIDING, **_WITHDRAW},
        **_EXIT,
    },
    limits={
        Stage.FLAGGED: Limit(7, Lateness.NOTICE),
        Stage.DECIDING: Limit(5, Lateness.DECISION),
        **_EXIT_LIMITS,
    },
    rules={
        "flag": ("P1.1",),
        "serve_notice": ("P1.1",),
        **_EXIT_RULES,
        "take_exit_decision:dismantle": ("P1.1", "P1.2"),
    },
    exits=_EXITS,
)

EXIT_WAYS = {
    Stage.DISMANTLING: Way.DISMANTLE,
    Stage.SEALING: Way.SEAL,
    Stage.SEALED: Way.DISMANTLE,
}
"""The exit that each of these stages is on the way to."""

PROCEDURES = {procedure.ground: procedure for procedure in (ELIMINATED, ENERGY)}
