"""What was typed into a cell, or why it cannot be taken."""

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

from domain.words import Text

Typed = str | Decimal
BLANKS = frozenset({"", "-", "—", "——", "/", "无"})
"""How lists say that there is nothing to say."""
CHARACTERS_SHOWN = 200

_FULL_WIDTH = re.compile("[０-９Ａ-Ｚａ-ｚ]")
_SPACE = re.compile(r"\s+")
_WRONG = {
    "missing": Text("未填写", "is missing"),
    "formula": Text(
        "单元格是公式；请复制后选择性粘贴为数值", "a formula; copy it and paste it back as a value"
    ),
    "error_value": Text("单元格是错误值", "an error value"),
    "date": Text("单元格是日期，此处须为文字或数字", "a date, where text or a number belongs"),
    "not_a_day": Text("须为日期，如 2026-12-31", "must be a day, as 2026-12-31"),
    "not_a_moment": Text(
        "须为日期和时刻，如 2026-12-31 10:30", "must be a day and a time, as 2026-12-31 10:30"
    ),
    "unknown_meter": Text("须填“电”或“水”", "must be 电 (power) or 水 (water)"),
    "truth_value": Text(
        "单元格是逻辑值，此处须为文字或数字", "true or false, where text or a number belongs"
    ),
    "not_a_number": Text("须为数字（不带单位）", "must be a number, without its unit"),
    "negative": Text("不得为负数", "must not be negative"),
    "number_too_large": Text("数字过大", "too large a number"),
    "too_many_digits": Text("位数过多，最多 {most} 位", "too many digits, at most {most}"),
    "too_many_decimals": Text("最多 {most} 位小数", "at most {most} decimal places"),
    "too_long": Text("过长，最多 {most} 字", "too long, at most {most} characters"),
    "unprintable": Text("含有不可见的控制字符", "contains control characters"),
    "too_many_items": Text("最多 {most} 项", "at most {most} items"),
    "item_twice": Text("同一设备列了两次：{item}", "the same item is listed twice: {item}"),
    "code_as_number": Text(
        "信用代码被存为数字，末几位已失真；请将该列设为文本后重新填写",
        "the code was kept as a number, which loses its last digits; make the column text",
    ),
    "wrong_credit_code": Text(
        "统一社会信用代码有误（18 位，末位为 GB 32100-2015 校验码）",
        "not a valid unified social credit code (18 characters, the last one a check character)",
    ),
    "unknown_district": Text("没有此区；可填：{known}", "no such district; one of: {known}"),
    "unclear_sector": Text(
        "请填写 钢铁、铁合金、电石 或 化工；不属于这四个行业的，写作“其他：……”",
        "write 钢铁 (steel), 铁合金 (ferroalloy), 电石 (calcium carbide) or 化工 (chemicals), or "
        "其他：…… (other) where it is none of them",
    ),
    "neither_yes_nor_no": Text("须填“是”或“否”", "must be 是 (yes) or 否 (no)"),
    "unknown_kind": Text("没有此类别；可填：{known}", "no such kind of line; one of: {known}"),
    "unknown_ground": Text("没有此事由；可填：{known}", "no such ground; one of: {known}"),
}
_NEITHER_TEXT_NOR_NUMBER = {"f": "formula", "e": "error_value", "d": "date", "b": "truth_value"}


class Cell(Protocol):
    """What a cell holds: `data_type` is openpyxl's `n`, `s`, `b`, `d` (a date), `f` (a formula)
    or `e` (an error such as #N/A)."""

    @property
    def value(self) -> Any: ...
    @property
    def data_type(self) -> str: ...


class CellError(Exception):
    """The cell cannot be taken as it is; `code` is stable."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.reason = _WRONG[code].format(**values)


def typed(cell: Cell, *, dates: bool = False, times: bool = False) -> Typed | None:
    """The text or number in the cell, full-width letters and digits as half-width ones, and a date
    written YYYY-MM-DD, or with its time, where one may stand; None where it is blank. Raises
    CellError for other dates, formulas, errors and truth values."""
    if times and isinstance(cell.value, datetime):
        return f"{cell.value:%Y-%m-%d %H:%M:%S}"
    if dates and isinstance(cell.value, date):
        return f"{cell.value:%Y-%m-%d}"
    if cell.data_type in _NEITHER_TEXT_NOR_NUMBER:
        raise CellError(_NEITHER_TEXT_NOR_NUMBER[cell.data_type])
    value: Any = cell.value
    if isinstance(value, int | float):
        number = Decimal(str(value))
        if not number.is_finite():
            raise CellError("not_a_number")
        return number
    text = _half_width("" if value is None else str(value)).strip()
    return None if unicodedata.normalize("NFKC", text) in BLANKS else text


def is_full_width(cell: Cell) -> bool:
    return isinstance(cell.value, str) and _FULL_WIDTH.search(cell.value) is not None


def shown(cell: Cell) -> str:
    """The value as it was typed, for people."""
    value: Any = getattr(cell.value, "text", cell.value)  # an array formula is an object
    return "" if value is None else str(value)[:CHARACTERS_SHOWN]


def compact(text: str) -> str:
    """Without spaces and line ends, and with every character that has a half-width form in it."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))


def _half_width(text: str) -> str:
    """Letters and digits only: full-width punctuation is what Chinese names are written with."""
    return _FULL_WIDTH.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
