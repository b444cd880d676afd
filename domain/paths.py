"""Stretches of a path that several procedures share, as data."""

from domain.procedure import Limit
from domain.stages import Lateness, Stage

Transitions = dict[Stage, dict[str, Stage]]

Rules = dict[str, tuple[str, ...]]

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


def before_closure(stage: Stage) -> dict[str, Stage]:
    return {**hearing(stage), **closure_plans(stage)}


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
