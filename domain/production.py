"""What an order does to production: a stop or a limit, and how far it goes (P4.1, P5.1, P6.1)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field

from domain.catalogue import MEASURES, MeasureKind, Particular
from domain.refusals import Refusal, refuse
from domain.spelling import one_spelling
from domain.words import Name, Text

Share = Annotated[int, Field(strict=True, ge=1, le=99)]
"""Whole per cent of the approved capacity 核定产能 that may still be produced, as an order says it
(产量不超过核定产能的 50%), and not what is cut off it."""

ProductionLines = Annotated[tuple[Name, ...], Field(max_length=50)]
"""Those that stand still, while what is not named goes on; none named, it is all."""


@dataclass(frozen=True, slots=True)
class Production:
    """What the notice ordered production to do, until the case ends; `heard_since` is the first
    day on which it could be served, where the enterprise was heard before it (L5)."""

    measure: MeasureKind
    share: int | None
    lines: tuple[str, ...]
    document: str
    emergency: str
    heard_since: date | None = None

    @property
    def particulars(self) -> dict[Particular, str]:
        """P4.1: how far a limit goes. A stop of named lines is an order for each of them."""
        if self.measure is MeasureKind.PRODUCTION_STOP:
            return {}
        if self.share is not None:
            return {Particular.SHARE: str(self.share)}
        return {Particular.LINES: "、".join(self.lines)} if self.lines else {}


def wrong_scope(measure: MeasureKind, share: int | None, lines: tuple[str, ...]) -> Refusal | None:
    """P4.1: a limit goes by a share or by lines, a stop by lines alone. That a limit says neither
    is found where all orders are asked what they name."""
    if len({one_spelling(line) for line in lines}) < len(lines):
        return refuse("line_named_twice")
    if share is None:
        return None
    if measure is MeasureKind.PRODUCTION_STOP:
        return refuse("stop_has_no_share")
    return refuse("scope_is_one") if lines else None


def tell_scope(measure: MeasureKind, share: int | None, lines: tuple[str, ...]) -> Text:
    what = MEASURES[measure].label
    if share is not None:
        return Text(
            "{what}，产量不超过核定产能的 {share}%",
            "{what} to {share} % of the approved capacity",
        ).format(what=what, share=share)
    if lines:
        return Text("{what}，停用{zh}", "{what}: {en} to stand still").format(
            what=what, zh="、".join(lines), en=", ".join(lines)
        )
    return what
