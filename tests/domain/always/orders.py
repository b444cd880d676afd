"""S5 and S6, of one enterprise: each order once in effect, each measure just as long as needed."""

from datetime import datetime

from tests.domain.always.book import Book
from tests.domain.always.needs import NEVER_PUT_BACK, key_of, needs_of
from tests.domain.always.told import Json, Key, Told


def s5_each_order_once_in_effect(book: Book, case: Told, entry: Json) -> None:
    if entry["event"]["kind"] != "order_issued":
        return
    order = entry["event"]["order"]
    earlier = book.orders.get(key_of(order), [])
    assert order["id"] not in book.issued, "an order number twice"
    assert order["revision"] == len(earlier) + 1, entry
    if not earlier:
        assert order["action"] == "impose", entry
    elif order["action"] == earlier[-1]["action"]:
        urgent_now = order["emergency"] and not earlier[-1]["emergency"]
        renamed = order["particulars"] != earlier[-1]["particulars"]
        assert urgent_now or renamed or book.belied(earlier), entry


def s5_a_receipt_counts_once(book: Book, case: Told, entry: Json) -> None:
    action = entry["event"].get("action", {})
    if action.get("kind") != "receive_receipt":
        return
    order = book.issued[action["order"]]
    assert order["id"] not in book.receipts, f"a second receipt for {order['id']}"
    assert entry["by"]["department"] == order["department"], entry
    assert entry["case"] == order["case"], entry
    if entry["event"]["outcome"] == "done":
        assert all(action["evidence"][each] for each in order["evidence"]), "S4: unproved"
    if entry["event"]["outcome"] == "superseded":
        assert not book.waits(order), entry


def s6_a_measure_is_wanted_just_as_long_as_it_is_needed(book: Book, now: datetime) -> None:
    """Ordered as soon as its turn has come."""
    needed = set().union(*(needs_of(case) | case.kept for case in book.cases.values()))
    waits = {key for key in needed if not turn_has_come(book, key)}
    assert needed <= waits | set(book.orders), needed - set(book.orders)
    for key, orders in book.orders.items():
        last = orders[-1]
        stays = key[0] in NEVER_PUT_BACK and last["id"] in book.receipts
        if not (stays and last["action"] == "impose") and key not in waits:
            assert (last["action"] == "impose") is (key in needed), key
        assert key in waits or not book.belied(orders), key


def p1_3_a_cut_comes_in_its_turn(book: Book, case: Told, entry: Json) -> None:
    """Power, then water, then the unit, then the seal."""
    order = entry["event"].get("order")
    if entry["event"]["kind"] != "order_issued" or order["action"] != "impose":
        return
    earlier = book.orders.get(key_of(order))
    again = earlier and earlier[-1]["action"] == "impose" and not book.belied(earlier)
    assert again or turn_has_come(book, key_of(order)), entry


BEFORE = {
    "water_cut": {"power_cut"},
    "power_unit_removal": {"power_cut", "water_cut"},
    "seal": {"power_cut", "water_cut", "power_unit_removal"},
}


def turn_has_come(book: Book, key: Key) -> bool:
    """All that goes before it is in force, for one of the cases that need it."""
    before = BEFORE.get(key[0], set())
    needing = [needs for case in book.cases.values() if key in (needs := needs_of(case))]
    return not needing or any(
        all(book.in_force(other) for other in needs if other[0] in before) for needs in needing
    )
