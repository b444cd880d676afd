"""Chance with a seed deals alike with the same message, whatever else is going on."""

import json
from pathlib import Path
from typing import Any

from tests.simulator.receiver import Receiver
from tests.simulator.running import Simulator, an_order


def _orders(count: int) -> list[dict[str, Any]]:
    """The same numbers each time, at other enterprises."""
    made = [an_order() for _ in range(count)]
    return [order | {"order": f"seeded-o{at}"} for at, order in enumerate(made)]


def _answers(database: Path, *, seed: int, backwards: bool) -> dict[str, list[int]]:
    """Of a simulator that has seen nothing yet: each order is sent thrice."""
    simulator = Simulator(database)
    simulator.behave(fail_share=0.3, fail_after_effect_share=0.2, later_share=0.3, seed=seed)
    orders = _orders(30)
    answers = {
        order["order"]: _dealt([simulator.send(order).status_code for _ in range(3)])
        for order in (reversed(orders) if backwards else orders)
    }
    simulator.stop()
    return answers


def _dealt(codes: list[int]) -> list[int]:
    """An order sent again may have its receipt by now, which chance does not say."""
    return [200 if code == 202 and at else code for at, code in enumerate(codes)]


def test_with_the_same_seed_the_same_happens_whatever_comes_first(tmp_path: Path) -> None:
    first = _answers(tmp_path / "first.db", seed=7, backwards=False)
    assert first == _answers(tmp_path / "again.db", seed=7, backwards=True)
    assert first != _answers(tmp_path / "other.db", seed=8, backwards=False)
    assert {code for codes in first.values() for code in codes} == {200, 202, 500}


def test_an_order_fails_anew_each_time_it_comes(simulator: Simulator) -> None:
    simulator.behave(fail_share=0.5, seed=1)
    order = an_order()
    assert {simulator.send(order).status_code for _ in range(40)} == {200, 500}


def test_some_callbacks_come_twice_and_in_another_order(
    simulator: Simulator, receiver: Receiver
) -> None:
    simulator.behave(later_share=1, spread_seconds=0.5, duplicate_share=0.5, seed=1)
    orders = [an_order(callback=receiver.url) for _ in range(12)]
    for order in orders:
        assert simulator.send(order).status_code == 202
    sent = [order["order"] for order in orders]
    told = [json.loads(receiver.next().body)["order"] for _ in range(len(sent) + 1)]
    assert len(set(told)) < len(told)
    assert list(dict.fromkeys(told)) != sent[: len(set(told))]
