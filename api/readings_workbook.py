"""Reading a workbook of meter readings: every row comes to one, or is reported cell by cell."""

from typing import Any

from api.readings_columns import COLUMNS
from api.workbook_reading import Reading as RowsRead
from api.workbook_reading import RowError
from api.workbook_rows import read_rows
from domain.readings import Reading, Restart
from domain.words import Text
from records.readings import NewReading

_SPLIT = Text("请拆分后上传", "split it")
_INCOMPLETE = Text(
    "换表或重置须同时填写旧表止数和新表起数",
    "where the register began anew, say both what it showed last and what it began at",
)


def read_readings(content: bytes, most_rows: int) -> RowsRead[NewReading]:
    """Never raises on bad input: what is wrong with it is in `problems`."""
    return read_rows(content, COLUMNS, _reading, most_rows, _SPLIT)


def _reading(row: int, values: dict[str, Any]) -> NewReading:
    return NewReading(
        row,
        values["code"],
        Reading(
            kind=values["kind"],
            point=values["point"],
            read_at=values["read_at"],
            value=values["value"],
            source=values["source"],
            restart=_restart(values),
        ),
    )


def _restart(values: dict[str, Any]) -> Restart | None:
    ended_at, began_at = values.get("ended_at"), values.get("began_at")
    if ended_at is None and began_at is None:
        return None
    if ended_at is None or began_at is None:
        given = "began_at" if ended_at is None else "ended_at"
        raise RowError(given, str(values[given]), _INCOMPLETE, "restart_incomplete")
    return Restart(ended_at, began_at)
