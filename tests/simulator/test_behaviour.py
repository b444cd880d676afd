"""Behaviour is asked for by request, and a slip in the asking is told."""

import pytest

from tests.simulator.running import Simulator, an_order


def test_the_default_is_to_answer_at_once(simulator: Simulator) -> None:
    assert simulator.client.get("/departments/water/behaviour").json() == {
        "answer": "at_once",
        "delay_seconds": 0,
        "fail_next": 0,
        "fail_after_effect_next": 0,
        "refuse_next": 0,
        "refuse_because": "供电线路带有居民负荷",
        "down": False,
        "duplicate_callbacks": 0,
    }


def test_behaviour_is_each_departments_own(simulator: Simulator) -> None:
    simulator.behave("water", fail_next=1)
    assert simulator.send(an_order()).status_code == 200
    assert simulator.send(an_order(department="water")).status_code == 500


@pytest.mark.parametrize(
    "behaviour",
    [{"answer": "never"}, {"fail_nxt": 1}, {"fail_next": -1}, {"delay_seconds": 1e9}, []],
    ids=str,
)
def test_a_behaviour_that_is_not_known_is_refused(simulator: Simulator, behaviour: object) -> None:
    answer = simulator.client.put("/departments/power/behaviour", json=behaviour)
    assert answer.status_code == 422
