"""What is in the tables, to be compared."""

from typing import Any

from sqlalchemy import Engine, inspect, select
from sqlmodel import SQLModel

from domain.events import Recorded
from records.database import reading
from records.tables import CaseRow, EnterpriseRow, EntryRow, OrderRow

Row = dict[str, Any]


def rows(engine: Engine, table: type[SQLModel]) -> list[Row]:
    """In the order of their keys, whatever a database makes of text."""
    keys = [column.key for column in inspect(table).primary_key]
    with reading(engine) as session:
        found = [row.model_dump() for row in session.scalars(select(table))]
    return sorted(found, key=lambda row: [row[key] for key in keys])


def everything(engine: Engine) -> dict[str, list[Row]]:
    tables = (EntryRow, EnterpriseRow, CaseRow, OrderRow)
    return {table.__name__: rows(engine, table) for table in tables}


def on_record(engine: Engine, code: str) -> list[Recorded]:
    """The enterprise's entries as they are kept, in their order."""
    return [
        Recorded(row["sequence"], row["body"], row["hash"])
        for row in rows(engine, EntryRow)
        if row["enterprise"] == code
    ]
