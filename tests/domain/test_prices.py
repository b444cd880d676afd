"""O5: prices of power and water, from their imposing to their end by themselves."""

from dataclasses import replace
from datetime import date

import pytest

from domain.catalogue import PRICES, MeasureKind, Particular
from domain.factor_control import ReviewControl
from domain.prices import PriceKind
from domain.procedures import RESTRICTED
from domain.stages import Lateness, Stage
from tests.domain.lives import (
    APPROVER,
    DOCUMENT,
    ENTERPRISE,
    INSPECTOR,
    PASS,
    REPORT,
    RESUME,
    SERVE,
    STOP_CLOCK,
    SUPERVISOR,
    Life,
    story,
)
from tests.domain.prices import PRICE, PUNITIVE, UNPRICE
from tests.domain.stages import flagged, overdue, rectifying, sealed, sealing


def _priced() -> Life:
    life = rectifying()
    life.do(APPROVER, PRICE, "2025-05-20")
    life.answer("2025-05-21")
    return life


def _actions(life: Life) -> list[str]:
    return [order.action for order in life.orders(PUNITIVE)]


def test_o5_the_order_names_meter_rate_and_period() -> None:
    (order,) = _priced().orders()
    assert (order.kind, order.department, order.target) == (PUNITIVE, "power", PRICE.meter)
    assert order.particulars == {
        Particular.RATE: PRICE.rate,
        Particular.PERIOD: "2025-06-01 - 2026-05-31",
    }
    assert (order.rules, order.document, order.not_before) == (("O5",), DOCUMENT, None)


@pytest.mark.parametrize("kind", PRICES)
def test_o5_each_kind_goes_to_who_reads_the_meter(kind: PriceKind) -> None:
    life = rectifying()
    life.do(APPROVER, replace(PRICE, price=kind), "2025-05-20")
    (order,) = life.orders()
    assert order.department == ("water" if kind is MeasureKind.WATER_SURCHARGE else "power")


def test_o5_imposed_again_on_the_meter_it_takes_the_place_of_the_one_before() -> None:
    """As when the next year's figures call for another rate; one spelling of the meter is as good
    as another."""
    life = _priced()
    more = replace(PRICE, meter=UNPRICE.meter, rate="加价 0.5 元/千瓦时")
    life.do(APPROVER, more, "2025-06-20", document="乌发改价〔2025〕9号")
    first, second = life.orders()
    assert (first.revision, second.revision) == (1, 2)
    assert (second.action, second.target) == ("impose", first.target)
    assert second.particulars[Particular.RATE] == more.rate
    assert second.document == "乌发改价〔2025〕9号"
    life.answer("2025-06-21")
    life.do(APPROVER, more, "2025-06-22")
    assert len(life.orders()) == 2


def test_o5_it_is_lifted_by_whom_it_was_imposed() -> None:
    life = _priced()
    life.do(APPROVER, UNPRICE, "2025-07-01")
    assert _actions(life) == ["impose", "lift"]
    assert life.refused(APPROVER, UNPRICE, "2025-07-01").code == "no_such_price"


def test_o5_it_ends_by_itself_when_the_line_is_put_right() -> None:
    life = _priced()
    life.do(ENTERPRISE, REPORT, "2025-07-01")
    life.do(INSPECTOR, PASS, "2025-07-02")
    assert life.stage() is Stage.RECTIFIED
    assert _actions(life) == ["impose", "lift"]
    assert not life.enterprise.finished
    life.answer("2025-07-03")
    assert life.enterprise.finished


def test_o5_it_ends_by_itself_with_its_period() -> None:
    """At 24:00 of its last day; nobody pays it for longer because a case goes on."""
    life = _priced_on_restricted()
    assert "price_ended" not in story(life.pass_time("2026-05-31 23:59"))
    assert story(life.pass_time("2026-06-01 00:00")) == ["price_ended", "order_issued"]
    assert _actions(life) == ["impose", "lift"]
    assert life.orders(PUNITIVE)[-1].document == life.orders(PUNITIVE)[0].document
    life.answer("2026-06-02")
    again = replace(PRICE, first_day=date(2026, 6, 3), last_day=date(2027, 6, 2))
    life.do(APPROVER, again, "2026-06-03")
    assert _actions(life) == ["impose", "lift", "impose"]


def test_l7_what_ended_while_it_was_suspended_does_not_come_back() -> None:
    life = _priced_on_restricted()
    life.do(SUPERVISOR, STOP_CLOCK, "2026-05-01")
    life.sleep("2026-06-10")
    life.do(SUPERVISOR, RESUME, "2026-06-10")
    assert _actions(life) == ["impose", "lift"]


def test_o5_two_that_end_with_one_day_both_do() -> None:
    life = _priced_on_restricted()
    life.do(APPROVER, replace(PRICE, meter="另一表"), "2025-05-22")
    life.answer("2025-05-23")
    life.sleep("2026-06-01 00:00")
    assert sorted(_actions(life)) == ["impose", "impose", "lift", "lift"]


def _priced_on_restricted() -> Life:
    life = Life()
    life.flag("2025-04-01", procedure=RESTRICTED)
    life.do(INSPECTOR, SERVE, "2025-04-01 10:00")
    life.do(APPROVER, PRICE, "2025-05-20")
    life.answer("2025-05-21")
    return life


def test_l7_it_is_suspended_with_its_case_and_goes_on_with_it() -> None:
    life = _priced()
    life.do(SUPERVISOR, STOP_CLOCK, "2025-07-01")
    life.do(SUPERVISOR, RESUME, "2025-07-20")
    assert _actions(life) == ["impose", "lift", "impose"]


def test_o5_where_nothing_is_used_any_more_nothing_is_priced() -> None:
    """Still while the sealing goes on, and no longer once it is complete."""
    life = _priced_and_sealed()
    assert life.stage() is Stage.SEALED
    assert _actions(life) == ["impose", "lift"]


def _priced_and_sealed() -> Life:
    life = overdue()
    life.do(APPROVER, PRICE, "2025-10-10")
    life.answer("2025-10-10")
    life.is_heard("2025-10-10")
    life.seals("2025-10-13")
    life.answer("2025-10-14")
    assert _actions(life) == ["impose"]
    life.commits_and_announces("2025-10-14")
    return life


@pytest.mark.parametrize(
    ("first", "last", "wrong"),
    [
        ("2025-06-01", "2026-05-31", False),
        ("2025-06-01", "2026-06-02", True),
        ("2025-06-02", "2025-06-01", True),
        ("2025-05-20", "2025-05-20", False),
        ("2025-05-01", "2025-05-19", True),
    ],
)
def test_o5_a_price_is_for_a_year_at_most_and_not_for_what_is_past(
    first: str, last: str, wrong: bool
) -> None:
    price = replace(PRICE, first_day=date.fromisoformat(first), last_day=date.fromisoformat(last))
    if wrong:
        assert rectifying().refused(APPROVER, price, "2025-05-20").code == "wrong_price_period"
    else:
        rectifying().do(APPROVER, price, "2025-05-20")


def test_o5_no_price_before_the_notice_nor_after_the_decision() -> None:
    assert flagged().refused(APPROVER, PRICE, "2025-04-02").code == "not_now"
    for life in (sealing(), sealed()):
        assert life.refused(APPROVER, PRICE, "2025-10-15").code == "not_now"
    assert rectifying().refused(APPROVER, UNPRICE, "2025-05-20").code == "no_such_price"


def test_o5_restricted_capacity_is_priced_as_long_as_it_is_there() -> None:
    """Reviewed every year, dearer or not; its end lifts the price by itself."""
    life = _priced_on_restricted()
    life.pass_time("2026-04-20")
    assert life.late() == (Lateness.REVIEW,)
    life.do(SUPERVISOR, ReviewControl(True, 2025, "仍属限制类"), "2026-04-20")
    assert (life.late(), _actions(life)) == ((), ["impose"])
    another_year = replace(PRICE, first_day=date(2026, 6, 1), last_day=date(2027, 5, 31))
    life.do(APPROVER, another_year, "2026-05-20")
    assert _actions(life) == ["impose", "impose"]
    life.answer("2026-05-21")
    life.do(SUPERVISOR, ReviewControl(False, 2026, "已退出限制类"), "2027-03-01")
    assert life.stage() is Stage.RECTIFIED
    assert _actions(life) == ["impose", "impose", "lift"]
