"""What a rule comes to for one enterprise, said so that it can be shown to it."""

from dataclasses import dataclass
from decimal import Decimal

from domain.words import Text


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` is stable; `controlled` says whether it calls for factor control 要素管控."""

    rule: str
    code: str
    controlled: bool
    reason: Text


def spelled(number: Decimal) -> str:
    """Without exponent and idle zeros, as people write figures."""
    digits = format(number, "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
