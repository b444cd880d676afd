"""L1-L4, L8: every row of `deadline_table.md`, which was worked out without the code."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from activities.holidays import announced_calendar
from domain.deadlines import extended, in_months, in_working_days

CALENDAR = announced_calendar().within(2004, 2026)
PAGE = Path(__file__).with_name("deadline_table.md").read_text(encoding="utf-8")
PROVISIONAL = {"final": False, "provisional": True}
PERIOD = re.compile(
    r"(?P<days>\d+) working days|(?P<months>\d+)(?: \+ (?P<extension>\d+))? months?"
)


@dataclass(frozen=True)
class Row:
    served: date
    period: str
    unmoved: str
    last_day: str
    provisional: bool
    worked_out: str

    def count(self, unit: str) -> int:
        """How many days, months or months of extension; none is 0."""
        found = PERIOD.fullmatch(self.period)
        assert found, self.period
        return int(found[unit] or 0)


def _row(line: str) -> Row:
    served, period, unmoved, last_day, standing, worked_out = line.strip("| ").split(" | ")
    return Row(
        date.fromisoformat(served), period, unmoved, last_day, PROVISIONAL[standing], worked_out
    )


ROWS = [_row(line) for line in PAGE.splitlines() if re.match(r"\|(?! from \|)(?!---)", line)]
IN_MONTHS = [row for row in ROWS if row.count("months")]
IN_DAYS = [row for row in ROWS if row.count("days")]


def _id(row: Row) -> str:
    return f"{row.served} {row.period}"


@pytest.mark.parametrize("row", IN_MONTHS, ids=_id)
def test_l1_l2_l3_l8_p2_2_a_period_in_months_with_its_extension(row: Row) -> None:
    deadline = in_months(row.served, row.count("months"), CALENDAR)
    if row.count("extension"):
        deadline = extended(deadline, row.count("extension"), CALENDAR)
    found = (str(deadline.unmoved), str(deadline.last_day), deadline.provisional)
    assert found == (row.unmoved, row.last_day, row.provisional), row.worked_out


@pytest.mark.parametrize("row", IN_DAYS, ids=_id)
def test_l1_l4_l8_a_period_in_working_days(row: Row) -> None:
    deadline = in_working_days(row.served, row.count("days"), CALENDAR)
    found = (str(deadline.last_day), deadline.provisional)
    assert found == (row.last_day, row.provisional), row.worked_out


def test_every_row_is_read_once() -> None:
    assert PAGE.count("\n| 20") == len(IN_MONTHS) + len(IN_DAYS) == len(set(map(_id, ROWS)))
    assert len(ROWS) > 300
