"""What reading a plan workbook comes to."""

from dataclasses import dataclass, field

from domain.grounds import Ground
from domain.line import Line
from domain.words import Text


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A row that can be flagged as far as the workbook goes; `row` as Excel counts them."""

    row: int
    code: str
    enterprise_name: str
    line: Line
    ground: Ground
    reason: str
    document: str


@dataclass(frozen=True, slots=True)
class PlanProblem:
    """Why a row is bad or, without a row, the whole workbook; `heading` and `letter` are the
    column's, `value` is as typed. `code` is stable."""

    row: int | None
    heading: str
    letter: str
    value: str
    reason: Text
    code: str


@dataclass(frozen=True, slots=True)
class PlanNote:
    """What was read otherwise than it was typed, or not at all, and does no harm."""

    row: int
    text: Text


@dataclass(slots=True)
class PlanReading:
    """`total` counts the rows of the plan, good and bad; `letters` are its columns'."""

    total: int = 0
    rows: list[PlanLine] = field(default_factory=list)
    problems: list[PlanProblem] = field(default_factory=list)
    notes: list[PlanNote] = field(default_factory=list)
    letters: dict[str, str] = field(default_factory=dict)
