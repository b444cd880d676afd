"""What reading a plan workbook comes to."""

from dataclasses import dataclass
from datetime import date

from api.workbook_reading import Reading
from domain.grounds import Ground
from domain.line import Line


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A row that can be flagged as far as the workbook goes; `row` as Excel counts them."""

    row: int
    code: str
    enterprise_name: str
    line: Line
    ground: Ground
    planned_exit: date | None
    reason: str
    document: str


PlanReading = Reading[PlanLine]
