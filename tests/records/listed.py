"""Rows of the list of cases, made without living their lives."""

from datetime import date, timedelta

from sqlalchemy import Engine

from domain.grounds import Ground
from domain.people import District
from domain.stages import Stage
from records.database import writing
from records.projection import NOTHING_DUE
from records.tables import CaseRow

FIRST_DUE = date(2026, 1, 5)


def a_case(number: int) -> CaseRow:
    """The `number`th of a mix of all kinds; several are due on each day, and some on none."""
    due = None if number % 5 == 0 else FIRST_DUE + timedelta(days=number % 7)
    return CaseRow(
        number=f"code-{number % 4}-{number}",
        enterprise=f"code-{number % 4}",
        enterprise_name="某厂",
        line="炉",
        district=list(District)[number % len(District)],
        ground=list(Ground)[number % len(Ground)],
        stage=list(Stage)[number % len(Stage)],
        flagged_on=date(2025, 1, 1),
        due=due,
        due_order=due.isoformat() if due else NOTHING_DUE,
        provisional=False,
        overdue=number % 3 == 0,
        late="",
        alarm=number % 4 == 1,
    )


def list_cases(engine: Engine, rows: list[CaseRow]) -> None:
    with writing(engine) as session:
        session.add_all(rows)
