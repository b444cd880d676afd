"""Department orders over real HTTP: each once in effect, whatever goes wrong (S5, S6)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.procedures import ELIMINATED, ENERGY_SUPPLY
from domain.refused_orders import OrderAgain
from tests.domain.lives import (
    INSPECTOR,
    LINE,
    SERVE,
    SUPERVISOR,
)
from tests.workflows.city import City
from tests.workflows.history import delivered
from tests.workflows.office import Office
from tests.workflows.stretches import is_heard, is_withdrawn, seals
from workflows import activity_calls

IMPOSED = [
    ("power_cut", "impose", 1),
    ("water_cut", "impose", 1),
    ("power_unit_removal", "impose", 1),
    ("seal", "impose", 1),
]


async def _sealing(office: Office, *, case: int = 1, name: str = LINE.name) -> None:
    """Eliminated: the shortest way to orders."""
    await office.flag(line=replace(LINE, name=name), procedure=ELIMINATED)
    await office.do(INSPECTOR, SERVE, case=case)
    await is_heard(office, case=case)
    await seals(office, case=case)


async def _received(office: Office) -> None:
    await office.until(lambda enterprise: not enterprise.waiting())


async def test_s5_orders_in_good_order_go_out_once(office: Office, city: City) -> None:
    """Each in its turn; what is lifted goes together, in one activity."""
    await _sealing(office)
    await _received(office)
    await office.check()
    assert city.effects(office.code) == IMPOSED
    assert {row["times_received"] for row in city.ledger(office.code)} == {1}
    await is_withdrawn(office)
    await _received(office)
    calls = await delivered(await office.history(), "deliver_together")
    together = [(1,), (2,), (3,), (4,), (5, 6, 7)]
    assert calls == [[f"{office.code}-o{number}" for number in each] for each in together]


async def test_s5_s8_a_department_is_down_for_more_than_a_week(
    office: Office, city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody else waits for it, it is not forgotten, and once it is back it has the order once."""
    thrice_a_day = replace(
        activity_calls.FOR_AS_LONG_AS_IT_TAKES, maximum_interval=timedelta(hours=8)
    )
    monkeypatch.setattr(activity_calls, "FOR_AS_LONG_AS_IT_TAKES", thrice_a_day)
    city.behave("power", fail_next=1000)
    await _sealing(office)
    await office.flag(line=replace(LINE, name="全厂"), procedure=ENERGY_SUPPLY)
    await office.do(INSPECTOR, SERVE, case=2)
    await office.until(lambda enterprise: len(enterprise.waiting()) == 1)
    (order,) = (await office.state()).waiting()
    assert order.climb
    await office.forward_to(order.climb.at + timedelta(days=2))
    assert [order.department for order in (await office.state()).waiting()] == ["power"]
    assert city.times_received(office.code, "district") == [1]
    city.behave("power")
    await office.forward(timedelta(hours=9))
    await office.check()
    assert office.story()[-8:] == [
        "escalated acceptance_late",
        "receive_receipt done",
        *["order_issued", "receive_receipt done"] * 3,
    ]
    assert sorted(city.effects(office.code)) == sorted([*IMPOSED, ("factor_control", "impose", 1)])
    assert len(await delivered(await office.history(), "deliver_one")) == 1


@pytest.mark.parametrize("failure", ["fail_next", "fail_after_effect_next"])
async def test_s5_a_failure_before_or_after_the_effect_costs_none_and_doubles_none(
    office: Office, city: City, failure: str
) -> None:
    for department in ("water", "power", "industry"):
        city.behave(department, **{failure: 2})
    await _sealing(office)
    for _ in IMPOSED:
        await office.forward(timedelta(minutes=10))
    await office.check()
    assert (await office.state()).waiting() == []
    assert city.effects(office.code) == IMPOSED
    assert office.story().count("receive_receipt done") == 4


async def test_s6_withdrawn_before_the_cut_could_be_delivered_it_never_happens(
    office: Office, city: City
) -> None:
    """The cancellation is all that a department hears of it; an order that comes after all comes
    to nothing."""
    city.kill()
    await _sealing(office)
    await office.forward(timedelta(minutes=1))
    await is_withdrawn(office)
    city.start()
    assert not await office.forward(timedelta(hours=2))
    assert city.effects(office.code) == [("power_cut", "impose", 0)]
    assert {row["outcome"] for row in city.ledger(office.code)} == {"cancelled"}
    assert office.story().count("receive_receipt cancelled") == 1
    await office.check()


async def test_s5_a_cut_that_is_still_under_way_cannot_follow_its_cancellation(
    office: Office, city: City
) -> None:
    """The power bureau has got the cut and failed on it."""
    city.behave("power", fail_next=1000)
    await _sealing(office)
    await office.until(lambda enterprise: len(enterprise.waiting()) == 1)
    await is_withdrawn(office)
    await office.forward(timedelta(minutes=1))
    city.behave("power")
    assert not await office.forward(timedelta(hours=2))
    power = [effect for effect in city.effects(office.code) if effect[0] == "power_cut"]
    assert power == [("power_cut", "impose", 0)]
    await office.check()


async def test_s6_a_cancellation_that_comes_too_late_is_followed_by_the_lifting(
    office: Office, city: City
) -> None:
    """The power bureau cut, and its answer was lost."""
    city.behave("power", fail_after_effect_next=1)
    await _sealing(office)
    await office.until(lambda enterprise: len(enterprise.waiting()) == 1)
    await is_withdrawn(office)
    assert not await office.forward(timedelta(hours=2))
    power = [effect for effect in city.effects(office.code) if effect[0] == "power_cut"]
    assert power == [("power_cut", "impose", 1), ("power_cut", "lift", 1)]
    await office.check()


async def test_s8_refused_and_ordered_again_after_a_correction(office: Office, city: City) -> None:
    city.behave("power", refuse_next=1, refuse_because="线路带居民负荷")
    await _sealing(office)
    await _received(office)
    (case,) = (await office.state()).cases.values()
    (refused,) = case.refused
    order = (await office.state()).order(refused)
    assert order
    assert order.receipt
    assert (order.department, order.receipt.reason) == ("power", "线路带居民负荷")
    await office.do(SUPERVISOR, OrderAgain(refused, "居民负荷已转移"))
    await _received(office)
    power = [effect for effect in city.effects(office.code) if effect[0] == "power_cut"]
    assert power == [("power_cut", "impose", 0), ("power_cut", "impose", 1)]
    await office.check()


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ("forged", "wrong_signature"),
        ("old", "wrong_signature"),
        ("other_order", "wrong_order"),
        ("unproved", "evidence_missing"),
    ],
)
async def test_s5_s7_a_bad_answer_counts_for_nothing_is_noted_and_the_genuine_one_counts(
    office: Office, city: City, bad: str, code: str
) -> None:
    """Whether the message shows it, or only the case does."""
    city.play({"department": "water", "behaviour": {"bad_answers": [bad]}})
    await _sealing(office)
    await _received(office)
    await office.check()
    assert city.effects(office.code) == IMPOSED
    assert office.story().count("receive_receipt done") == len(IMPOSED)
    await office.until(lambda enterprise: bool(office.notes_by("department:water")))
    noted = [(note.subject, note.code) for note in office.notes_by("department:water")]
    assert noted == [(f"{office.code}-o2", code)]


async def test_s6_what_two_cases_need_is_lifted_after_the_last(office: Office, city: City) -> None:
    """Two furnaces on one power line and one water main."""
    await _sealing(office)
    await _received(office)
    await _sealing(office, case=2, name="2号电石炉")
    await _received(office)
    cuts = ("water_cut", "power_cut")
    imposed = [effect for effect in city.effects(office.code) if effect[0] in cuts]
    assert imposed == [("power_cut", "impose", 1), ("water_cut", "impose", 1)]
    await is_withdrawn(office, case=1)
    await office.forward()
    assert ("power_cut", "lift", 1) not in city.effects(office.code)
    await is_withdrawn(office, case=2)
    assert not await office.forward(timedelta(hours=1))
    lifted = [effect for effect in city.effects(office.code) if effect[1] == "lift"]
    assert sorted(lifted) == [
        ("power_cut", "lift", 1),
        ("seal", "lift", 1),
        ("seal", "lift", 1),
        ("water_cut", "lift", 1),
    ]
    await office.check()
