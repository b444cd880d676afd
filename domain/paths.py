"""Stretches of a path that several procedures share, as data."""

from domain.catalogue import MeasureKind
from domain.procedure import Exit, Limit, Way
from domain.requirements import Requirement
from domain.stages import Lateness, Stage

Transitions = dict[Stage, dict[str, Stage]]
Rules = dict[str, tuple[str, ...]]

BEFORE_A_CUT = ("file_shutdown_plan", "decide_shutdown_plan", "give_enforcement_notice")
REINSPECT = {
    "record_reinspection:pass": Stage.RECTIFIED,
    "record_reinspection:fail": Stage.DECIDING,
}
DISMANTLE_OR_SEAL = {
    "take_exit_decision:dismantle": Stage.DISMANTLING,
    "take_exit_decision:seal": Stage.SEALING,
}


def staying(stage: Stage, *actions: str) -> dict[str, Stage]:
    return dict.fromkeys(actions, stage)


def hearing(stage: Stage) -> dict[str, Stage]:
    """L5, before a decision."""
    return staying(
        stage,
        "give_advance_notice",
        "record_statement",
        "answer_statement",
        "request_hearing",
        "waive_hearing",
        "record_hearing",
        "correct_advance_notice",
        "correct_hearing",
    )


def closure_plans(stage: Stage) -> dict[str, Stage]:
    """O7, from when a closure may come until it is carried out."""
    return staying(
        stage,
        "file_resettlement_plan",
        "decide_resettlement_plan",
        "file_risk_plan",
        "decide_risk_plan",
    )


def prices(stage: Stage) -> dict[str, Stage]:
    """O5, until the line is put right or its exit is decided."""
    return staying(stage, "impose_price", "lift_price")


UNREPORTED = {"correct_report": Stage.RECTIFYING}
HANDED_IN_IN_TIME = {"file_report": Stage.REPORTED}
"""On paper, and entered after the end of the period."""


OVERDUE_BY_MISTAKE = {"correct_service": Stage.RECTIFYING}
"""Where months run from the service (L1), a wrong day of it may have ended them too early (S2); it
is found as late as when the exit is to be decided, unless a re-inspection failed."""


REINSPECTED_WRONGLY = {
    "correct_reinspection:pass": Stage.RECTIFIED,
    "correct_reinspection:fail": Stage.DECIDING,
}


def announcing(stage: Stage) -> dict[str, Stage]:
    """P1.5, O4.2: by the competent department on order, or by who records it."""
    return staying(stage, "order_announcement", "record_announcement", "correct_announcement")


def before_closure(stage: Stage) -> dict[str, Stage]:
    return {**hearing(stage), **closure_plans(stage)}


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


def rectifying(extension: bool) -> Transitions:
    """From the notice to the re-inspection."""
    extend = staying(Stage.RECTIFYING, "apply_for_extension", "decide_extension")
    return {
        Stage.FLAGGED: {"serve_notice": Stage.RECTIFYING},
        Stage.RECTIFYING: {
            **(extend if extension else {}),
            "correct_service": Stage.RECTIFYING,
            "file_report": Stage.REPORTED,
            "period_ended": Stage.OVERDUE,
        },
        Stage.REPORTED: {**REINSPECT, "correct_service": Stage.REPORTED, **UNREPORTED},
    }


RECTIFYING_LIMITS = {
    Stage.FLAGGED: Limit(7, Lateness.NOTICE),
    Stage.REPORTED: Limit(10, Lateness.REINSPECTION),
    Stage.OVERDUE: Limit(10, Lateness.REINSPECTION),
    Stage.DECIDING: Limit(10, Lateness.DECISION),
}

ANYTIME: dict[str, Stage | None] = {
    "correct_line": None,
    "suspend": None,
    "resume": None,
    "undo_measures": None,
    "redo_measures": None,
    "withdraw": Stage.WITHDRAWN,
    "confirm_step": None,
    "reject_step": None,
    "take_back_step": None,
    "reassign": None,
}
"""What may be done in every open stage, and where it leads; None where the case stays."""

HEARING_RULES: Rules = dict.fromkeys(hearing(Stage.DECIDING), ("L5",)) | {
    "give_advance_notice": ("L5", "L4"),
    "correct_advance_notice": ("L5", "L4"),
}

CLOSURE_PLANS_RULES: Rules = dict.fromkeys(closure_plans(Stage.DECIDING), ("O7",))
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


_WHILE_ORDERED = (
    *(Stage.RECTIFYING, Stage.REPORTED, Stage.OVERDUE),
    *(Stage.APPROVING, Stage.SENT_BACK, Stage.DECIDING),
)


def with_orders(transitions: Transitions, period: bool) -> Transitions:
    """An order is put right as long as no exit is decided; where it sets the `period`, a wrong last
    day may have ended that too early (S2)."""
    back = {"correct_notice:period": Stage.RECTIFYING} if period else {}
    return transitions | {
        stage: {
            **transitions[stage],
            "correct_notice": stage,
            **({} if stage in (Stage.RECTIFYING, Stage.REPORTED) else back),
        }
        for stage in _WHILE_ORDERED
        if stage in transitions
    }


def with_months(transitions: Transitions, *stages: Stage) -> Transitions:
    """What follows the end of a period of months, at these stages."""
    back = {stage: {**transitions[stage], **OVERDUE_BY_MISTAKE} for stage in stages}
    return {**transitions, **back}


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
