"""Finding the sheet and the row in which the columns asked for are headed."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange

from api.workbook_cells import Cell, shown
from api.workbook_columns import Columns, heading_key
from api.workbook_file import WorkbookError
from api.workbook_sheets import Sheet
from domain.words import Text

WITHIN_ROWS = 10
FEWEST_KNOWN = 5
"""With fewer of them in a row it is a note or a summary that shares some words with the table."""
NUMBERING = "序号"
"""Counts the rows for people; nothing is read from it."""

_NONE = Text(
    "前 {most} 行内没有找到表头；须有：{missing}",
    "no headings in the first {most} rows; needed are: {missing}",
)
_MISSING = Text("第 {row} 行的表头缺少：{missing}", "the headings in row {row} lack: {missing}")
_TWICE = Text(
    "第 {row} 行有多个表头同为：{heading}", "several headings in row {row} mean: {heading}"
)
_SEVERAL = Text(
    "有多个工作表含所需表头：{titles}；请只保留一个",
    "several sheets have the headings needed: {titles}; keep one",
)


@dataclass(frozen=True, slots=True)
class HeadedTable:
    """A table in its sheet: `columns` gives the index (from 0) of each column that it has,
    `unread` the headings that nothing is read from; `rows` go on below the heading row."""

    heading_row: int
    columns: dict[str, int]
    unread: tuple[str, ...]
    merged: Sequence[CellRange]
    rows: Iterator[Sequence[Cell]]

    def letter(self, key: str) -> str:
        return get_column_letter(self.columns[key] + 1) if key in self.columns else ""


def headed_table(sheets: Iterator[Sheet], columns: Columns) -> HeadedTable:
    """The one table of the workbook that is headed by these columns; raises WorkbookError if
    there is none or more than one, since a sheet passed over in silence would be lost."""
    found = {
        sheet.title: table for sheet in sheets if (table := _headed(sheet, columns)) is not None
    }
    if not found:
        reason = _NONE.format(most=WITHIN_ROWS, missing=_missing(columns, {}))
        raise WorkbookError("no_headings", reason)
    if len(found) > 1:
        raise WorkbookError("several_tables", _SEVERAL.format(titles="、".join(found)))
    (table,) = found.values()
    missing = _missing(columns, table.columns)
    if missing:
        reason = _MISSING.format(row=table.heading_row, missing=missing)
        raise WorkbookError("headings_missing", reason)
    return table


def _headed(sheet: Sheet, columns: Columns) -> HeadedTable | None:
    by_heading = {
        heading_key(heading): key for key, column in columns.items() for heading in column.headings
    }
    for row, cells in enumerate(sheet.rows, start=1):
        headings = [shown(cell) for cell in cells]
        keys = [by_heading.get(heading_key(heading)) for heading in headings]
        known = [key for key in keys if key is not None]
        if len(known) >= FEWEST_KNOWN:
            twice = next((key for key in known if known.count(key) > 1), None)
            if twice is not None:
                reason = _TWICE.format(row=row, heading=columns[twice].heading)
                raise WorkbookError("heading_twice", reason)
            unread = tuple(
                heading.strip()
                for heading, key in zip(headings, keys, strict=True)
                if key is None and heading_key(heading) not in ("", NUMBERING)
            )
            found = {key: keys.index(key) for key in known}
            return HeadedTable(row, found, unread, sheet.merged, sheet.rows)
        if row == WITHIN_ROWS:
            break
    return None


def _missing(columns: Columns, found: Container[str]) -> str:
    return "、".join(
        column.heading
        for key, column in columns.items()
        if column.heading_needed and key not in found
    )
