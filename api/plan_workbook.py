"""Reading a plan workbook: every row comes to a line, or is reported cell by cell."""

from collections.abc import Sequence
from typing import Any

from openpyxl.worksheet.cell_range import CellRange

from api.plan_cells import CellError, compact, is_full_width, shown, typed
from api.plan_columns import COLUMNS
from api.plan_file import WorkbookError, inspect
from api.plan_headings import PlanTable, plan_table
from api.plan_reading import PlanLine, PlanNote, PlanProblem, PlanReading
from api.plan_sheets import Cell, sheets
from domain.grounds import GROUNDS, Ground
from domain.line import Line
from domain.words import Text

TOTALS = frozenset({"合计", "总计", "小计", "共计"})

_MERGED = Text(
    "合并单元格；请取消合并并逐行填写", "merged cells; unmerge them and fill in every row"
)
_TWICE = Text(
    "与第 {row} 行重复（同一企业、生产线和事由）",
    "the same enterprise, line and ground as row {row}",
)
_TOO_MANY = Text(
    "计划有 {rows} 行，一次最多 {most} 行；请拆分后上传",
    "the plan has {rows} rows, at most {most} at a time; split it",
)
_EMPTY = Text("表头下没有数据行", "there are no rows below the headings")
_HALF_WIDTH = Text("全角字符按半角读取：{headings}", "full-width read as half-width: {headings}")
_UNREAD = Text("以下各列未读取：{headings}", "these columns are not read: {headings}")
_REASON = "列入淘汰退出计划，事由：{ground}"


def read_plan(content: bytes, most_rows: int) -> PlanReading:
    """Never raises on bad input: what is wrong with it is in `problems`."""
    try:
        return _Reader(plan_table(sheets(inspect(content)))).read(most_rows)
    except WorkbookError as error:
        return PlanReading(problems=[PlanProblem(None, "", "", "", error.reason, error.code)])


class _Reader:
    def __init__(self, table: PlanTable) -> None:
        self._table = table
        self._reading = PlanReading(letters={key: table.letter(key) for key in table.columns})
        self._seen: dict[tuple[str, str, Ground], int] = {}
        read = {index + 1 for index in table.columns.values()}
        self._merged = [
            merge
            for merge in table.merged
            if merge.max_row > table.heading_row
            and not read.isdisjoint(range(merge.min_col, merge.max_col + 1))
        ]
        self._reported: set[str] = set()

    def read(self, most_rows: int) -> PlanReading:
        table, reading = self._table, self._reading
        if table.unread:
            headings = "、".join(table.unread)
            reading.notes.append(PlanNote(table.heading_row, _UNREAD.format(headings=headings)))
        for row, cells in enumerate(table.rows, start=table.heading_row + 1):
            if self._holds_a_line(cells):
                reading.total += 1
                if reading.total <= most_rows:
                    self._read_row(row, cells)
        if reading.total > most_rows:
            raise WorkbookError(
                "too_many_rows", _TOO_MANY.format(rows=reading.total, most=most_rows)
            )
        if not reading.total:
            raise WorkbookError("no_rows", _EMPTY)
        return reading

    def _holds_a_line(self, cells: Sequence[Cell]) -> bool:
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
                values[key] = _value(key, cells[index])
            except CellError as error:
                good = False
                self._report(row, key, shown(cells[index]), error.reason, error.code)
            if is_full_width(cells[index]):
                full_width.append(COLUMNS[key].heading)
        if full_width:
            text = _HALF_WIDTH.format(headings="、".join(full_width))
            self._reading.notes.append(PlanNote(row, text))
        if good:
            self._take(row, values)

    def _take(self, row: int, values: dict[str, Any]) -> None:
        line = _plan_line(row, values)
        first = self._seen.setdefault((line.code, line.line.name, line.ground), row)
        if first == row:
            self._reading.rows.append(line)
        else:
            self._report(row, "name", line.line.name, _TWICE.format(row=first), "listed_twice")

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
        problem = PlanProblem(row, COLUMNS[key].heading, letter, value, reason, code)
        self._reading.problems.append(problem)


def _value(key: str, cell: Cell) -> Any:
    value = typed(cell)
    if value is not None:
        return COLUMNS[key].read(value)
    if COLUMNS[key].value_needed:
        raise CellError("missing")
    return None


def _plan_line(row: int, values: dict[str, Any]) -> PlanLine:
    ground: Ground = values["ground"]
    return PlanLine(
        row=row,
        code=values["code"],
        enterprise_name=values["enterprise_name"],
        line=Line(
            name=values["name"],
            district=values["district"],
            equipment=values.get("equipment") or (values["name"],),
            capacity=values["capacity"],
            energy=values["energy"],
            unit_consumption=values["unit_consumption"],
            limit=values["limit"],
            power_supply_point=values.get("power_supply_point") or "",
            water_supply_point=values.get("water_supply_point") or "",
        ),
        ground=ground,
        reason=values.get("reason") or _REASON.format(ground=GROUNDS[ground].zh),
        document=values.get("document") or "",
    )
