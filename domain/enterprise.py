"""An enterprise: its cases and the measures in force on it, as one value (S6), folded from its
entries. The record folds the same entries with the same function.
"""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from domain.case import Case
from domain.catalogue import MEASURES
from domain.changed import changed
from domain.events import BEGINNING, Entry, OrderIssued, Taken
from domain.flagging import Flag
from domain.folding import after, open_case
from domain.measures import Measure, measure_for
from domain.needs import same_needs
from domain.order_folding import issued, marked, moved, needed_anew, put_in_force_again
from domain.orders import Order
from domain.places import OfDepartment
from domain.stages import EXITED


@dataclass(frozen=True)
class Enterprise:
    """`sequence` and `head` are the last entry's number and hash; `orders` counts the orders."""

    code: str
    name: str = ""
    sequence: int = 0
    head: str = BEGINNING
    orders: int = 0
    cases: dict[str, Case] = field(default_factory=dict)
    measures: dict[str, Measure] = field(default_factory=dict)

    @property
    def finished(self) -> bool:
        """Nothing open, nothing watched, and nothing in force that could be lifted."""
        return all(case.ended and not case.inspection for case in self.cases.values()) and all(
            measure.settled for measure in self.measures.values()
        )

    def counts_days_of(self, case: Case) -> bool:
        """Whether days of the case still run: it is open, it is watched, or an answer is
        awaited on one of its orders."""
        watched = case.inspection is not None
        return not case.ended or watched or bool(self.unanswered(case))

    def order(self, number: str) -> Order | None:
        return next((o for m in self.measures.values() for o in m.orders if o.id == number), None)

    def waiting(self) -> list[Order]:
        """Orders whose receipt is awaited."""
        return [order for m in self.measures.values() if (order := m.waiting) is not None]

    def irregular(self) -> list[Order]:
        """Orders carried out at an hour that L6 bars."""
        return [order for m in self.measures.values() for order in m.orders if order.irregular]

    def chased(self) -> list[Order]:
        """Those, and the refused ones that nobody has decided on (S8)."""
        return [order for m in self.measures.values() if (order := m.chased) is not None]

    def unanswered(self, case: Case) -> list[Order]:
        """The orders issued for the case that wait for their department, or for supervisors."""
        return [order for order in self.chased() if order.case == case.number]

    def unsent(self) -> list[Order]:
        """Orders that their department has not acknowledged as they stand now."""
        return [order for order in self.waiting() if not order.delivered]

    def next_wake(self) -> datetime | None:
        """When time itself will next change something, in UTC."""
        return self._next_wake

    @cached_property
    def _next_wake(self) -> datetime | None:
        """Asked several times of the same: before and after a command, and at every wake-up."""
        times = [
            appointment.at for case in self.cases.values() for appointment in case.appointments
        ]
        if self.measures:
            times += [order.climb.at for order in self.chased() if order.climb]
        return min(times) if times else None


def apply(enterprise: Enterprise, entry: Entry, entry_hash: str) -> Enterprise:
    """The enterprise once the entry is on record."""
    cases, measures, orders = enterprise.cases, enterprise.measures, enterprise.orders
    name = enterprise.name
    event = entry.event
    match event:
        case Taken(action=Flag() as action):
            name = name or action.enterprise_name
            cases = {**cases, entry.case: open_case(entry, action, event.limit)}
        case OrderIssued(order=order):
            orders += 1
            measures = issued(measures, order)
        case _ if measures:
            measures = moved(measures, entry, cases)
    if entry.case in enterprise.cases:
        before = cases[entry.case]
        now = after(before, entry)
        if now is not before:
            cases = {**cases, entry.case: now}
            measures = _held(measures, before, now)
    if measures:
        measures = put_in_force_again(cases, measures)
        cases = marked(cases, measures)
    return Enterprise(enterprise.code, name, entry.sequence, entry_hash, orders, cases, measures)


def _held(measures: dict[str, Measure], before: Case, now: Case) -> dict[str, Measure]:
    """S6: what the case needs it holds, what it no longer needs it releases. What outlasts an
    exit stays as it is: production of a closed line is not allowed again."""
    if same_needs(before, now):
        return measures
    if before.stage in EXITED and now.stage not in EXITED:
        measures = _no_longer_kept(measures, now.number)
    needed, needed_before = now.needs, before.needs
    if needed.keys() == needed_before.keys():
        return measures
    measures = dict(measures)
    for key in [key for key in needed_before if key not in needed]:
        measure = measures[key]
        holders = tuple(number for number in measure.holders if number != now.number)
        outlasts = now.stage in EXITED and MEASURES[measure.kind].outlasts
        exits = (*measure.exits, now.number) if outlasts else measure.exits
        released_by = measure.released_by if holders else now.number
        measures[key] = changed(measure, holders=holders, released_by=released_by, exits=exits)
    for key in [key for key in needed if key not in needed_before]:
        measure = measures.get(key) or measure_for(needed[key])
        if measure.needed == "lift":
            measure = needed_anew(measure)
        measures[key] = changed(measure, holders=(*measure.holders, now.number))
    return measures


def _no_longer_kept(measures: dict[str, Measure], number: str) -> dict[str, Measure]:
    """L7: what was overturned leaves nothing in force but what another exit did."""
    return {
        key: changed(
            measure,
            exits=tuple(each for each in measure.exits if each != number),
            released_by=number,
        )
        if number in measure.exits
        else measure
        for key, measure in measures.items()
    }


def place_of_order(enterprise: Enterprise, order: Order) -> OfDepartment:
    """Who answers it: its department, in the district of its case."""
    return OfDepartment(order.department, enterprise.cases[order.case].line.district)
