"""Behaviour is asked for by request, and a slip in the asking is told."""

import pytest

from simulator.behaviour import Behaviour
from tests.simulator.running import Simulator, an_order


def test_the_default_is_to_answer_at_once(simulator: Simulator) -> None:
    shown = simulator.client.get("/departments/water/behaviour").json()
    assert Behaviour.model_validate(shown) == Behaviour(answer="at_once", delay_seconds=0)


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


def test_a_share_of_all_is_all_or_none_at_its_ends(simulator: Simulator) -> None:
    simulator.behave(fail_share=1)
    assert {simulator.send(an_order()).status_code for _ in range(5)} == {500}
    simulator.behave(refuse_share=1)
    refused = simulator.send(an_order()).json()
    assert (refused["outcome"], bool(refused["reason"])) == ("refused", True)
    simulator.behave(fail_share=0, refuse_share=0)
    assert simulator.send(an_order()).json()["outcome"] == "done"


def test_while_it_is_down_it_sees_nothing(simulator: Simulator) -> None:
    simulator.behave(down=True)
    order = an_order()
    assert simulator.send(order).status_code == 503
    assert simulator.ledger(order["enterprise"]["code"]) == []
    simulator.behave()
    assert simulator.send(order).status_code == 200
