"""What a department has taken survives kill -9."""

from concurrent.futures import ThreadPoolExecutor

import httpx2

from simulator.behaviour import Behaviour
from tests.simulator.receiver import Receiver, receiving
from tests.simulator.running import SECRETS, Simulator, an_order, free_port, genuine_receipt


def test_a_pending_callback_is_sent_after_the_restart(mortal_simulator: Simulator) -> None:
    absent = Receiver(free_port())
    mortal_simulator.behave(answer="later")
    order = an_order(callback=absent.url)
    assert mortal_simulator.send(order).status_code == 202
    mortal_simulator.kill()
    mortal_simulator.start()
    with receiving(absent):
        got = absent.next()
    receipt = genuine_receipt("power", got.headers, got.body)
    assert receipt["order"] == order["order"]
    assert mortal_simulator.row(order)["effects"] == 1
    assert mortal_simulator.send(order).json() == receipt


def test_the_behaviour_survives(mortal_simulator: Simulator) -> None:
    mortal_simulator.behave(answer="later", delay_seconds=5, fail_next=2)
    mortal_simulator.send(an_order())
    mortal_simulator.kill()
    mortal_simulator.start()
    behaviour = mortal_simulator.client.get("/departments/power/behaviour").json()
    expected = Behaviour(answer="later", delay_seconds=5, fail_next=1)
    assert Behaviour.model_validate(behaviour) == expected


def test_s5_orders_under_a_kill_have_one_effect_and_keep_their_receipt(
    mortal_simulator: Simulator,
) -> None:
    orders = [an_order() for _ in range(60)]
    promised: dict[str, str] = {}

    def send(number: int) -> None:
        if number == 30:
            mortal_simulator.kill()
        try:
            answer = mortal_simulator.send(orders[number])
        except httpx2.TransportError:
            return
        promised[orders[number]["order"]] = answer.text

    with ThreadPoolExecutor(6) as senders:
        list(senders.map(send, range(len(orders))))
    assert 0 < len(promised) < len(orders)
    mortal_simulator.start()
    for order in orders:
        answer = mortal_simulator.send(order)
        assert promised.get(order["order"], answer.text) == answer.text
        assert mortal_simulator.row(order)["effects"] == 1


def test_a_department_that_was_configured_away_stops_no_other(
    mortal_simulator: Simulator, receiver: Receiver
) -> None:
    for department in SECRETS:
        mortal_simulator.behave(department, answer="later")
    mortal_simulator.send(an_order(callback=Receiver(free_port()).url))
    mortal_simulator.kill()
    mortal_simulator.start({"water": SECRETS["water"]})
    order = an_order(department="water", callback=receiver.url)
    mortal_simulator.send(order)
    got = receiver.next()
    assert genuine_receipt("water", got.headers, got.body)["order"] == order["order"]
    assert mortal_simulator.client.get("/health").status_code == 200
