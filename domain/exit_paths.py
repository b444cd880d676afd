"""Stretches of a path from the exit decision on, that several procedures share, as data."""

from domain.catalogue import MeasureKind
from domain.paths import (
    HANDED_IN_IN_TIME,
    RECTIFYING_LIMITS,
    REINSPECT,
    REINSPECTED_WRONGLY,
    Rules,
    Transitions,
    before_closure,
    closure_plans,
    rectifying,
    staying,
)
from domain.procedure import Exit, Limit, Way
from domain.requirements import Requirement
from domain.stages import Lateness, Stage

BEFORE_A_CUT = ("file_shutdown_plan", "decide_shutdown_plan", "give_enforcement_notice")


def announcing(stage: Stage) -> dict[str, Stage]:
    """P1.5, O4.2: by the competent department on order, or by who records it."""
    return staying(stage, "order_announcement", "record_announcement", "correct_announcement")


def watched(stage: Stage) -> Transitions:
    """After an exit that left no seals to be broken."""
    return {stage: staying(stage, "record_watch:nothing", "record_watch:resumed", "correct_watch")}


def exited(stage: Stage, before: Stage) -> Transitions:
    """Watched, and what it left in force may still be suspended or overturned (L7)."""
    return {
        stage: {
            **watched(stage)[stage],
            "suspend": before,
            "revoke_decision": Stage.DECIDING,
            "correct_announcement": before,
        }
    }


OVERTURNED_RULES: Rules = dict.fromkeys(("suspend", "revoke_decision"), ("L7",))

PLANS_ACCEPTED = (Requirement.RESETTLEMENT, Requirement.RISK)

STANDS_STILL = {
    "correct_dismantling:dismantle": Stage.DISMANTLING,
    "correct_dismantling:seal": Stage.SEALING,
}
"""A line that was sealed first is sealed again."""

EXITING: Transitions = {
    Stage.DISMANTLING: {
        **closure_plans(Stage.DISMANTLING),
        **staying(Stage.DISMANTLING, "confirm_dismantling"),
        **STANDS_STILL,
        **announcing(Stage.DISMANTLING),
        "take_exit_decision:seal": Stage.SEALING,
        "revoke_decision": Stage.DECIDING,
        "exit_completed": Stage.DISMANTLED,
    },
    Stage.SEALING: {
        "take_exit_decision:dismantle": Stage.DISMANTLING,
        "revoke_decision": Stage.DECIDING,
        **closure_plans(Stage.SEALING),
        **staying(Stage.SEALING, *BEFORE_A_CUT),
        **staying(Stage.SEALING, "correct_enforcement_notice", "correct_dismantling"),
        **staying(Stage.SEALING, "record_commitment", "correct_commitment"),
        **announcing(Stage.SEALING),
        "exit_completed": Stage.SEALED,
    },
    Stage.SEALED: {
        **staying(Stage.SEALED, "confirm_dismantling", "correct_dismantling"),
        "correct_commitment": Stage.SEALING,
        "correct_announcement": Stage.SEALING,
        "revoke_decision": Stage.DECIDING,
        **staying(Stage.SEALED, "record_watch", "correct_watch"),
        "exit_completed": Stage.DISMANTLED,
    },
    Stage.DISMANTLED: {
        **watched(Stage.DISMANTLED)[Stage.DISMANTLED],
        **staying(Stage.DISMANTLED, "suspend", "resume"),
        **STANDS_STILL,
        "correct_announcement": Stage.DISMANTLING,
    },
}

EXITING_RULES: Rules = {
    "take_exit_decision:dismantle": ("P1.2",),
    "take_exit_decision:seal": ("P1.3", "P1.4", "P1.5"),
    "confirm_dismantling": ("P1.2",),
    "correct_dismantling": ("P1.2",),
    "file_shutdown_plan": ("P1.3",),
    "decide_shutdown_plan": ("P1.3",),
    "give_enforcement_notice": ("L6",),
    "correct_enforcement_notice": ("L6",),
    "record_commitment": ("P1.4",),
    "correct_commitment": ("P1.4",),
    **dict.fromkeys(announcing(Stage.SEALING), ("P1.5",)),
    **OVERTURNED_RULES,
    "resume": ("L7",),
    "exit_completed": ("S4",),
    "record_watch": ("P1.4", "O3"),
    "correct_watch": ("P1.4",),
}

EXITING_LIMITS = {
    Stage.DISMANTLING: Limit(60, Lateness.DISMANTLING),
    Stage.SEALING: Limit(15, Lateness.SEALING),
}

BEFORE_DISMANTLE_OR_SEAL = {
    "take_exit_decision": (Requirement.HEARING,),
    "confirm_dismantling": PLANS_ACCEPTED,
    "give_enforcement_notice": (Requirement.SHUTDOWN,),
}

EXITS = {
    Way.DISMANTLE: Exit((Requirement.DISMANTLING, Requirement.ANNOUNCEMENT), before=PLANS_ACCEPTED),
    Way.SEAL: Exit(
        (Requirement.COMMITMENT, Requirement.ANNOUNCEMENT),
        (
            MeasureKind.POWER_CUT,
            MeasureKind.WATER_CUT,
            MeasureKind.POWER_UNIT_REMOVAL,
            MeasureKind.SEAL,
        ),
        (*PLANS_ACCEPTED, Requirement.SHUTDOWN, Requirement.ENFORCEMENT_NOTICE),
    ),
}

CLOSING: Transitions = {
    Stage.CLOSING: {
        **closure_plans(Stage.CLOSING),
        **announcing(Stage.CLOSING),
        "revoke_decision": Stage.DECIDING,
        "exit_completed": Stage.CLOSED,
    },
    **exited(Stage.CLOSED, Stage.CLOSING),
}

CLOSING_LIMITS = {Stage.CLOSING: Limit(15, Lateness.CLOSING)}

CLOSE = {
    Way.CLOSE: Exit((Requirement.ANNOUNCEMENT,), (MeasureKind.PRODUCTION_STOP,), PLANS_ACCEPTED)
}

CLOSING_RULES: Rules = {
    **dict.fromkeys(announcing(Stage.CLOSING), ("O4.2",)),
    **OVERTURNED_RULES,
    "exit_completed": ("S4",),
    "record_watch": ("O3",),
    "correct_watch": ("O3",),
}

CLOSING_WITH_APPROVAL: Transitions = {
    **rectifying(extension=False),
    Stage.OVERDUE: {
        **REINSPECT,
        **HANDED_IN_IN_TIME,
        **before_closure(Stage.OVERDUE),
        "request_approval": Stage.APPROVING,
    },
    Stage.DECIDING: {
        **before_closure(Stage.DECIDING),
        **REINSPECTED_WRONGLY,
        "request_approval": Stage.APPROVING,
        "take_exit_decision:close": Stage.CLOSING,
    },
    Stage.APPROVING: {
        "decide_approval:granted": Stage.DECIDING,
        "decide_approval:refused": Stage.SENT_BACK,
        **before_closure(Stage.APPROVING),
    },
    Stage.SENT_BACK: {
        **REINSPECT,
        **before_closure(Stage.SENT_BACK),
        "request_approval": Stage.APPROVING,
    },
    **CLOSING,
}
"""Rectified, or closed with the approval of the government that has the power (P4.2, P6.2)."""

CLOSING_WITH_APPROVAL_LIMITS = {
    **RECTIFYING_LIMITS,
    Stage.APPROVING: Limit(10, Lateness.APPROVAL),
    Stage.SENT_BACK: Limit(10, Lateness.SENT_BACK),
    **CLOSING_LIMITS,
}
