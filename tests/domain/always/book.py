"""One enterprise's record as it grows: its cases, and its orders with their receipts."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

from domain.calendar import local_date
from tests.domain.always.counting import Days, Known, day, moment, over
from tests.domain.always.needs import FOR_GOOD, NEVER_PUT_BACK, key_of, needs_of
from tests.domain.always.told import Json, Key, Told

OVERTURNS = {"revoke_decision", "correct_announcement", "correct_dismantling"}
"""After these an exit that was complete is none, or none yet."""
DISPROVED = {
    "nothing": set(),
    "resumed": {"power_cut", "water_cut", "power_unit_removal", "seal", "production_stop"},
    "seals_broken": {"seal"},
}


@dataclass
class Awaited:
    """What is awaited of an order, by which last day, so many working days after which, known since
    when, and the rungs climbed since (S8)."""

    lateness: str
    since: date
    days: int
    last_day: date
    known: Known
    climbed: list[str] = field(default_factory=list)


class Book:
    def __init__(self) -> None:
        self.sequence = 0
        self.at: datetime | None = None
        self.cases: dict[str, Told] = {}
        self.orders: dict[Key, list[Json]] = defaultdict(list)
        self.issued: dict[str, Json] = {}
        self.receipts: dict[str, Json] = {}
        self.cancelled: dict[str, Json] = {}
        """The entries by which orders were cancelled, answered or not."""
        self.again: set[str] = set()
        """Refused orders that are to be given anew, or that nobody needed for a while."""
        self.disproved: dict[str, int] = {}
        """By which inspection what an order had done was found to be so no more."""
        self.inspected: dict[str, list[int]] = defaultdict(list)
        self.irregular: list[str] = []
        self.awaited: dict[str, Awaited] = {}
        self.enforced: dict[str, datetime] = {}
        """L6: from when an order may be carried out."""
        self.noticed: dict[str, date | None] = {}
        """L6: the day that the notice of enforcement named when it was ordered."""
        self.done_by: dict[str, Days] = {}
        """The calendar that a receipt was judged by."""
        self.moved: dict[tuple[str, str], date] = {}
        """L8: the days of orders that the last calendar changed."""

    def case(self, entry: Json) -> Told:
        """The case that an entry is about; its flag opens it."""
        number = entry["case"]
        if number not in self.cases:
            assert entry["event"]["action"]["kind"] == "flag", "a case begins with its flag"
            self.cases[number] = Told(number, entry)
        return self.cases[number]

    def add(self, entry: Json) -> None:
        self._is_added(entry)
        self.puts_in_force_again()

    def _is_added(self, entry: Json) -> None:
        event, case = entry["event"], self.case(entry)
        self.sequence, self.at = entry["sequence"], moment(entry["at"])
        if event["kind"] == "exit_completed" and event["way"] != "seal":
            case.kept = {key for key in needs_of(case) if key[0] in FOR_GOOD}
        if event["kind"] == "taken" and event["action"]["kind"] in OVERTURNS:
            self.is_overturned(case)
        case.add(entry)
        match event["kind"]:
            case "order_issued":
                order = event["order"]
                self.orders[key_of(order)].append(order)
                self.issued[order["id"]] = order
                self.noticed[order["id"]] = case.enforce_on
                self.enforced[order["id"]] = moment(order["not_before"] or order["issued_at"])
                self.awaits(order["id"], "acceptance_late", moment(order["issued_at"]), 2)
            case "order_accepted":
                self.is_acknowledged(event["order"])
            case "order_cancelled":
                self.cancelled[event["order"]] = entry
                self.awaits(event["order"], "receipt_late", self.at, 2)
            case "taken":
                self.is_told(entry, event["action"])
            case "escalated" if event["subject"]:
                awaited = self.awaited[event["subject"]]
                assert event["lateness"] == awaited.lateness, entry
                awaited.climbed.append(event["rung"])
            case "irregular":
                self.irregular.append(event["order"])

    def is_told(self, entry: Json, action: Json) -> None:
        match action["kind"]:
            case "receive_receipt":
                self.receipts[action["order"]] = entry
                self.done_by[action["order"]] = self.days_of(action["order"])
                if action["outcome"] == "refused":
                    on = moment(f"{entry['happened_on']}T12:00:00+08:00")
                    self.awaits(action["order"], "refusal_undecided", on, 3)
            case "accept_order" | "report_progress":
                self.is_acknowledged(action["order"])
            case "adopt_calendar":
                self.is_counted_again(entry["case"])
            case "order_again":
                self.again.add(action["order"])
            case "record_watch":
                self.is_disproved(entry, action["found"])
            case "correct_watch":
                last = max(self.inspected[entry["case"]])
                self.inspected[entry["case"]].remove(last)
                proved = {number for number, by in self.disproved.items() if by == last}
                self.again -= proved
                for number in proved:
                    del self.disproved[number]

    def is_disproved(self, entry: Json, found: str) -> None:
        """P1.4: what was done there is so no more."""
        number, kinds = entry["case"], DISPROVED[found]
        self.inspected[number].append(entry["sequence"])
        case = self.cases[number]
        for key in needs_of(case) | case.kept:
            if key[0] in kinds and self.in_force(key):
                last = self.orders[key][-1]
                if local_date(self.done_at(last)) <= day(entry["happened_on"]):
                    self.disproved[last["id"]] = entry["sequence"]

    def puts_in_force_again(self) -> None:
        """For whoever needs it and is not sealed already."""
        under_way = [case for case in self.cases.values() if case.stage != "sealed"]
        needed = set().union(*map(needs_of, under_way)) if self.disproved else set()
        last = {self.orders[key][-1]["id"] for key in needed & self.orders.keys()}
        self.again |= last & self.disproved.keys()

    def is_overturned(self, case: Told) -> None:
        """L7: what its exit alone kept is needed anew, though it was refused (S6)."""
        others = (each for each in self.cases.values() if each is not case)
        kept = case.kept.difference(*(needs_of(each) | each.kept for each in others))
        last = [self.orders[key][-1] for key in kept]
        self.again.update(one["id"] for one in last if self.refused(one))

    def is_acknowledged(self, number: str) -> None:
        """Its receipt is awaited from then on, unless its cancellation already is."""
        if self.awaited[number].lateness == "acceptance_late":
            self.awaits(number, "receipt_late", self.enforced[number], 5)

    def awaits(self, number: str, lateness: str, since: datetime, days: int) -> None:
        assert self.at
        began = local_date(since)
        last_day = self.days_of(number).working_days_after(began, days)
        self.awaited[number] = Awaited(lateness, began, days, last_day, (self.at, self.sequence))

    def days_of(self, number: str) -> Days:
        """All days of an order go by the calendar of the case that it was issued for."""
        return self.cases[self.issued[number]["case"]].clock.days

    def is_counted_again(self, case: str) -> None:
        """L8: what is awaited, unless it is late; L6: from when what may not be carried out yet
        may."""
        assert self.at
        self.moved = {}
        for order in [one for one in self.chased() if one["case"] == case]:
            number, awaited = order["id"], self.awaited[order["id"]]
            to_be_done = number not in self.receipts and number not in self.cancelled
            if to_be_done and self.enforced[number] > self.at:
                self.is_enforced_later(number)
            if over(awaited.last_day, self.at):
                continue
            if to_be_done and awaited.lateness == "receipt_late":
                awaited.since = local_date(self.enforced[number])
            last_day = self.days_of(number).working_days_after(awaited.since, awaited.days)
            if last_day != awaited.last_day:
                awaited.last_day, awaited.known = last_day, (self.at, self.sequence)
                self.moved[number, self._period(number)] = last_day

    def is_enforced_later(self, number: str) -> None:
        on = local_date(self.enforced[number])
        allowed = self.days_of(number).moved(on)
        if allowed != on:
            self.enforced[number] = moment(f"{allowed}T08:00:00+08:00")

    def _period(self, number: str) -> str:
        match self.awaited[number].lateness:
            case "acceptance_late":
                return "acceptance"
            case "refusal_undecided":
                return "refusal"
        return "cancellation" if number in self.cancelled else "receipt"

    def chased(self) -> list[Json]:
        """Those that wait for a receipt, and the refused ones that wait for a decision."""
        return [
            orders[-1]
            for key, orders in self.orders.items()
            if self.waits(orders[-1]) or self._undecided(key, orders[-1])
        ]

    def _undecided(self, key: Key, last: Json) -> bool:
        """Refused, and still what is needed: a lifting is not while the measure waits for its
        turn again."""
        refused = self.refused(last) and last["id"] not in self.again
        return refused and (last["action"] == "impose") is (key in self.needed())

    def needed(self) -> set[Key]:
        return set().union(*(needs_of(case) | case.kept for case in self.cases.values()))

    def refused(self, order: Json) -> bool:
        return self.outcome(order) == "refused"

    def void(self, order: Json) -> bool:
        """It puts nothing in force any more: it was cancelled in time, or is to be given anew."""
        cancelled = order["id"] in self.cancelled and not self.done(order)
        return cancelled or order["id"] in self.again

    def may_be_in_force(self, orders: list[Json]) -> bool:
        """The last that was carried out imposed it, or one before that nobody has answered for."""
        done = [order for order in orders if self.done(order)]
        last = max(done, key=lambda order: (self.done_at(order), order["revision"]), default=None)
        since = max((order["revision"] for order in done), default=0)
        unknown = [o for o in orders if o["revision"] > since and self.outcome(o) == ""]
        return bool(unknown) or (last is not None and last["action"] == "impose")

    def outcome(self, order: Json) -> str:
        receipt = self.receipts.get(order["id"])
        return str(receipt["event"]["outcome"]) if receipt else ""

    def waits(self, order: Json) -> bool:
        """Its receipt is still to come, and no later order has overtaken it."""
        return order is self.orders[key_of(order)][-1] and order["id"] not in self.receipts

    def in_force(self, key: Key) -> bool:
        """Whether the last order said impose, and its own receipt said done."""
        last = self.orders.get(key, [])[-1:]
        return any(
            order["action"] == "impose" and self.done(order) and order["id"] not in self.disproved
            for order in last
        )

    def done(self, order: Json) -> bool:
        return self.outcome(order) == "done"

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
        if not self.done(last) or self.stays(orders):
            return False
        return any(
            order["action"] != last["action"]
            and self.done(order)
            and self.done_at(order) > self.done_at(last)
            for order in orders
        )

    def done_at(self, order: Json) -> datetime:
        return moment(self.receipts[order["id"]]["event"]["action"]["done_at"])
