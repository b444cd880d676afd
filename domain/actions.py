"""What is said of every action beside its fields: one row each, in the topic that it belongs to."""

from dataclasses import dataclass

from domain.people import Role
from domain.places import Bound
from domain.words import Text

LATE_ENTRY_DAYS = 60
"""How late what happened may be entered, where the law makes late entry normal at all."""
TAKEOVER_DAYS = 3 * 366
"""Likewise for the steps of cases that were begun on paper."""
FILLED_IN = {"filled_in": True}
"""Metadata of a field that the service fills in: nobody who gives the command is asked for it."""


@dataclass(frozen=True, slots=True)
class ActionRule:
    """Who may give a command, how many days after it happened it may be entered (0: on the day),
    whether it must name the document it rests on, and the rule that a refusal at the wrong stage
    cites. `confirmers` are the roles that take it, or confirm it as the second person; the others
    only propose it. `bound` is what bounds who may, beside the role (S9)."""

    label: Text
    roles: frozenset[Role]
    days_back: int
    documented: bool
    rule: str
    confirmers: frozenset[Role]
    proposable: bool = False
    bound: Bound = Bound.CASE


def action_rule(
    zh: str,
    en: str,
    rule: str,
    *roles: Role,
    backdated: bool = False,
    days_back: int = LATE_ENTRY_DAYS,
    documented: bool = False,
    confirmers: tuple[Role, ...] = (),
    bound: Bound = Bound.CASE,
) -> ActionRule:
    days = days_back if backdated else 0
    return ActionRule(
        label=Text(zh, en),
        roles=frozenset(roles),
        days_back=days,
        documented=documented,
        rule=rule,
        confirmers=frozenset(confirmers or roles),
        proposable=bool(confirmers),
        bound=bound,
    )
