"""The month that a review is of, written `2026-11`; it begins and ends in Asia/Shanghai."""

from calendar import monthrange
from datetime import date, datetime

from domain.calendar import local_date

PERIOD = r"^20[0-9]{2}-(0[1-9]|1[0-2])$"


def last_month(at: datetime) -> str:
    """The month before the one that it is in China at `at`. Raises ValueError if naive."""
    today = local_date(at)
    return _written(today.year, today.month, -1)


def last_day(period: str) -> date:
    year, month = _read(period)
    return date(year, month, monthrange(year, month)[1])


def first_day(period: str, months: int) -> date:
    """Of as many months as end with the period."""
    year, month = _read(_written(*_read(period), 1 - months))
    return date(year, month, 1)


def _read(period: str) -> tuple[int, int]:
    year, month = period.split("-")
    return int(year), int(month)


def _written(year: int, month: int, shift: int) -> str:
    years, index = divmod(month - 1 + shift, 12)
    return f"{year + years:04}-{index + 1:02}"
