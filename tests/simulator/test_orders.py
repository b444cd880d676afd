"""Taking orders: one effect, one receipt, never an older order after a newer one (S5)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

from tests.simulator.running import Simulator, an_order, genuine_receipt


def test_an_order_is_carried_out_at_once_with_a_signed_receipt(simulator: Simulator) -> None:
    order = an_order()
    answer = simulator.send(order)
    assert answer.status_code == 200
    receipt = genuine_receipt("power", answer.headers, answer.content)
    assert receipt["order"] == order["order"]
    assert receipt["outcome"] == "done"
    row = simulator.row(order)
    assert (row["effects"], row["times_received"]) == (1, 1)
    assert (row["receipt"], row["done_at"]) == (receipt["receipt"], receipt["done_at"])
    assert datetime.fromisoformat(row["received_at"]) <= datetime.fromisoformat(row["done_at"])
    expected = ("department", "order", "measure", "action", "target", "revision")
    assert {key: row[key] for key in expected} == {key: order[key] for key in expected}


def test_s5_an_order_sent_often_has_one_effect_and_one_receipt(simulator: Simulator) -> None:
    order = an_order()
    with ThreadPoolExecutor(8) as senders:
        answers = list(senders.map(lambda _: simulator.send(order), range(24)))
    receipts = {answer.json()["receipt"] for answer in answers}
    assert {answer.status_code for answer in answers} == {200}
    assert len(receipts) == 1
    row = simulator.row(order)
    assert (row["effects"], row["times_received"]) == (1, 24)


def test_s5_duplicates_during_slow_work_have_one_effect(simulator: Simulator) -> None:
    simulator.behave(delay_seconds=0.3)
    order = an_order()
    with ThreadPoolExecutor(4) as senders:
        answers = list(senders.map(lambda _: simulator.send(order), range(4)))
    assert len({answer.text for answer in answers}) == 1
    assert simulator.row(order)["effects"] == 1


def test_each_order_has_a_receipt_number_of_its_own(simulator: Simulator) -> None:
    numbers = [simulator.send(an_order()).json()["receipt"] for _ in range(3)]
    assert len(set(numbers)) == 3


def test_s5_a_late_cut_after_its_lifting_is_superseded(simulator: Simulator) -> None:
    cut = an_order()
    lift = cut | {"order": f"{cut['order']}-2", "action": "lift", "revision": 2}
    assert simulator.send(lift).json()["outcome"] == "done"
    answer = simulator.send(cut)
    assert answer.status_code == 200
    assert genuine_receipt("power", answer.headers, answer.content)["outcome"] == "superseded"
    assert simulator.row(cut)["effects"] == 0
    assert simulator.send(cut).content == answer.content
    assert simulator.row(lift)["effects"] == 1


def test_s5_a_lifting_binds_even_where_the_department_failed_on_it(simulator: Simulator) -> None:
    cut = an_order()
    lift = cut | {"order": f"{cut['order']}-2", "action": "lift", "revision": 2}
    simulator.behave(fail_next=1)
    assert simulator.send(lift).status_code == 500
    assert simulator.send(cut).json()["outcome"] == "superseded"
    assert simulator.send(lift).json()["outcome"] == "done"


def test_a_higher_revision_elsewhere_supersedes_nothing(simulator: Simulator) -> None:
    order = an_order()
    changes: list[dict[str, Any]] = [
        {"target": "10kV 生产专线 4 号"},
        {"measure": "power_unit_removal"},
        {"department": "water"},
        {"enterprise": {"code": f"{order['enterprise']['code']}X", "name": "乌海"}},
    ]
    for number, change in enumerate(changes):
        other = order | change | {"order": f"{order['order']}-{number}", "revision": 9}
        assert simulator.send(other).status_code == 200
    assert simulator.send(order).json()["outcome"] == "done"


def test_a_failure_before_the_effect_leaves_none(simulator: Simulator) -> None:
    simulator.behave(fail_next=2)
    order = an_order()
    assert [simulator.send(order).status_code for _ in range(2)] == [500, 500]
    row = simulator.row(order)
    assert (row["effects"], row["outcome"], row["times_received"]) == (0, None, 2)
    assert simulator.send(order).json()["outcome"] == "done"
    assert simulator.row(order)["effects"] == 1


def test_s5_a_failure_after_the_effect_is_answered_with_its_receipt(simulator: Simulator) -> None:
    simulator.behave(fail_after_effect_next=1)
    order = an_order()
    assert simulator.send(order).status_code == 500
    row = simulator.row(order)
    assert row["effects"] == 1
    assert simulator.send(order).json()["receipt"] == row["receipt"]
    assert simulator.row(order)["effects"] == 1


def test_the_ledger_can_be_read_for_one_enterprise(simulator: Simulator) -> None:
    orders = [an_order(), an_order()]
    for order in orders:
        simulator.send(order)
    rows = simulator.ledger(orders[0]["enterprise"]["code"])
    assert [row["order"] for row in rows] == [orders[0]["order"]]
    everything = {row["order"] for row in simulator.client.get("/ledger").json()}
    assert everything >= {order["order"] for order in orders}


def test_s4_a_receipt_brings_the_evidence_asked_for_and_the_same_each_time(
    simulator: Simulator,
) -> None:
    order = an_order() | {"evidence": ["meter_reading", "photographs"]}
    evidence = simulator.send(order).json()["evidence"]
    (photograph,) = evidence["photographs"]
    assert len(bytes.fromhex(photograph)) == 32
    assert evidence["meter_reading"]
    assert set(evidence) == {"meter_reading", "photographs"}
    assert simulator.send(order).json()["evidence"] == evidence
    assert "evidence" not in simulator.send(an_order()).json()
