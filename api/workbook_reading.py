"""What reading a workbook comes to: the good rows, and what is wrong with the others."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from domain.words import Text

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why a row is bad or, without a row, the whole workbook; `heading` and `letter` are the
    column's, `value` is as typed. `code` is stable."""

    row: int | None
    heading: str
    letter: str
    value: str
    reason: Text
    code: str


@dataclass(frozen=True, slots=True)
class RowNote:
    """What was read otherwise than it was typed, or not at all, and does no harm."""

    row: int
    text: Text


@dataclass(slots=True)
class Reading(Generic[T]):
    """`total` counts the rows of the table, good and bad; `letters` are its columns'."""

    total: int = 0
    rows: list[T] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    notes: list[RowNote] = field(default_factory=list)
    letters: dict[str, str] = field(default_factory=dict)


class RowError(Exception):
    """Every cell can be read, but the row cannot be taken: the column at fault, its value as
    typed, and why. `code` is stable."""

    def __init__(self, key: str, value: str, reason: Text, code: str) -> None:
        super().__init__(code)
        self.key = key
        self.value = value
        self.reason = reason
        self.code = code
