"""The sheets of a workbook as openpyxl reads them, row by row."""

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from openpyxl.reader.excel import ExcelReader
from openpyxl.worksheet.cell_range import CellRange

from api.workbook_cells import Cell
from api.workbook_file import Package, damaged

COLUMNS_MOST = 100
ROWS_OF_A_SHEET = 1_048_576

# What a workbook has besides its cells (pictures, extensions, odd styles) is nobody's news here.
warnings.filterwarnings("ignore", category=UserWarning, module=r"openpyxl\.")


@dataclass(frozen=True, slots=True)
class Sheet:
    title: str
    merged: Sequence[CellRange]
    rows: Iterator[Sequence[Cell]]
    """From row 1; formulas as they stand, 100 columns. Rows that the file does not have are
    without cells, so that one stray cell far below costs nothing."""


def sheets(package: Package) -> Iterator[Sheet]:
    """Raises WorkbookError where the workbook is not what its format lays down.

    Read-only: cells are streamed, and nothing else of the workbook is loaded or followed.
    """
    try:
        reader = ExcelReader(BytesIO(package.content), read_only=True, keep_links=False)
        reader.read()
        parts = {sheet.name: rel.target for sheet, rel in reader.parser.find_sheets()}
        for sheet in reader.wb.worksheets:
            merged = [CellRange(ref) for ref in package.merged.get(parts[sheet.title], ())]
            # Bounds of our own: the sheet's are often wrong, and rows beyond them would be lost.
            rows = sheet.iter_rows(max_col=COLUMNS_MOST, max_row=ROWS_OF_A_SHEET)
            yield Sheet(sheet.title, merged, _guarded(rows))
    except Exception as problem:  # on bad files openpyxl raises whatever its parsing came upon
        raise damaged() from problem


def _guarded(rows: Iterator[Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
    before: Sequence[Cell] = ()
    try:
        for cells in rows:
            yield () if cells is before else cells  # openpyxl fills gaps with one and the same row
            before = cells
    except Exception as problem:
        raise damaged() from problem
