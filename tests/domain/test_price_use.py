"""O5: what went through a meter while a price was on it."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from domain.alarming import alarms
from domain.catalogue import MEASURES, PRICES, MeasureKind
from domain.consumption_rules import ConsumptionRules
from domain.measures import Measure, measure_key
from domain.meters import METERS, MeterKind, meter_key, meter_of
from domain.people import department_system
from domain.price_use import PricedUse, priced_meter, prices_of, used
from domain.readings import Reading
from domain.receiving import ReceiveReceipt
from domain.supply_points import known_meters, meter_place
from tests.domain.lives import APPROVER, BROUGHT, LINE, Life, local
from tests.domain.prices import PRICE, PUNITIVE, UNPRICE
from tests.domain.stages import also_sealing, rectifying


def _read(at: str, value: int) -> Reading:
    return Reading(MeterKind.POWER, UNPRICE.meter, local(at), Decimal(value), "抄表员")


def _answer(life: Life, at: str, value: int) -> None:
    (order,) = life.enterprise.waiting()
    brought = replace(BROUGHT, meter_reading=Decimal(value))
    receipt = ReceiveReceipt(order.id, f"回-{order.id}", "done", local(at), "供电所", brought)
    life.do(department_system("power"), receipt, at)


def priced() -> Life:
    """On since May 21, when the meter stood at 1000."""
    life = rectifying()
    life.do(APPROVER, PRICE, "2025-05-20")
    _answer(life, "2025-05-21", 1000)
    return life


def _price(life: Life) -> Measure:
    return life.enterprise.measures[measure_key(PUNITIVE, PRICE.meter)]


def _used(life: Life, *readings: Reading) -> Sequence[PricedUse]:
    return used(_price(life), readings)


def test_o5_while_it_is_on_all_since_its_receipt_counts() -> None:
    """In whatever order it was read, and nothing from before."""
    readings = _read("2025-07-01", 1500), _read("2025-06-01", 1200), _read("2025-05-01", 10)
    (use,) = _used(priced(), *readings)
    assert (use.since, use.until) == (local("2025-05-21"), None)
    assert use.amount == Decimal(500)
    assert [each.amount for each in use.stretches] == [Decimal(200), Decimal(300)]
    assert (use.rate, use.period) == (PRICE.rate, "2025-06-01 - 2026-05-31")


def test_o5_lifted_the_readings_of_both_receipts_say_what_was_used_under_it() -> None:
    life = priced()
    life.do(APPROVER, UNPRICE, "2025-08-01")
    _answer(life, "2025-08-02", 1900)
    (use,) = _used(life, _read("2025-06-01", 1200), _read("2025-09-01", 5000))
    assert use.until == local("2025-08-02")
    assert use.amount == Decimal(900)


def test_o5_each_rate_has_its_own() -> None:
    life = priced()
    life.do(APPROVER, replace(PRICE, rate="加价 0.5 元/千瓦时"), "2025-08-01")
    _answer(life, "2025-08-02", 1900)
    before, after = _used(life, _read("2025-10-01", 2000))
    assert (before.rate, before.until, before.amount) == (
        PRICE.rate,
        local("2025-08-02"),
        Decimal(900),
    )
    assert (after.rate, after.until, after.amount) == (
        "加价 0.5 元/千瓦时",
        None,
        Decimal(100),
    )


@pytest.mark.parametrize("readings", [(), (_read("2025-06-01", 999),)])
def test_o5_what_the_readings_do_not_say_is_not_made_up(readings: tuple[Reading, ...]) -> None:
    """None yet, or less than before and nothing says why."""
    (use,) = _used(priced(), *readings)
    assert use.amount is None


def test_o5_what_was_not_carried_out_is_on_no_meter() -> None:
    life = rectifying()
    life.do(APPROVER, PRICE, "2025-05-20")
    assert _used(life, _read("2025-05-21", 1), _read("2025-06-01", 2)) == []


@pytest.mark.parametrize("price", PRICES)
def test_o5_a_price_is_counted_by_a_meter_that_its_own_department_reads(price: MeasureKind) -> None:
    assert METERS[meter_of(price)].department == MEASURES[price].department


def test_s9_its_meter_is_known_and_read_by_who_sees_the_case() -> None:
    """Also once the price is lifted: its last reading may come later."""
    life = priced()
    first = life.case.number
    also_sealing(life, "2025-05-22")
    life.do(APPROVER, UNPRICE, "2025-08-01", case=first)
    reading = _read("2025-08-01", 1900)
    assert reading.meter == priced_meter(_price(life))
    assert reading.meter in known_meters(life.enterprise)
    assert len(meter_place(life.enterprise, reading).cases) == 1
    assert [one.kind for one in prices_of(life.enterprise, first)] == [PUNITIVE]
    assert prices_of(life.enterprise, life.case.number) == []


def test_o5_consumption_at_a_price_is_no_alarm() -> None:
    """Not even where the line is sealed for another case meanwhile."""
    life = priced()
    also_sealing(life, "2025-05-22", line=LINE)
    life.answer("2025-05-23")
    readings = [_read("2025-07-01", 1), _read("2025-08-01", 900)]
    key = meter_key(MeterKind.POWER, PRICE.meter)
    assert alarms(life.enterprise, {key: readings}, ConsumptionRules()) == []
