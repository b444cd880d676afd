"""Withdrawing 撤销: the case ends because it should not have been, or no longer need be. Once the
notice was served it takes two: one proposes, another withdraws."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from domain.actions import action_rule
from domain.changed import changed
from domain.consequence import NOTHING_MORE, Consequence
from domain.people import Actor, Role
from domain.refusals import Refusal, refuse
from domain.topics import Folds, Guards, Rules, Tellings
from domain.words import Reason, Text

if TYPE_CHECKING:
    from domain.case import Case
    from domain.events import Entry, Taken


@dataclass(frozen=True, slots=True)
class ProposeWithdrawal:
    reason: Reason
    kind: Literal["propose_withdrawal"] = "propose_withdrawal"


@dataclass(frozen=True, slots=True)
class Withdraw:
    reason: Reason
    kind: Literal["withdraw"] = "withdraw"


ACTIONS = {
    "propose_withdrawal": action_rule(
        "提请撤销", "propose withdrawal", "S7", Role.INSPECTOR, Role.SUPERVISOR, documented=True
    ),
    "withdraw": action_rule("撤销", "withdraw", "S7", Role.SUPERVISOR, documented=True),
}


def _not_proposed(case: "Case") -> Refusal | None:
    return refuse("already_recorded") if case.withdrawal_proposed_by else None


def _proposed_if_served(case: "Case") -> Refusal | None:
    waits = case.served_on is not None and not case.withdrawal_proposed_by
    return refuse("withdrawal_not_proposed") if waits else None


GUARDS: Guards = {"propose_withdrawal": _not_proposed, "withdraw": _proposed_if_served}


def _withdraw(case: "Case", action: Withdraw, by: Actor, on: date) -> Consequence | Refusal:
    if by.id == case.withdrawal_proposed_by:
        return refuse("decided_by_applicant", "S7")
    return NOTHING_MORE


RULES: Rules = {"withdraw": _withdraw}


def _proposed(case: "Case", action: ProposeWithdrawal, entry: "Entry", event: "Taken") -> "Case":
    return changed(case, withdrawal_proposed_by=entry.by.id)


FOLDS: Folds = {"propose_withdrawal": _proposed}


def _tell(action: ProposeWithdrawal | Withdraw, outcome: str) -> Text:
    return Text(action.reason, action.reason)


TELLINGS: Tellings = {"propose_withdrawal": _tell, "withdraw": _tell}
