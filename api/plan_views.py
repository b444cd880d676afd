"""What the API says of plans."""

from collections.abc import Sequence
from datetime import datetime

from pydantic import BaseModel

from api.workbook_reading import RowNote, RowProblem
from domain.words import Text


class PlanReport(BaseModel):
    """What an upload would come to: `total` rows, of which `good` would be flagged. A problem
    without a row is about the workbook as a whole."""

    total: int
    good: int
    problems: Sequence[RowProblem]
    notes: Sequence[RowNote]


class PlanTaken(BaseModel):
    """The plan is on record; its flagging goes on whatever happens. Ask at `ask` how far it is.
    `left_out` are the bad rows, where the good ones alone were asked for."""

    plan: str
    total: int
    ask: str
    left_out: Sequence[RowProblem]


class RefusedRow(BaseModel):
    row: int
    code: str
    message: Text


class PlanProgress(BaseModel):
    """`done` of `total` rows are flagged or refused; `cases` are in the order of the rows."""

    plan: str
    name: str
    by: str
    at: datetime
    total: int
    done: int
    flagged: int
    cases: list[str]
    refused: list[RefusedRow]
    left_out: Sequence[RowProblem]
