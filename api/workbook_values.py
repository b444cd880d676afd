"""Text and numbers of a workbook as the values that they stand for. All raise CellError."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter, ValidationError

from api.numbers import CodeInPath
from api.workbook_cells import CellError, Typed, compact
from domain.people import DISTRICTS, District
from domain.words import Day

_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]*)?")
_DATE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_DAY: TypeAdapter[date] = TypeAdapter(Day)
_BROKEN_BOUND = {
    "greater_than_equal": ("negative", ""),
    "decimal_max_places": ("too_many_decimals", "decimal_places"),
    "decimal_max_digits": ("too_many_digits", "max_digits"),
    "decimal_whole_digits": ("number_too_large", ""),
    "string_too_short": ("missing", ""),
    "string_too_long": ("too_long", "max_length"),
    "string_pattern_mismatch": ("unprintable", ""),
    "too_short": ("missing", ""),
    "too_long": ("too_many_items", "max_length"),
}
_CREDIT_CODE: TypeAdapter[str] = TypeAdapter(CodeInPath)
_DISTRICTS = {
    city + name: district
    for district, label in DISTRICTS.items()
    for name in (label.zh, label.zh.removesuffix("区"))
    for city in ("", "乌海市")
}
_YES_NO = {"是": True, "否": False}


def within(bounds: Any, read: Callable[[Typed], Any]) -> Callable[[Typed], Any]:
    """A reader whose value must also keep to the bounds of the core's own type."""
    adapter: TypeAdapter[Any] = TypeAdapter(bounds)

    def bounded(value: Typed) -> Any:
        try:
            return adapter.validate_python(read(value))
        except ValidationError as problem:
            error = problem.errors(include_url=False)[0]
            code, bound = _BROKEN_BOUND[error["type"]]
            raise CellError(code, most=error.get("ctx", {}).get(bound, "")) from problem

    return bounded


def text(value: Typed) -> str:
    return value if isinstance(value, str) else str(_shortest(value))


def number(value: Typed) -> Decimal:
    if isinstance(value, Decimal):
        return _shortest(value)
    digits = compact(value)
    if _THOUSANDS.fullmatch(digits):
        digits = digits.replace(",", "")
    if not _NUMBER.fullmatch(digits):
        raise CellError("not_a_number")
    return _shortest(Decimal(digits))


def day(value: Typed) -> date:
    found = _DATE.fullmatch(compact(text(value)))
    if found is None:
        raise CellError("not_a_day")
    try:
        return _DAY.validate_python(date(*map(int, found.groups())))
    except ValueError as problem:  # also what pydantic raises
        raise CellError("not_a_day") from problem


def credit_code(value: Typed) -> str:
    if isinstance(value, Decimal):
        raise CellError("code_as_number")
    try:
        return _CREDIT_CODE.validate_python(compact(value).upper())
    except ValidationError as problem:
        raise CellError("wrong_credit_code") from problem


def district(value: Typed) -> District:
    found = _DISTRICTS.get(compact(text(value)))
    if found is None:
        known = "、".join(label.zh for label in DISTRICTS.values())
        raise CellError("unknown_district", known=known)
    return found


def yes_no(value: Typed) -> bool:
    found = _YES_NO.get(text(value))
    if found is None:
        raise CellError("neither_yes_nor_no")
    return found


def _shortest(value: Decimal) -> Decimal:
    """60000.0 and 60000 are one value on record, whichever way the list was made."""
    digits = format(value, "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return Decimal(digits) or Decimal(0)
