"""What is said of every action beside its fields: one row each, in the topic that it belongs to."""

from dataclasses import dataclass

from domain.people import Role
from domain.words import Text


@dataclass(frozen=True, slots=True)
class ActionRule:
    """Who may give a command, whether it may be entered after the day it happened on, whether it
    must name the document it rests on, and the rule that a refusal at the wrong stage cites."""

    label: Text
    roles: frozenset[Role]
    backdated: bool
    documented: bool
    rule: str


def action_rule(
    zh: str, en: str, rule: str, *roles: Role, backdated: bool = False, documented: bool = False
) -> ActionRule:
    return ActionRule(Text(zh, en), frozenset(roles), backdated, documented, rule)
