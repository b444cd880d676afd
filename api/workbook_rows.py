"""Reading the rows of a workbook: each comes to something, or is reported cell by cell."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from openpyxl.worksheet.cell_range import CellRange

from api.workbook_cells import Cell, CellError, compact, is_full_width, shown, typed
from api.workbook_columns import Column, Columns
from api.workbook_file import WorkbookError, inspect
from api.workbook_headings import HeadedTable, headed_table
from api.workbook_reading import Reading, RowError, RowNote, RowProblem
from api.workbook_sheets import sheets
from domain.words import Text

T = TypeVar("T")
Take = Callable[[int, dict[str, Any]], T]
"""What a row's number and the values of its columns come to, or a RowError."""

TOTALS = frozenset({"合计", "总计", "小计", "共计"})

_MERGED = Text(
    "合并单元格；请取消合并并逐行填写", "merged cells; unmerge them and fill in every row"
)
_TOO_MANY = Text(
    "表中有 {rows} 行，一次最多 {most} 行；{way_out}",
    "the table has {rows} rows, at most {most} at a time; {way_out}",
)
_EMPTY = Text("表头下没有数据行", "there are no rows below the headings")
_HALF_WIDTH = Text("全角字符按半角读取：{headings}", "full-width read as half-width: {headings}")
_UNREAD = Text("以下各列未读取：{headings}", "these columns are not read: {headings}")


def read_rows(
    content: bytes, columns: Columns, take: Take[T], most_rows: int, way_out: Text
) -> Reading[T]:
    """Never raises on bad input: what is wrong with it is in `problems`. `way_out` says what to
    do with more than `most_rows`."""
    try:
        table = headed_table(sheets(inspect(content)), columns)
        return _Reader(table, columns, take).read(most_rows, way_out)
    except WorkbookError as error:
        return Reading(problems=[RowProblem(None, "", "", "", error.reason, error.code)])


class _Reader(Generic[T]):
    def __init__(self, table: HeadedTable, columns: Columns, take: Take[T]) -> None:
        self._table = table
        self._headed = columns
        self._take = take
        self._reading: Reading[T] = Reading(
            letters={key: table.letter(key) for key in table.columns}
        )
        read = {index + 1 for index in table.columns.values()}
        self._merged = [
            merge
            for merge in table.merged
            if merge.max_row > table.heading_row
            and not read.isdisjoint(range(merge.min_col, merge.max_col + 1))
        ]
        self._reported: set[str] = set()

    def read(self, most_rows: int, way_out: Text) -> Reading[T]:
        table, reading = self._table, self._reading
        if table.unread:
            headings = "、".join(table.unread)
            reading.notes.append(RowNote(table.heading_row, _UNREAD.format(headings=headings)))
        for row, cells in enumerate(table.rows, start=table.heading_row + 1):
            if self._holds_a_row(cells):
                reading.total += 1
                if reading.total <= most_rows:
                    self._read_row(row, cells)
        if reading.total > most_rows:
            reason = _TOO_MANY.format(rows=reading.total, most=most_rows, way_out=way_out)
            raise WorkbookError("too_many_rows", reason)
        if not reading.total:
            raise WorkbookError("no_rows", _EMPTY)
        return reading

    def _holds_a_row(self, cells: Sequence[Cell]) -> bool:
        """Not empty, numbered at most, nor a sum of the rows above."""
        first = next((value for cell in cells if (value := compact(shown(cell)))), "")
        if first in {"", *TOTALS}:
            return False
        return any(compact(shown(cells[index])) for index in self._table.columns.values())

    def _read_row(self, row: int, cells: Sequence[Cell]) -> None:
        merged = [merge for merge in self._merged if merge.min_row <= row <= merge.max_row]
        for merge in merged:
            self._report_merged(row, merge)
        values: dict[str, Any] = {}
        full_width: list[str] = []
        good = not merged
        for key, index in self._table.columns.items():
            if any(merge.min_col <= index + 1 <= merge.max_col for merge in merged):
                continue
            try:
                values[key] = _value(self._headed[key], cells[index])
            except CellError as error:
                good = False
                self._report(row, key, shown(cells[index]), error.reason, error.code)
            if is_full_width(cells[index]):
                full_width.append(self._headed[key].heading)
        if full_width:
            text = _HALF_WIDTH.format(headings="、".join(full_width))
            self._reading.notes.append(RowNote(row, text))
        if good:
            try:
                self._reading.rows.append(self._take(row, values))
            except RowError as error:
                self._report(row, error.key, error.value, error.reason, error.code)

    def _report_merged(self, row: int, merge: CellRange) -> None:
        if merge.coord not in self._reported:
            self._reported.add(merge.coord)
            key = next(
                key
                for key, index in self._table.columns.items()
                if merge.min_col <= index + 1 <= merge.max_col
            )
            self._report(row, key, merge.coord, _MERGED, "merged_cells")

    def _report(self, row: int, key: str, value: str, reason: Text, code: str) -> None:
        letter = self._table.letter(key)
        problem = RowProblem(row, self._headed[key].heading, letter, value, reason, code)
        self._reading.problems.append(problem)


def _value(column: Column, cell: Cell) -> Any:
    value = typed(cell, dates=column.dates, times=column.times)
    if value is not None:
        return column.read(value)
    if column.value_needed:
        raise CellError("missing")
    return None
