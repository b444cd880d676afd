"""Reading a workbook of yearly figures: every row comes to figures, or is reported cell by cell."""

from typing import Any

from api.figures_columns import COLUMNS
from api.workbook_reading import Reading, RowError
from api.workbook_rows import read_rows
from domain.figures import Figures
from domain.words import Text

_TWICE = Text(
    "与第 {row} 行是同一企业；排名以企业为单位，请合并为一行",
    "the same enterprise as row {row}; enterprises are ranked, so give it one row",
)
_ABOVE_LIMIT = Text(
    "先进值不应高于限额值 {limit}，请核对两列是否填反",
    "an advanced value is never above the limit of {limit}; are the two in each other's place?",
)
_RAISE = Text(
    "排名须一次上传全市企业，请由管理员调高上限",
    "a ranking needs the whole city at once, so have the limit raised",
)


def read_figures(content: bytes, most_rows: int) -> Reading[Figures]:
    """Never raises on bad input: what is wrong with it is in `problems`."""
    seen: dict[str, int] = {}

    def take(row: int, values: dict[str, Any]) -> Figures:
        figures = _figures(values)
        first = seen.setdefault(figures.code, row)
        if first != row:
            raise RowError("code", figures.code, _TWICE.format(row=first), "listed_twice")
        limit, advanced = figures.limit, figures.advanced
        if limit is not None and advanced is not None and advanced > limit:
            reason = _ABOVE_LIMIT.format(limit=limit)
            raise RowError("advanced", str(advanced), reason, "advanced_above_limit")
        return figures

    return read_rows(content, COLUMNS, take, most_rows, _RAISE)


def _figures(values: dict[str, Any]) -> Figures:
    industry = values["industry"]
    return Figures(
        **{key: value for key, value in values.items() if key != "industry"},
        industry=industry.words,
        sector=industry.sector,
    )
