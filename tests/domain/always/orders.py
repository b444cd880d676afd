"""S5 and S6, of one enterprise: each order once in effect, each measure just as long as needed."""

from collections import defaultdict
from datetime import datetime
from itertools import pairwise

from tests.domain.always.told import Json, Told, moment

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
        assert one[0]["action"] == "impose"
        for n, (last, following) in enumerate(pairwise(one), start=1):
            if following["action"] == last["action"] and not _urgent_now(last, following):
                assert _belied(one[:n], receipts_of(_before(following, entries))), following
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
        told = key[0] == "police_notice" and last["action"] == "impose"
        removed = (key[0] == "power_unit_removal" and last["id"] in receipts) or told
        if not (removed and last["action"] == "impose"):
            assert (last["action"] == "impose") is (key in needed), key
        assert not _belied(one, receipts), key


def waiting(entries: list[Json]) -> list[Json]:
    """The orders whose receipt is still to come. Not an overtaken one, nor the lifting of a
    removal that was carried out and stays so."""
    receipts = receipts_of(entries)
    return [
        one[-1]
        for one in orders_of(entries).values()
        if one[-1]["id"] not in receipts
        and not (one[-1]["action"] == "lift" and _removed(one, receipts))
    ]


def _belied(orders: list[Json], receipts: dict[str, Json]) -> bool:
    """An overtaken order was carried out after the last one, which has to be given again."""
    last = orders[-1]
    if last["id"] not in receipts or _removed(orders, receipts):
        return False
    return any(
        order["action"] != last["action"]
        and _done(order, receipts)
        and _at(order, receipts) > _at(last, receipts)
        for order in orders
    )


def _urgent_now(last: Json, following: Json) -> bool:
    """L6: another case cannot wait for what was ordered already."""
    return bool(following["emergency"]) and not last["emergency"]


def _removed(orders: list[Json], receipts: dict[str, Json]) -> bool:
    return any(
        order["kind"] == "power_unit_removal" and order["action"] == "impose"
        for order in orders
        if _done(order, receipts)
    )


def _done(order: Json, receipts: dict[str, Json]) -> bool:
    return order["id"] in receipts and receipts[order["id"]]["event"]["outcome"] == "done"


def _at(order: Json, receipts: dict[str, Json]) -> datetime:
    return moment(receipts[order["id"]]["event"]["action"]["done_at"])


def _before(order: Json, entries: list[Json]) -> list[Json]:
    """What was on record when the order was issued."""
    issued = next(e for e in entries if e["event"].get("order") == order)
    return [entry for entry in entries if entry["sequence"] < issued["sequence"]]
