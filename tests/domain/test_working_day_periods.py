"""Periods in working days, each row worked out by hand (L1, L4, L8)."""

from datetime import date

import pytest

from activities.holidays import announced_calendar
from domain.deadlines import in_working_days

CALENDAR = announced_calendar().within(2004, 2026)
FINAL, PROVISIONAL = False, True

ROWS = [
    ("2025-03-14", 5, "2025-03-21", FINAL),  # from Fri: Mon-Fri
    ("2025-04-01", 2, "2025-04-03", FINAL),  # Wed, Thu
    ("2025-04-03", 2, "2025-04-08", FINAL),  # Qingming 4-6 off: Mon, Tue
    ("2025-09-25", 5, "2025-10-09", FINAL),  # Fri 26, Sun 28 (workday), 29, 30, then 9 Oct
    ("2025-10-01", 3, "2025-10-11", FINAL),  # served on a day off: 9, 10, Sat 11 (workday)
    ("2025-01-24", 7, "2025-02-10", FINAL),  # Sun 26, 27, 5-7 Feb, Sat 8, Mon 10
    ("2026-02-13", 5, "2026-02-27", FINAL),  # Sat 14 (workday), 24, 25, 26, 27
    ("2026-02-13", 7, "2026-03-02", FINAL),  # and Sat 28 (workday), Mon 2 Mar
    ("2024-02-08", 2, "2024-02-18", FINAL),  # Fri 9, Sun 18 (workday)
    ("2025-12-30", 3, "2026-01-05", FINAL),  # 31, Sun 4 Jan (workday), 5
    ("2026-12-28", 3, "2026-12-31", FINAL),  # 29, 30, 31: all of them known
    ("2026-12-29", 3, "2027-01-01", PROVISIONAL),  # 30, 31, and Fri 1 Jan as far as is known
    ("2026-12-31", 2, "2027-01-04", PROVISIONAL),  # Fri 1, Mon 4, as far as is known
]


@pytest.mark.parametrize(("start", "days", "last_day", "provisional"), ROWS)
def test_l1_l4_l8_the_table_worked_out_by_hand(
    start: str, days: int, last_day: str, provisional: bool
) -> None:
    deadline = in_working_days(date.fromisoformat(start), days, CALENDAR)
    assert (str(deadline.last_day), deadline.provisional) == (last_day, provisional)
    assert deadline.unmoved == deadline.last_day
    rules = ["L1", "L4", "L8"] if provisional else ["L1", "L4"]
    assert [step.rule for step in deadline.steps] == rules


def test_l8_a_count_that_begins_in_a_year_not_known_is_provisional() -> None:
    """Days of 2025 were counted, so it does not help that the last one is known."""
    deadline = in_working_days(date(2025, 12, 30), 3, CALENDAR.within(2026, 2026))
    assert (deadline.last_day, deadline.provisional) == (date(2026, 1, 5), True)


def test_l1_the_day_of_service_itself_need_not_be_known() -> None:
    deadline = in_working_days(date(2025, 12, 31), 2, CALENDAR.within(2026, 2026))
    assert (deadline.last_day, deadline.provisional) == (date(2026, 1, 5), False)
