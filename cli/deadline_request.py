"""What is typed to ask for a deadline: a service date, months and an extension, read with care."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from domain.calendar import Calendar
from domain.deadlines import Deadline, extended, in_months

# The bounds of domain.words.Day, which would cost every start the import of pydantic.
EARLIEST, LATEST = date(2000, 1, 1), date(2200, 1, 1)
MAX_MONTHS = 24
MAX_EXTENSION = 3  # P2.2, S3
DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
NUMBER = re.compile(r"-?\d{1,9}", re.ASCII)


class InputError(Exception):
    """Input that no deadline can be computed from; says the field, and why in both languages."""

    def __init__(self, field: str, zh: str, en: str) -> None:
        super().__init__(en)
        self.field = field
        self.messages = {"zh": zh, "en": en}


@dataclass(frozen=True, slots=True)
class Request:
    served: date
    months: int
    extension: int

    def compute(self, calendar: Calendar) -> Deadline:
        period = in_months(self.served, self.months, calendar)
        return extended(period, self.extension, calendar) if self.extension else period


def rows(lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """Line number and fields of each line that is neither blank nor the heading."""
    first = True
    for number, line in enumerate(lines, start=1):
        text = plain(line)
        if not text:
            continue
        fields = [field.strip() for field in text.split(",")]
        heading = first and len(fields) > 1 and not any(map(str.isdigit, text))
        first = False
        if not heading:
            yield number, fields


def plain(text: str) -> str:
    """Full-width digits, commas and hyphens, as Chinese input methods type them, made plain."""
    return unicodedata.normalize("NFKC", text).strip()


def read_request(fields: list[str]) -> Request:
    """Served, months and, where there is one, extension; all plain. Raises InputError."""
    if not 2 <= len(fields) <= 3:
        text = ",".join(fields)
        raise InputError(
            "line",
            f"“{text}”应为 2 或 3 列：served,months,extension",
            f"'{text}' should have 2 or 3 columns: served,months,extension",
        )
    served, months, extension = (*fields, "")[:3]
    return Request(
        served=_date(served),
        months=_number("months", months, 1, MAX_MONTHS),
        extension=_number("extension", extension or "0", 0, MAX_EXTENSION),
    )


def _date(text: str) -> date:
    parts = DATE.fullmatch(text)
    if not parts:
        raise InputError(
            "served",
            f"送达日“{text}”不是 YYYY-MM-DD 格式的日期",
            f"served '{text}' is not a date written YYYY-MM-DD",
        )
    try:
        day = date(*map(int, parts.groups()))
    except ValueError as error:
        raise InputError(
            "served", f"送达日“{text}”：没有这一天", f"served '{text}': there is no such day"
        ) from error
    if not EARLIEST <= day <= LATEST:
        raise InputError(
            "served",
            f"送达日“{text}”：应在 {EARLIEST} 至 {LATEST} 之间",
            f"served '{text}': must be from {EARLIEST} to {LATEST}",
        )
    return day


def _number(field: str, text: str, least: int, most: int) -> int:
    name, rules = {"months": ("整改期限", ""), "extension": ("延期", " (P2.2, S3)")}[field]
    if not NUMBER.fullmatch(text):
        raise InputError(
            field, f"{name}“{text}”不是整数", f"{field} '{text}' is not a whole number"
        )
    if not least <= int(text) <= most:
        raise InputError(
            field,
            f"{name}“{text}”：应为 {least} 至 {most} 个月{rules}",
            f"{field} '{text}': must be {least} to {most} months{rules}",
        )
    return int(text)
