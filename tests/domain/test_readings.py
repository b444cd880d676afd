"""Readings of a meter and what was consumed between them."""

from dataclasses import replace
from decimal import Decimal

import pytest

from domain.meters import MeterKind, meter_key
from domain.readings import Reading, Restart, misfit, stretches
from tests.domain.lives import local

READ_BY = "抄表员 02"


def power(at: str, value: str, **other: object) -> Reading:
    reading = Reading(MeterKind.POWER, "10kV-7", local(at), Decimal(value), READ_BY)
    return replace(reading, **other)  # type: ignore[arg-type]


OLD, NEW = power("2025-11-01", "1200.5"), power("2025-12-01", "1300")


def test_consumption_is_the_difference_of_successive_readings_in_order_of_time() -> None:
    last = power("2026-01-01", "1300")
    found = stretches([last, OLD, NEW])
    assert [each.amount for each in found] == [Decimal("99.5"), Decimal(0)]
    assert [(each.since, each.until) for each in found] == [(OLD, NEW), (NEW, last)]
    assert found[0].explanation.zh == "1300 − 1200.5 = 99.5"


def test_one_reading_alone_says_nothing() -> None:
    assert stretches([OLD]) == stretches([]) == []


def test_a_register_that_began_anew_is_counted_on_both_sides_of_it() -> None:
    """Replaced, reset, or over its last digit."""
    replaced = power("2025-12-01", "25", restart=Restart(Decimal("1210.5"), Decimal(5)))
    (found,) = stretches([OLD, replaced])
    assert found.amount == Decimal(30)
    assert found.explanation.en.endswith("(1210.5 − 1200.5) + (25 − 5) = 30.0")


@pytest.mark.parametrize(
    "later",
    [
        power("2025-12-01", "1200.4"),
        power("2025-12-01", "25", restart=Restart(Decimal(1200), Decimal(0))),
        power("2025-12-01", "25", restart=Restart(Decimal(1300), Decimal(26))),
    ],
)
def test_a_register_that_went_back_unexplained_is_told_and_counts_for_nothing(
    later: Reading,
) -> None:
    (found,) = stretches([OLD, later])
    assert found.amount is None
    assert "用量不明" in found.explanation.zh
    wrong = misfit(later, [OLD], local("2025-12-02"))
    assert wrong
    assert wrong.code == "register_fell"


def test_a_reading_fits_between_its_neighbours_whichever_came_first() -> None:
    now = local("2025-12-02")
    assert misfit(NEW, [OLD], now) is None
    assert misfit(OLD, [NEW], now) is None
    above = misfit(power("2025-11-15", "1301"), [OLD, NEW], now)
    assert above
    assert above.code == "register_fell"
    assert "1301" in above.message.en


def test_a_register_that_fell_long_ago_is_no_hindrance_now() -> None:
    before = power("2025-01-01", "5000")
    assert misfit(NEW, [before, OLD], local("2025-12-02")) is None


def test_one_moment_has_one_reading() -> None:
    twice = misfit(power("2025-11-01", "1250"), [OLD], local("2025-12-02"))
    assert twice
    assert twice.code == "read_already"
    assert "1200.5" in twice.message.zh


def test_nothing_is_read_in_the_future() -> None:
    early = misfit(NEW, [OLD], local("2025-11-30"))
    assert early
    assert early.code == "read_in_the_future"


def test_one_meter_in_whatever_spelling() -> None:
    assert power("2025-11-01", "1", point=" 10KV－7").meter == OLD.meter
    assert meter_key(MeterKind.WATER, "10kV-7") != OLD.meter
