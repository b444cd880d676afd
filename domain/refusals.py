"""Refusals as values: a stable code, the rule, a sentence for people, and what is permitted now."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.refusal_kinds import KINDS, Category
from domain.words import Text


@dataclass(frozen=True, slots=True)
class Refusal:
    code: str
    rule: str
    message: Text
    permitted: tuple[str, ...] = ()
    category: Category = "not_now"


def refuse(
    code: str, rule: str | None = None, **values: Text | str | int | Decimal | date
) -> Refusal:
    kind = KINDS[code]
    return Refusal(code, rule or kind.rule, kind.message.format(**values), (), kind.category)
