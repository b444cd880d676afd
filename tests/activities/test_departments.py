"""Sending orders: what goes out, to departments of the simulator and to one that writes down."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import httpx2
import pytest
from sqlalchemy import Engine
from standardwebhooks import Webhook

from activities.departments import Departments
from activities.messages import Delivery
from domain.catalogue import Particular
from tests.activities.bureau import SECRET, Bureau
from tests.activities.delivering import to_deliver
from tests.activities.reaching import departments_at
from tests.workflows.city import City


@pytest.fixture
def to_city(city: City, http: httpx2.AsyncClient, records: Engine) -> Departments:
    return departments_at(records, city.departments, http)


async def test_carried_out_at_once_it_comes_back_with_its_receipt(
    to_city: Departments, city: City
) -> None:
    what = to_deliver("power")
    delivery = await to_city.deliver_one(what)
    (row,) = city.ledger(what.enterprise)
    assert delivery.receipt
    assert not delivery.accepted
    assert (delivery.receipt.order, delivery.receipt.receipt) == (row["order"], row["receipt"])
    assert delivery.receipt.outcome == "done"
    assert delivery.receipt.done_at == datetime.fromisoformat(row["done_at"])


async def test_accepted_its_receipt_is_to_follow(to_city: Departments, city: City) -> None:
    city.behave("power", answer="later", delay_seconds=3600)
    what = to_deliver("power")
    assert await to_city.deliver_one(what) == Delivery(what.orders[0].id, accepted=True)


async def test_s5_sent_again_it_has_the_same_receipt(to_city: Departments, city: City) -> None:
    city.behave("power", fail_after_effect_next=1)
    what = to_deliver("power")
    await to_city.deliver_together(what)
    assert await to_city.deliver_one(what) == await to_city.deliver_one(what)
    assert city.effects(what.enterprise) == [("power_cut", "impose", 1)]


async def test_of_orders_sent_together_each_has_its_own_outcome(
    to_city: Departments, city: City
) -> None:
    city.behave("water", fail_next=1)
    city.behave("power", answer="later", delay_seconds=3600)
    what = to_deliver("power", "water", "industry")
    deliveries = await to_city.deliver_together(what)
    assert [delivery.order for delivery in deliveries] == [order.id for order in what.orders]
    assert [bool(delivery.receipt) for delivery in deliveries] == [False, False, True, True]
    assert [delivery.accepted for delivery in deliveries] == [True, False, False, False]


async def test_a_receipt_can_say_that_a_later_order_overtook_it(to_city: Departments) -> None:
    what = to_deliver("power")
    (order,) = what.orders
    lift = replace(order, id=f"{order.id}-lift", action="lift", revision=order.revision + 1)
    await to_city.deliver_one(replace(what, orders=(lift,)))
    delivery = await to_city.deliver_one(what)
    assert delivery.receipt
    assert delivery.receipt.outcome == "superseded"


async def test_what_goes_out_is_the_order_of_the_protocol(
    to_bureau: Departments, bureau: Bureau
) -> None:
    what = to_deliver("power")
    (order,) = what.orders
    await to_bureau.deliver_one(what)
    (sent,) = bureau.sent
    assert sent.path == "/power/orders"
    assert sent.headers["content-type"] == "application/json"
    assert sent.headers["webhook-id"] == order.id
    assert Webhook(SECRET).verify(sent.body, dict(sent.headers)) == {
        "order": order.id,
        "department": "power",
        "measure": "power_cut",
        "action": "impose",
        "revision": 1,
        "target": order.target,
        "district": "hainan",
        "enterprise": {"code": what.enterprise, "name": what.name},
        "case": order.case,
        "rules": ["P1.3"],
        "document": "乌政决〔2025〕8号",
        "issued_at": "2025-10-13T01:00:00+00:00",
        "accept_by": "2025-10-15",
        "receipt_by": "2025-10-20",
        "evidence": ["meter_reading", "photographs"],
        "callback": "https://phaseout.example/departments/power/receipts",
    }


async def test_s6_a_cancelled_order_is_cancelled_where_it_was_sent(
    to_bureau: Departments, bureau: Bureau
) -> None:
    what = to_deliver("power")
    at = datetime(2025, 10, 14, tzinfo=UTC)
    order = replace(what.orders[0], cancelled_at=at, cancelled_on="乌工信撤〔2025〕2号")
    await to_bureau.deliver_one(replace(what, orders=(order,)))
    (sent,) = bureau.sent
    assert sent.path == f"/power/orders/{order.id}/cancel"
    assert sent.headers["webhook-id"] == f"{order.id}-cancel"
    assert Webhook(SECRET).verify(sent.body, dict(sent.headers)) == {
        "order": order.id,
        "department": "power",
        "enterprise": {"code": what.enterprise, "name": what.name},
        "measure": "power_cut",
        "target": order.target,
        "revision": 1,
        "document": "乌工信撤〔2025〕2号",
        "cancelled_at": "2025-10-14T00:00:00+00:00",
        "answer_by": order.due.isoformat(),
        "callback": "https://phaseout.example/departments/power/receipts",
    }


async def test_s6_a_cancelled_order_is_never_carried_out_and_a_done_one_stays_done(
    to_city: Departments, city: City
) -> None:
    early, late = to_deliver("power"), to_deliver("power")
    await to_city.deliver_one(late)
    for what in (early, late):
        at = datetime(2025, 10, 14, tzinfo=UTC)
        order = replace(what.orders[0], cancelled_at=at, cancelled_on="撤销决定")
        delivery = await to_city.deliver_one(replace(what, orders=(order,)))
        again = await to_city.deliver_one(what)
        assert delivery.receipt == again.receipt
        assert delivery.receipt
        assert delivery.receipt.outcome == ("cancelled" if what is early else "done")
    assert city.effects(early.enterprise) == [("power_cut", "impose", 0)]
    assert city.effects(late.enterprise) == [("power_cut", "impose", 1)]


async def test_s8_a_refusal_comes_back_with_its_reason(to_city: Departments, city: City) -> None:
    city.behave("power", refuse_next=1, refuse_because="线路带居民负荷")
    what = to_deliver("power")
    delivery = await to_city.deliver_one(what)
    assert delivery.receipt
    assert (delivery.receipt.outcome, delivery.receipt.reason) == ("refused", "线路带居民负荷")
    assert city.effects(what.enterprise) == [("power_cut", "impose", 0)]


async def test_l6_what_is_ordered_by_night_says_from_when_and_in_an_emergency_why(
    to_bureau: Departments, bureau: Bureau
) -> None:
    what = to_deliver("power")
    (order,) = what.orders
    by_night = replace(order, not_before=datetime(2025, 10, 14, tzinfo=UTC))
    urgent = replace(order, id=f"{order.id}-urgent", emergency="炉体泄漏")
    for one in (by_night, urgent):
        await to_bureau.deliver_one(replace(what, orders=(one,)))
    sent = [json.loads(message.body) for message in bureau.sent]
    assert [(one.get("not_before"), one.get("emergency")) for one in sent] == [
        ("2025-10-14T00:00:00+00:00", None),
        (None, "炉体泄漏"),
    ]


async def test_p4_1_how_far_production_is_limited_goes_out_with_the_order(
    to_bureau: Departments, bureau: Bureau
) -> None:
    what = to_deliver("power")
    limit = replace(what.orders[0], particulars={Particular.SHARE: "50"})
    await to_bureau.deliver_one(replace(what, orders=(limit,)))
    (sent,) = bureau.sent
    order = json.loads(sent.body)
    assert order["particulars"] == {"share": "50"}


async def test_s5_sent_again_it_has_the_same_id_and_the_same_bytes(
    to_bureau: Departments, bureau: Bureau
) -> None:
    what = to_deliver("power")
    await to_bureau.deliver_together(what)
    await to_bureau.deliver_one(what)
    first, second = bureau.sent
    assert first.body == second.body
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
