"""What can be asked of a case. To add a command: its dataclass and its row in ACTIONS here, its
rule in `domain/decisions.py`, its tests; API, pages and the state pictures follow from these.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from domain.calendar import Calendar
from domain.line import Line
from domain.measures import Outcome
from domain.people import Actor, Role
from domain.procedures import Procedure, Way
from domain.words import Attachment, Day, Name, Quantity, Reason, Reference, Text

Verdict = Literal["pass", "fail"]
ServiceMethod = Literal["in_person", "registered_mail", "left_at_place", "public_announcement"]


@dataclass(frozen=True, slots=True)
class Flag:
    """Flag a line on one ground. Procedure and calendar come with it as values (S10)."""

    enterprise: str
    enterprise_name: Name
    line: Line
    procedure: Procedure
    calendar: Calendar
    reason: Reason
    kind: Literal["flag"] = "flag"


@dataclass(frozen=True, slots=True)
class ServeNotice:
    """The notice was served; `happened_on` of the command is the day of service (L1). Left at the
    place, it needs two witnesses."""

    method: ServiceMethod
    receipt: Name
    witnesses: Annotated[tuple[Name, ...], Field(max_length=10)] = ()
    kind: Literal["serve_notice"] = "serve_notice"


@dataclass(frozen=True, slots=True)
class ApplyForExtension:
    """More time, in whole months; how many are allowed the procedure says (P2.2)."""

    months: Annotated[int, Field(strict=True, ge=1, le=120)]
    reason: Reason
    kind: Literal["apply_for_extension"] = "apply_for_extension"


@dataclass(frozen=True, slots=True)
class DecideExtension:
    """Months granted; 0 refuses."""

    months: Annotated[int, Field(strict=True, ge=0, le=120)]
    reason: Reason
    kind: Literal["decide_extension"] = "decide_extension"


@dataclass(frozen=True, slots=True)
class FileReport:
    summary: Reason
    kind: Literal["file_report"] = "file_report"


@dataclass(frozen=True, slots=True)
class RecordReinspection:
    """Measured unit consumption and the limit it is held against, in the unit of the line's
    limit. The verdict follows from the figures (P2.3); given, it must agree with them."""

    measured: Quantity
    limit: Quantity
    verdict: Verdict | None = None
    kind: Literal["record_reinspection"] = "record_reinspection"


@dataclass(frozen=True, slots=True)
class TakeExitDecision:
    """Close, by dismantling or by sealing; sealing says why dismantling is not possible yet
    (P1.3) and names the production supply points, unless the line already does (L6)."""

    way: Way
    reason: Reason
    cannot_dismantle_because: Reference = ""
    power_supply_point: Reference = ""
    water_supply_point: Reference = ""
    kind: Literal["take_exit_decision"] = "take_exit_decision"


@dataclass(frozen=True, slots=True)
class ConfirmDismantling:
    """One item of main equipment was taken down (P1.2)."""

    equipment: Name
    kind: Literal["confirm_dismantling"] = "confirm_dismantling"


@dataclass(frozen=True, slots=True)
class RecordCommitment:
    """The enterprise's public word not to resume (P1.4)."""

    signed_by: Name
    published_at: Name
    kind: Literal["record_commitment"] = "record_commitment"


@dataclass(frozen=True, slots=True)
class RecordAnnouncement:
    """The announcement on the competent department's portal (P1.5)."""

    reference: Name
    published_at: Name
    kind: Literal["record_announcement"] = "record_announcement"


@dataclass(frozen=True, slots=True)
class ReceiveReceipt:
    """A department's receipt for one order; the same receipt again changes nothing (S5)."""

    order: Name
    receipt: Name
    outcome: Outcome
    done_at: AwareDatetime
    signed_by: Name
    kind: Literal["receive_receipt"] = "receive_receipt"


@dataclass(frozen=True, slots=True)
class Withdraw:
    reason: Reason
    kind: Literal["withdraw"] = "withdraw"


Action = Annotated[
    Flag
    | ServeNotice
    | ApplyForExtension
    | DecideExtension
    | FileReport
    | RecordReinspection
    | TakeExitDecision
    | ConfirmDismantling
    | RecordCommitment
    | RecordAnnouncement
    | ReceiveReceipt
    | Withdraw,
    Field(discriminator="kind"),
]


@dataclass(frozen=True, slots=True)
class Command:
    """One request to change a case. `id` is its idempotency key and `fingerprint` what was
    sent under it; `case` is empty for a flag; `happened_on` is a day in China, today if None."""

    id: str
    case: str
    by: Actor
    action: Action
    happened_on: Day | None = None
    document: Reference = ""
    attachments: Annotated[tuple[Attachment, ...], Field(max_length=50)] = ()
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class ActionRule:
    """Who may give a command, whether it may be entered after the day it happened on, whether it
    must name the document it rests on, and the rule that a refusal at the wrong stage cites."""

    label: Text
    roles: frozenset[Role]
    backdated: bool
    documented: bool
    rule: str


def _rule(
    zh: str, en: str, rule: str, *roles: Role, backdated: bool = False, documented: bool = False
) -> ActionRule:
    return ActionRule(Text(zh, en), frozenset(roles), backdated, documented, rule)


ACTIONS = {
    "flag": _rule("认定", "flag", "S7", Role.INSPECTOR, Role.SUPERVISOR, backdated=True),
    "serve_notice": _rule("送达通知书", "serve notice", "L1", Role.INSPECTOR, backdated=True),
    "apply_for_extension": _rule(
        "申请延期", "apply for extension", "P2.2", Role.ENTERPRISE, Role.INSPECTOR
    ),
    "decide_extension": _rule("审批延期", "decide extension", "P2.2", Role.APPROVER),
    "file_report": _rule(
        "提交整改报告", "file rectification report", "P2.1", Role.ENTERPRISE, Role.INSPECTOR
    ),
    "record_reinspection": _rule(
        "记录复查", "record re-inspection", "P2.3", Role.INSPECTOR, backdated=True
    ),
    "take_exit_decision": _rule(
        "作出关停退出决定", "take exit decision", "S2", Role.APPROVER, documented=True
    ),
    "confirm_dismantling": _rule(
        "确认拆除", "confirm dismantling", "P1.2", Role.INSPECTOR, backdated=True
    ),
    "record_commitment": _rule(
        "登记公开承诺",
        "record public commitment",
        "P1.4",
        Role.ENTERPRISE,
        Role.INSPECTOR,
        backdated=True,
    ),
    "record_announcement": _rule(
        "登记公告",
        "record announcement",
        "S1",
        Role.INSPECTOR,
        Role.SUPERVISOR,
        backdated=True,
    ),
    "receive_receipt": _rule("登记回执", "receive receipt", "S5", Role.CLERK, backdated=True),
    "withdraw": _rule("撤销", "withdraw", "S7", Role.SUPERVISOR),
}


def verdict_of(measured: Decimal, limit: Decimal) -> Verdict:
    """P2.3: over the limit fails; exactly at the limit meets it."""
    return "fail" if measured > limit else "pass"
