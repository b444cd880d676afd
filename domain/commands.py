"""What can be asked of a case. An action's dataclass, its row in ACTIONS and its rules stand in
its topic (`domain/extension.py`, …) and are gathered here; API, pages and the state pictures
follow from these.
"""

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field

from domain import (
    accepting,
    advance_notice,
    advance_notice_correction,
    announcing,
    approval,
    charge,
    closing,
    closure_plans,
    consumption,
    correction,
    exit_correction,
    extension,
    factor_control,
    finding_correction,
    flagging,
    hearing,
    hearing_correction,
    line_correction,
    new_calendar,
    new_rules,
    notice,
    notice_correction,
    planned_exit,
    prices,
    receiving,
    rectification,
    refused_orders,
    reinspection_correction,
    report_correction,
    second_person,
    shutdown,
    suspension,
    watch,
    withdrawal,
)
from domain.actions import ActionRule
from domain.people import Actor
from domain.words import Attachment, Day, Reference

Action = Annotated[
    flagging.Flag
    | notice.ServeNotice
    | extension.ApplyForExtension
    | extension.DecideExtension
    | rectification.FileReport
    | rectification.RecordReinspection
    | planned_exit.VerifyExit
    | factor_control.ReviewControl
    | prices.ImposePrice
    | prices.LiftPrice
    | advance_notice.GiveAdvanceNotice
    | advance_notice.RecordStatement
    | advance_notice.AnswerStatement
    | hearing.RequestHearing
    | hearing.WaiveHearing
    | hearing.RecordHearing
    | approval.RequestApproval
    | approval.DecideApproval
    | closure_plans.FileResettlementPlan
    | closure_plans.DecideResettlementPlan
    | closure_plans.FileRiskPlan
    | closure_plans.DecideRiskPlan
    | closing.TakeExitDecision
    | shutdown.FileShutdownPlan
    | shutdown.DecideShutdownPlan
    | shutdown.GiveEnforcementNotice
    | closing.ConfirmDismantling
    | closing.RecordCommitment
    | announcing.OrderAnnouncement
    | announcing.RecordAnnouncement
    | watch.RecordWatch
    | consumption.ReportConsumption
    | accepting.AcceptOrder
    | receiving.ReportProgress
    | receiving.ReceiveReceipt
    | refused_orders.OrderAgain
    | refused_orders.UndoMeasures
    | refused_orders.RedoMeasures
    | line_correction.CorrectLine
    | correction.CorrectService
    | advance_notice_correction.CorrectAdvanceNotice
    | notice_correction.CorrectNotice
    | hearing_correction.CorrectHearing
    | report_correction.CorrectReport
    | reinspection_correction.CorrectReinspection
    | finding_correction.CorrectVerification
    | exit_correction.CorrectEnforcementNotice
    | exit_correction.CorrectDismantling
    | exit_correction.CorrectCommitment
    | exit_correction.CorrectAnnouncement
    | finding_correction.CorrectWatch
    | correction.RevokeDecision
    | suspension.Suspend
    | suspension.Resume
    | withdrawal.Withdraw
    | charge.Reassign
    | second_person.ConfirmStep
    | second_person.RejectStep
    | second_person.TakeBackStep
    | new_calendar.AdoptCalendar
    | new_rules.AdoptRules,
    Field(discriminator="kind"),
]

TOPICS = (
    flagging,
    notice,
    extension,
    rectification,
    planned_exit,
    factor_control,
    prices,
    advance_notice,
    hearing,
    approval,
    closure_plans,
    closing,
    announcing,
    shutdown,
    watch,
    consumption,
    accepting,
    receiving,
    refused_orders,
    notice_correction,
    hearing_correction,
    report_correction,
    line_correction,
    correction,
    advance_notice_correction,
    reinspection_correction,
    exit_correction,
    finding_correction,
    suspension,
    withdrawal,
    second_person,
    charge,
    new_calendar,
    new_rules,
)
"""In the order in which people are shown their actions."""


def gathered(table: str) -> dict[str, Any]:
    """One table of all topics by action, such as RULES; a topic need not have each."""
    return {action: what for topic in TOPICS for action, what in getattr(topic, table, {}).items()}


ACTIONS: dict[str, ActionRule] = gathered("ACTIONS")


@dataclass(frozen=True, slots=True)
class Command:
    """One request to change a case. `id` is its idempotency key and `fingerprint` what was
    sent under it; `case` is empty for a flag; `happened_on` is a day in China, today if None;
    `source` is the address that it came from."""

    id: str
    case: str
    by: Actor
    action: Action
    happened_on: Day | None = None
    document: Reference = ""
    attachments: Annotated[tuple[Attachment, ...], Field(max_length=50)] = ()
    fingerprint: str = ""
    source: str = ""
