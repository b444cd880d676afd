"""S5 and S6, of one enterprise: each order once in effect, each measure just as long as needed."""

from datetime import datetime

from domain.calendar import local_date
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
        again = book.belied(earlier) or book.void(earlier[-1])
        assert urgent_now or renamed or again or _is_for_another_day(book, case, earlier[-1]), entry


def _is_for_another_day(book: Book, case: Told, earlier: Json) -> bool:
    """L6: the notice of enforcement was corrected, or the case that needs it first now has one for
    another day; either the day that it waited for or the other is still to come."""
    assert book.at
    days = (case.enforce_on, local_date(book.enforced[earlier["id"]]))
    to_come = any(day and day >= local_date(book.at) for day in days)
    return book.waits(earlier) and to_come and book.noticed[earlier["id"]] != case.enforce_on


def s5_a_receipt_counts_once(book: Book, case: Told, entry: Json) -> None:
    action = entry["event"].get("action", {})
    if action.get("kind") != "receive_receipt":
        return
    order = book.issued[action["order"]]
    assert order["id"] not in book.receipts, f"a second receipt for {order['id']}"
    assert entry["by"]["department"] == order["department"], entry
    assert entry["case"] == order["case"], entry
    match entry["event"]["outcome"]:
        case "done":
            assert all(action["evidence"][each] for each in order["evidence"]), "S4: unproved"
        case "superseded":
            assert not book.waits(order), entry
        case "cancelled":
            assert order["id"] in book.cancelled, entry
        case "refused":
            assert action["reason"], entry


def s6_only_what_is_not_needed_any_more_is_cancelled(book: Book, case: Told, entry: Json) -> None:
    if entry["event"]["kind"] != "order_cancelled":
        return
    order = book.issued[entry["event"]["order"]]
    assert book.waits(order), entry
    assert order["action"] == "impose", entry
    assert order["id"] not in book.cancelled, entry
    assert key_of(order) not in book.needed(), entry


def s8_only_a_refused_order_is_given_again(book: Book, case: Told, entry: Json) -> None:
    action = entry["event"].get("action", {})
    if action.get("kind") == "order_again":
        order = book.issued[action["order"]]
        assert book.refused(order), entry
        assert order["id"] not in book.again, entry


def s6_a_measure_is_wanted_just_as_long_as_it_is_needed(book: Book, now: datetime) -> None:
    """Ordered as soon as its turn has come."""
    needed = book.needed()
    waits = {key for key in needed if not turn_has_come(book, key)}
    assert needed <= waits | set(book.orders), needed - set(book.orders)
    for key, orders in book.orders.items():
        last = orders[-1]
        if key in needed:
            assert key in waits or last["action"] == "impose", key
            assert key in waits or not book.void(last), key
        elif last["action"] == "impose":
            assert _comes_to_nothing(book, orders), key
        if book.refused(last) and key not in needed:
            book.again.add(last["id"] if last["action"] == "impose" else "")
        assert key in waits or not book.belied(orders), key


def _comes_to_nothing(book: Book, orders: list[Json]) -> bool:
    """It is being cancelled, or was cancelled or refused with nothing in force before it, or it is
    never put back."""
    last = orders[-1]
    if book.waits(last):
        return last["id"] in book.cancelled
    if orders[-1]["kind"] in NEVER_PUT_BACK:
        return True
    return not book.may_be_in_force(orders)


def p1_3_a_cut_comes_in_its_turn(book: Book, case: Told, entry: Json) -> None:
    """Power, then water, then the unit, then the seal."""
    order = entry["event"].get("order")
    if entry["event"]["kind"] != "order_issued" or order["action"] != "impose":
        return
    earlier = book.orders.get(key_of(order), [])
    stands = earlier and earlier[-1]["action"] == "impose" and not book.void(earlier[-1])
    again = stands and not book.belied(earlier)
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
