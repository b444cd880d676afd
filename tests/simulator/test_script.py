"""A script deals with the messages that it names, and with no others."""

import json
from pathlib import Path

import httpx2
import pytest

from tests.simulator.running import Simulator, an_order


def test_a_step_deals_with_the_nth_and_so_many_from_there_on(simulator: Simulator) -> None:
    simulator.play({"department": "power", "nth": 2, "times": 2, "behaviour": {"fail_next": 1}})
    answers = [simulator.send(an_order()).status_code for _ in range(5)]
    assert answers == [200, 500, 500, 200, 200]
    (step,) = simulator.client.get("/script").json()
    assert step["met"] == 5


@pytest.mark.parametrize(
    "wanted",
    [
        {"department": "water"},
        {"measure": "seal"},
        {"action": "lift"},
        {"enterprise": "another"},
        {"order": "another"},
        {"message": "cancellation"},
    ],
    ids=lambda wanted: next(iter(wanted)),
)
def test_what_does_not_fit_is_left_alone(simulator: Simulator, wanted: dict[str, str]) -> None:
    simulator.play(wanted | {"behaviour": {"fail_next": 1}})
    assert simulator.send(an_order()).status_code == 200
    (step,) = simulator.client.get("/script").json()
    assert step["met"] == 0


def test_all_that_is_named_has_to_fit(simulator: Simulator) -> None:
    order = an_order()
    named = {name: order[name] for name in ("department", "measure", "action", "order")}
    named["enterprise"] = order["enterprise"]["code"]
    simulator.play(named | {"behaviour": {"refuse_next": 1, "refuse_because": "线路带居民负荷"}})
    assert simulator.send(an_order()).json()["outcome"] == "done"
    refused = simulator.send(order).json()
    assert (refused["outcome"], refused["reason"]) == ("refused", "线路带居民负荷")


def test_the_first_step_that_applies_does_and_each_counts_what_it_met(
    simulator: Simulator,
) -> None:
    simulator.play(
        {"nth": 2, "behaviour": {"refuse_next": 1}}, {"times": 2, "behaviour": {"fail_next": 1}}
    )
    assert simulator.send(an_order()).status_code == 500
    assert simulator.send(an_order()).json()["outcome"] == "refused"
    assert simulator.send(an_order()).json()["outcome"] == "done"


def test_a_cancellation_is_dealt_with_by_a_step_of_its_own(simulator: Simulator) -> None:
    simulator.play({"message": "cancellation", "behaviour": {"fail_next": 1}})
    order = an_order()
    assert simulator.cancel(order).status_code == 500
    assert simulator.cancel(order).json()["outcome"] == "cancelled"
    assert simulator.send(order).json()["outcome"] == "cancelled"


def test_s5_no_answer_after_the_effect(simulator: Simulator) -> None:
    simulator.play({"behaviour": {"hang_next": 1, "hang_seconds": 5}})
    order = an_order()
    simulator.client.timeout = 0.5
    with pytest.raises(httpx2.TimeoutException):
        simulator.send(order)
    simulator.client.timeout = 30
    row = simulator.row(order)
    assert row["effects"] == 1
    assert simulator.send(order).json()["receipt"] == row["receipt"]


def test_down_for_a_time_from_a_message_on(simulator: Simulator) -> None:
    simulator.play({"nth": 2, "behaviour": {"down_seconds": 1}})
    assert simulator.send(an_order()).status_code == 200
    unseen, order = an_order(), an_order()
    assert simulator.send(unseen).status_code == 503
    assert simulator.send(order).status_code == 503
    assert simulator.send(an_order(department="water")).status_code == 200
    assert simulator.ledger(unseen["enterprise"]["code"]) == []
    while (answer := simulator.send(order)).status_code == 503:
        pass
    assert answer.json()["outcome"] == "done"


@pytest.mark.parametrize("bad", ["forged", "old", "unknown_order", "other_order"])
def test_a_bad_answer_is_given_once_and_then_the_genuine_receipt(
    simulator: Simulator, bad: str
) -> None:
    simulator.play({"times": 1, "behaviour": {"bad_answers": [bad]}})
    order = an_order()
    first, genuine = simulator.send(order), simulator.send(order)
    assert (first.status_code, genuine.status_code) == (200, 200)
    told = [(one.json()["order"], one.headers["webhook-signature"]) for one in (first, genuine)]
    assert told[0] != told[1]
    assert (told[0][0] == order["order"]) == (bad in ("forged", "old"))
    assert simulator.row(order)["effects"] == 1


def test_a_receipt_without_its_evidence(simulator: Simulator) -> None:
    simulator.play({"behaviour": {"bad_answers": ["unproved"]}})
    order = an_order(evidence=["photographs"])
    assert ["evidence" in simulator.send(order).json() for _ in range(2)] == [False, True]


def test_bad_answers_by_request_are_used_up_one_after_another(simulator: Simulator) -> None:
    simulator.behave(bad_answers=["unknown_order", "unknown_order"])
    order = an_order()
    orders = [simulator.send(order).json()["order"] == order["order"] for _ in range(3)]
    assert orders == [False, False, True]


@pytest.mark.parametrize(
    "script",
    [{}, [{}], [{"behaviour": {"fails": 1}}], [{"nth": 0, "behaviour": {}}], [{"behavior": {}}]],
    ids=str,
)
def test_a_script_with_a_slip_is_refused(simulator: Simulator, script: object) -> None:
    assert simulator.client.put("/script", json=script).status_code == 422


def test_a_script_of_a_file_goes_on_after_a_kill(
    mortal_simulator: Simulator, tmp_path: Path
) -> None:
    file = tmp_path / "script.json"
    file.write_text(json.dumps([{"nth": 2, "behaviour": {"fail_next": 1}}]))
    mortal_simulator.kill()
    named = {"PHASEOUT_SIMULATOR_SCRIPT": str(file)}
    mortal_simulator.start(environment=named)
    assert mortal_simulator.send(an_order()).status_code == 200
    mortal_simulator.kill()
    mortal_simulator.start(environment=named)
    assert mortal_simulator.send(an_order()).status_code == 500
    assert mortal_simulator.send(an_order()).status_code == 200
    file.write_text(json.dumps([{"behaviour": {"fail_next": 1}}]))
    mortal_simulator.kill()
    mortal_simulator.start(environment=named)
    assert mortal_simulator.send(an_order()).status_code == 500
