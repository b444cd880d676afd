"""One enterprise's record as it grows: its cases, and its orders with their receipts."""

from collections import Counter, defaultdict
from datetime import datetime

from tests.domain.always.counting import moment
from tests.domain.always.needs import FOR_GOOD, NEVER_PUT_BACK, key_of, needs_of
from tests.domain.always.told import Json, Key, Told


class Book:
    def __init__(self) -> None:
        self.sequence = 0
        self.at: datetime | None = None
        self.cases: dict[str, Told] = {}
        self.orders: dict[Key, list[Json]] = defaultdict(list)
        self.issued: dict[str, Json] = {}
        self.receipts: dict[str, Json] = {}
        self.irregular: list[str] = []
        self.reminded: Counter[str] = Counter()
        self.climbed: dict[str, list[str]] = defaultdict(list)

    def case(self, entry: Json) -> Told:
        """The case that an entry is about; its flag opens it."""
        number = entry["case"]
        if number not in self.cases:
            assert entry["event"]["action"]["kind"] == "flag", "a case begins with its flag"
            self.cases[number] = Told(number, entry)
        return self.cases[number]

    def add(self, entry: Json) -> None:
        event, case = entry["event"], self.case(entry)
        self.sequence, self.at = entry["sequence"], moment(entry["at"])
        if event["kind"] == "exit_completed" and event["way"] != "seal":
            case.kept = {key for key in needs_of(case) if key[0] in FOR_GOOD}
        case.add(entry)
        match event["kind"]:
            case "order_issued":
                order = event["order"]
                self.orders[key_of(order)].append(order)
                self.issued[order["id"]] = order
            case "taken" if event["action"]["kind"] == "receive_receipt":
                self.receipts[event["action"]["order"]] = entry
            case "order_reminded":
                self.reminded[event["order"]] += 1
            case "escalated" if event["subject"]:
                self.climbed[event["subject"]].append(event["rung"])
            case "irregular":
                self.irregular.append(event["order"])

    def waiting(self) -> list[Json]:
        """The orders whose receipt is still to come. Not an overtaken one, nor the lifting of
        what was carried out and is never put back."""
        last = (orders[-1] for orders in self.orders.values())
        return [order for order in last if self.waits(order)]

    def waits(self, order: Json) -> bool:
        orders = self.orders[key_of(order)]
        if order is not orders[-1] or order["id"] in self.receipts:
            return False
        return not (order["action"] == "lift" and self.stays(orders))

    def in_force(self, key: Key) -> bool:
        """Whether the last order said impose, and its own receipt said done."""
        last = self.orders.get(key, [])[-1:]
        return any(order["action"] == "impose" and self.done(order) for order in last)

    def done(self, order: Json) -> bool:
        receipt = self.receipts.get(order["id"])
        return receipt is not None and receipt["event"]["outcome"] == "done"

    def stays(self, orders: list[Json]) -> bool:
        """It was carried out, and is never put back."""
        return any(
            order["kind"] in NEVER_PUT_BACK and order["action"] == "impose"
            for order in orders
            if self.done(order)
        )

    def belied(self, orders: list[Json]) -> bool:
        """An overtaken order was carried out after the last one, which has to be given again."""
        last = orders[-1]
        if last["id"] not in self.receipts or self.stays(orders):
            return False
        return any(
            order["action"] != last["action"]
            and self.done(order)
            and self.done_at(order) > self.done_at(last)
            for order in orders
        )

    def done_at(self, order: Json) -> datetime:
        return moment(self.receipts[order["id"]]["event"]["action"]["done_at"])
