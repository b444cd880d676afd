"""S5 and S6, of one enterprise: each order once in effect, each measure just as long as needed."""

from collections import defaultdict

from tests.domain.always.told import Json, Told

Key = tuple[str, str]


def orders_of(entries: list[Json]) -> dict[Key, list[Json]]:
    orders: dict[Key, list[Json]] = defaultdict(list)
    for entry in entries:
        if entry["event"]["kind"] == "order_issued":
            order = entry["event"]["order"]
            orders[order["kind"], order["target"]].append(order)
    return orders


def receipts_of(entries: list[Json]) -> dict[str, Json]:
    """S5: the receipts by order, each of which counts once."""
    receipts: dict[str, Json] = {}
    for entry in entries:
        event = entry["event"]
        if event["kind"] == "taken" and event["action"]["kind"] == "receive_receipt":
            order = event["action"]["order"]
            assert order not in receipts, f"a second receipt for {order}"
            receipts[order] = entry
    return receipts


def s5_each_order_once_in_effect(entries: list[Json]) -> None:
    orders, receipts = orders_of(entries), receipts_of(entries)
    issued = {order["id"]: order for one in orders.values() for order in one}
    assert len(issued) == sum(map(len, orders.values())), "an order number twice"
    for one in orders.values():
        assert [order["revision"] for order in one] == list(range(1, len(one) + 1))
        assert [order["action"] for order in one] == (["impose", "lift"] * len(one))[: len(one)]
    for number, entry in receipts.items():
        assert entry["by"]["department"] == issued[number]["department"], entry
        assert entry["case"] == issued[number]["case"], entry
        if entry["event"]["outcome"] == "superseded":
            earlier = [one for one in entries if one["sequence"] < entry["sequence"]]
            assert number not in {order["id"] for order in waiting(earlier)}, entry


def s6_a_measure_is_wanted_just_as_long_as_it_is_needed(
    cases: list[Told], entries: list[Json]
) -> None:
    needed = set().union(*(case.needs() for case in cases))
    orders, receipts = orders_of(entries), receipts_of(entries)
    assert needed <= set(orders), needed - set(orders)
    for key, one in orders.items():
        last = one[-1]
        removed = key[0] == "power_unit_removal" and last["id"] in receipts
        if not (removed and last["action"] == "impose"):
            assert (last["action"] == "impose") is (key in needed), key


def waiting(entries: list[Json]) -> list[Json]:
    """The orders whose receipt is still to come; an overtaken one is not waited for."""
    receipts = receipts_of(entries)
    return [one[-1] for one in orders_of(entries).values() if one[-1]["id"] not in receipts]
