"""What is said of a kind of refusal: the rule it rests on, and a sentence for people."""

from dataclasses import dataclass
from typing import Literal

from domain.words import Text

Category = Literal["not_now", "not_found", "forbidden"]
NO_RIGHT: Category = "forbidden"


@dataclass(frozen=True, slots=True)
class RefusalKind:
    rule: str
    message: Text
    category: Category = "not_now"
