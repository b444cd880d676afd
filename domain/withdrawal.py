"""Withdrawing 撤销: the case ends because it should not have been, or no longer need be. Once the
notice was served it takes two (`domain/second_person.py`)."""

from dataclasses import dataclass
from typing import Literal

from domain.actions import action_rule
from domain.people import Role
from domain.topics import Tellings
from domain.words import Reason, Text


@dataclass(frozen=True, slots=True)
class Withdraw:
    """An inspector's withdrawal waits for a supervisor."""

    reason: Reason
    kind: Literal["withdraw"] = "withdraw"


ACTIONS = {
    "withdraw": action_rule(
        "撤销",
        "withdraw",
        "S7",
        Role.INSPECTOR,
        Role.SUPERVISOR,
        documented=True,
        confirmers=(Role.SUPERVISOR,),
    ),
}


def _tell(action: Withdraw, outcome: str) -> Text:
    return Text(action.reason, action.reason)


TELLINGS: Tellings = {"withdraw": _tell}
