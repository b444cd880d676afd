"""Receipts that come later, to the order's own callback address."""

import json

import pytest
from standardwebhooks import WebhookVerificationError

from tests.simulator.receiver import Receiver, receiving
from tests.simulator.running import Simulator, an_order, free_port, genuine_receipt


def test_the_receipt_comes_later_and_is_signed(simulator: Simulator, receiver: Receiver) -> None:
    simulator.behave(answer="later", delay_seconds=0.2)
    order = an_order(callback=receiver.url)
    answer = simulator.send(order)
    assert answer.status_code == 202
    assert answer.json() == {"order": order["order"], "status": "accepted"}
    got = receiver.next()
    receipt = genuine_receipt("power", got.headers, got.body)
    assert (receipt["order"], receipt["outcome"]) == (order["order"], "done")
    assert simulator.row(order)["receipt"] == receipt["receipt"]
    assert simulator.send(order).json() == receipt


def test_s5_an_accepted_order_sent_again_has_one_effect(
    simulator: Simulator, receiver: Receiver
) -> None:
    simulator.behave(answer="later", delay_seconds=0.5)
    order = an_order(callback=receiver.url)
    assert [simulator.send(order).status_code for _ in range(3)] == [202] * 3
    receiver.next()
    simulator.send(an_order(callback=receiver.url))
    later = genuine_receipt("power", (got := receiver.next()).headers, got.body)
    assert later["order"] != order["order"], "the first order was called back twice"
    row = simulator.row(order)
    assert (row["effects"], row["times_received"]) == (1, 3)


def test_duplicate_callbacks_carry_the_same_receipt(
    simulator: Simulator, receiver: Receiver
) -> None:
    simulator.behave(answer="later", duplicate_callbacks=2)
    order = an_order(callback=receiver.url)
    simulator.send(order)
    got = [receiver.next() for _ in range(3)]
    assert len({one.headers["webhook-id"] for one in got}) == 1
    assert len({one.body for one in got}) == 1
    assert simulator.row(order)["effects"] == 1


def test_a_callback_is_sent_again_until_it_is_taken(
    simulator: Simulator, receiver: Receiver
) -> None:
    simulator.behave(answer="later")
    receiver.answers[:] = [500, 503, 302, 204]
    order = an_order(callback=receiver.url)
    simulator.send(order)
    bodies = {receiver.next().body for _ in range(4)}
    assert len(bodies) == 1
    assert simulator.row(order)["effects"] == 1


def test_a_callback_that_is_refused_is_not_sent_again(
    simulator: Simulator, receiver: Receiver
) -> None:
    simulator.behave(answer="later")
    receiver.answers[:] = [409]
    refused = an_order(callback=receiver.url)
    simulator.send(refused)
    assert receiver.next()
    # The next order fails twice, which is longer than the refused one would have waited.
    receiver.answers[:] = [500, 500]
    simulator.send(an_order(callback=receiver.url))
    later = [receiver.next() for _ in range(3)]
    assert all(refused["order"].encode() not in one.body for one in later)


def test_a_sender_that_is_away_gets_it_on_its_return(simulator: Simulator) -> None:
    simulator.behave(answer="later")
    absent = Receiver(free_port())
    order = an_order(callback=absent.url)
    simulator.send(order)
    with receiving(Receiver(free_port())) as present:
        simulator.send(an_order(callback=present.url))
        present.next()
    with receiving(absent):
        got = absent.next()
    assert genuine_receipt("power", got.headers, got.body)["order"] == order["order"]


def test_a_callback_under_way_is_not_sent_beside_itself(
    simulator: Simulator, receiver: Receiver
) -> None:
    simulator.behave(answer="later")
    receiver.open.clear()
    for _ in range(3):  # each wakes the courier while the ones before wait for their answer
        simulator.send(an_order(callback=receiver.url))
        assert receiver.arrived.acquire(timeout=60)
    receiver.open.set()
    assert len({receiver.next().body for _ in range(3)}) == 3
    simulator.send(an_order(callback=receiver.url))
    receiver.next()
    assert receiver.received.empty()


def test_many_callbacks_take_turns(simulator: Simulator, receiver: Receiver) -> None:
    simulator.behave(answer="later", duplicate_callbacks=99)
    receiver.open.clear()
    simulator.send(an_order(callback=receiver.url))
    for _ in range(20):
        assert receiver.arrived.acquire(timeout=60)
    assert not receiver.arrived.acquire(timeout=0.5), "more than 20 at one time"
    receiver.open.set()
    assert len({receiver.next().body for _ in range(100)}) == 1


def test_slow_work_holds_up_no_other(simulator: Simulator, receiver: Receiver) -> None:
    simulator.behave(answer="later", delay_seconds=3600)
    slow = an_order(callback=receiver.url)
    simulator.send(slow)
    simulator.behave(answer="later")
    simulator.send(quick := an_order(callback=receiver.url))
    assert quick["order"].encode() in receiver.next().body
    assert simulator.row(slow)["outcome"] is None


def test_a_superseded_order_is_called_back_as_such(
    simulator: Simulator, receiver: Receiver
) -> None:
    cut = an_order(callback=receiver.url)
    lift = cut | {"order": f"{cut['order']}-2", "action": "lift", "revision": 2}
    simulator.behave(answer="later", delay_seconds=1)
    assert simulator.send(cut).status_code == 202
    simulator.behave()
    assert simulator.send(lift).json()["outcome"] == "done"
    got = receiver.next()
    assert genuine_receipt("power", got.headers, got.body)["outcome"] == "superseded"
    assert simulator.row(cut)["effects"] == 0


def test_bad_callbacks_come_before_the_genuine_one(
    simulator: Simulator, receiver: Receiver
) -> None:
    bad_ones = ["forged", "old", "unknown_order", "other_order"]
    simulator.behave(answer="later", bad_callbacks=bad_ones)
    order = an_order(callback=receiver.url)
    waters = order | {"order": f"{order['order']}-2", "department": "water"}
    simulator.send(waters)
    simulator.send(order)
    forged, old, unknown, other, genuine = (receiver.next() for _ in range(5))
    for bad in (forged, old):
        with pytest.raises(WebhookVerificationError):
            genuine_receipt("power", bad.headers, bad.body)
    told = [genuine_receipt("power", one.headers, one.body) for one in (unknown, other, genuine)]
    stem = order["order"].rpartition("-o")[0]
    assert [one["order"] for one in told] == [
        f"{stem}-o999999",
        waters["order"],
        order["order"],
    ]


def test_receipts_out_of_order(simulator: Simulator, receiver: Receiver) -> None:
    """The first waits for that of the second, though its order was carried out before."""
    simulator.behave(answer="later", done_on_arrival=True, after_the_next=True)
    first, second = an_order(callback=receiver.url), an_order(callback=receiver.url)
    simulator.send(first)
    simulator.behave(answer="later")
    simulator.send(second)
    told = [json.loads(receiver.next().body) for _ in range(2)]
    assert [one["order"] for one in told] == [second["order"], first["order"]]
    assert told[1]["done_at"] < told[0]["done_at"]


def test_what_is_done_on_arrival_is_told_later(simulator: Simulator, receiver: Receiver) -> None:
    simulator.behave(answer="later", done_on_arrival=True, delay_seconds=3600)
    order = an_order(callback=receiver.url)
    assert simulator.send(order).status_code == 202
    assert simulator.row(order)["effects"] == 1
    assert simulator.cancel(order).json()["outcome"] == "done"
