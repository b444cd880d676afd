"""The month that a review is of."""

from datetime import UTC, date, datetime

import pytest

from domain.review_period import first_day, last_day, last_month
from tests.domain.lives import local


@pytest.mark.parametrize(
    ("at", "period"),
    [
        ("2026-12-01 08:00", "2026-11"),
        ("2026-12-31 23:59", "2026-11"),
        ("2027-01-01 00:00", "2026-12"),
        ("2027-01-28 08:00", "2026-12"),
    ],
)
def test_it_is_the_month_before_in_china(at: str, period: str) -> None:
    assert last_month(local(at)) == period


def test_the_day_in_china_counts_and_not_that_in_utc() -> None:
    assert last_month(datetime(2026, 11, 30, 16, 0, tzinfo=UTC)) == "2026-11"
    assert last_month(datetime(2026, 11, 30, 15, 59, tzinfo=UTC)) == "2026-10"


def test_it_ends_with_its_last_day() -> None:
    assert last_day("2026-11") == date(2026, 11, 30)
    assert last_day("2024-02") == date(2024, 2, 29)
    assert last_day("2026-12") == date(2026, 12, 31)


def test_the_months_up_to_it() -> None:
    assert first_day("2026-11", 1) == date(2026, 11, 1)
    assert first_day("2026-11", 12) == date(2025, 12, 1)
    assert first_day("2026-12", 12) == date(2026, 1, 1)
    assert first_day("2026-01", 26) == date(2023, 12, 1)
