"""What a department says to an order: how it goes on, and its receipt 回执 (S5)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pydantic import AwareDatetime

from domain.actions import action_rule
from domain.enforcement import Irregularity, irregular
from domain.evidence import NOTHING_BROUGHT, Brought, lacking
from domain.orders import Order, Outcome
from domain.people import Role
from domain.places import Bound
from domain.refusals import Refusal, refuse
from domain.topics import Tellings
from domain.words import Name, PersonName, Reason, Remark, Text

if TYPE_CHECKING:
    from domain.case import Case


@dataclass(frozen=True, slots=True)
class ReceiveReceipt:
    """A department's receipt for one order; the same receipt again changes nothing (S5)."""

    order: Name
    receipt: Name
    outcome: Outcome
    done_at: AwareDatetime
    signed_by: PersonName
    evidence: Brought = NOTHING_BROUGHT
    reason: Remark = ""
    kind: Literal["receive_receipt"] = "receive_receipt"


@dataclass(frozen=True, slots=True)
class ReportProgress:
    """How an order goes on. It changes no limit; a department that says so has the order."""

    order: Name
    note: Reason
    kind: Literal["report_progress"] = "report_progress"


ACTIONS = {
    "report_progress": action_rule(
        "登记办理进展", "report progress", "S8", Role.CLERK, bound=Bound.DEPARTMENT
    ),
    "receive_receipt": action_rule(
        "登记回执",
        "receive receipt",
        "S5",
        Role.CLERK,
        backdated=True,
        days_back=366,
        bound=Bound.DEPARTMENT,
    ),
}


def unproved(order: Order, action: ReceiveReceipt) -> Refusal | None:
    """S4: what was done is confirmed by the evidence that its order asked for."""
    missing = lacking(order.evidence, action.evidence) if action.outcome == "done" else None
    return refuse("evidence_missing", order=order.id, evidence=missing) if missing else None


def irregularity(case: "Case", order: Order, action: ReceiveReceipt) -> Irregularity | None:
    """L6: what was wrong with the moment of enforcement on site, in no stated emergency."""
    if not order.on_site or order.emergency or action.outcome != "done":
        return None
    hours = irregular(action.done_at, case.procedure.enforcement_hours, case.calendar)
    too_early = order.not_before is not None and action.done_at < order.not_before
    return hours or (Irregularity.TOO_EARLY if too_early else None)


OUTCOMES: dict[Outcome, Text] = {
    "done": Text("已办结", "carried out"),
    "superseded": Text("已被后函取代，未执行", "superseded by a later order, not carried out"),
    "refused": Text("拒办", "refused"),
    "cancelled": Text("已取消，未执行", "cancelled, not carried out"),
}


def _tell(action: ReceiveReceipt, outcome: str) -> Text:
    because = Text(f"，{action.reason}", f", {action.reason}") if action.reason else Text("", "")
    return Text(
        "{order}，回执 {receipt}：{outcome}{because}",
        "{order}, receipt {receipt}: {outcome}{because}",
    ).format(
        order=action.order,
        receipt=action.receipt,
        outcome=OUTCOMES[action.outcome],
        because=because,
    )


def _tell_progress(action: ReportProgress, outcome: str) -> Text:
    return Text(f"{action.order}，{action.note}", f"{action.order}: {action.note}")


TELLINGS: Tellings = {"receive_receipt": _tell, "report_progress": _tell_progress}
