"""An enterprise: its cases and the measures in force on it, as one value (S6), folded from its
entries. The record folds the same entries with the same function.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter

from domain.accepting import AcceptOrder
from domain.case import Case
from domain.catalogue import MEASURES
from domain.changed import changed
from domain.events import (
    BEGINNING,
    Entry,
    Escalated,
    Irregular,
    OrderAccepted,
    OrderIssued,
    OrderReminded,
    Taken,
)
from domain.flagging import Flag
from domain.folding import after, open_case
from domain.ladder import next_climb
from domain.measures import Measure, Order, Receipt, measure_for
from domain.needs import needs_of
from domain.receiving import ReceiveReceipt
from domain.stages import EXITED, Lateness


@dataclass(frozen=True, slots=True)
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
        """Whether days of the case still run: it is open, it is watched, or a receipt is awaited
        for it."""
        awaited = any(order.case == case.number for order in self.waiting())
        return not case.ended or case.inspection is not None or awaited

    def order(self, number: str) -> Order | None:
        return next((o for m in self.measures.values() for o in m.orders if o.id == number), None)

    def waiting(self) -> list[Order]:
        """Orders whose receipt is awaited."""
        return [order for m in self.measures.values() if (order := m.waiting) is not None]

    def irregular(self) -> list[Order]:
        """Orders carried out at an hour that L6 bars."""
        return [order for m in self.measures.values() for order in m.orders if order.irregular]

    def unsent(self) -> list[Order]:
        """Orders that their department has not acknowledged yet."""
        return [order for order in self.waiting() if not order.accepted]

    def next_wake(self) -> datetime | None:
        """When time itself will next change something, in UTC."""
        times = [
            appointment.at for case in self.cases.values() for appointment in case.appointments
        ]
        if self.measures:
            for order in self.waiting():
                times += [at for at in (order.remind_at, order.escalate_at) if at is not None]
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
            measures = _issued(measures, order)
        case Taken(action=ReceiveReceipt() as action):
            measures = _receipted(measures, action)
        case OrderAccepted(order=number):
            measures = _changed(measures, number, lambda o: _accepted(o, entry.at))
        case Taken(action=AcceptOrder(order=number)):
            clerk = entry.by.name
            measures = _changed(
                measures, number, lambda o: changed(_accepted(o, entry.at), clerk=clerk)
            )
        case OrderReminded(order=number):
            measures = _changed(
                measures, number, lambda o: changed(o, accepted=False, remind_at=None)
            )
        case Irregular(order=number, reason=reason):
            measures = _changed(measures, number, lambda o: changed(o, irregular=reason))
        case Escalated(subject=number) if number:
            measures = _changed(measures, number, _climbed(cases[entry.case], event))
    if entry.case in enterprise.cases:
        before = cases[entry.case]
        now = after(before, entry)
        if now is not before:
            cases = {**cases, entry.case: now}
            measures = _held(measures, before, now)
    if measures:
        cases = _receipts_late(cases, measures)
    return Enterprise(enterprise.code, name, entry.sequence, entry_hash, orders, cases, measures)


_NEEDS_REST_ON = attrgetter(
    *("stage", "line", "brought", "prices", "production", "decision", "suspension", "seals_broken"),
    *("resettlement", "risk", "shutdown", "enforce_on"),
    *("exited_itself", "resumed", "inspection"),
)
"""Of a case, beside its procedure, whatever `needs_of` looks at."""


def _held(measures: dict[str, Measure], before: Case, now: Case) -> dict[str, Measure]:
    """S6: what the case needs it holds, what it no longer needs it releases. What outlasts an
    exit stays as it is: production of a closed line is not allowed again."""
    if now.procedure is before.procedure and _NEEDS_REST_ON(before) == _NEEDS_REST_ON(now):
        return measures  # as for most entries
    needed, needed_before = needs_of(now), needs_of(before)
    if needed.keys() == needed_before.keys():
        return measures
    measures = dict(measures)
    for key in [key for key in needed_before if key not in needed]:
        measure = measures[key]
        holders = tuple(number for number in measure.holders if number != now.number)
        kept = measure.kept or (now.stage in EXITED and MEASURES[measure.kind].outlasts)
        released_by = measure.released_by if holders else now.number
        measures[key] = changed(measure, holders=holders, released_by=released_by, kept=kept)
    for key in [key for key in needed if key not in needed_before]:
        measure = measures.get(key) or measure_for(needed[key])
        measures[key] = changed(measure, holders=(*measure.holders, now.number))
    return measures


def _issued(measures: dict[str, Measure], order: Order) -> dict[str, Measure]:
    key = order.key
    return {**measures, key: changed(measures[key], orders=(*measures[key].orders, order))}


def _receipted(measures: dict[str, Measure], action: ReceiveReceipt) -> dict[str, Measure]:
    receipt = Receipt(
        action.receipt, action.outcome, action.done_at, action.signed_by, action.evidence
    )
    return _changed(measures, action.order, lambda o: changed(o, receipt=receipt))


def _accepted(order: Order, at: datetime) -> Order:
    return changed(order, accepted=True, accepted_at=order.accepted_at or at)


def _receipts_late(cases: dict[str, Case], measures: dict[str, Measure]) -> dict[str, Case]:
    """S8: a late receipt is late for every case that needs the measure, or gave it up last."""
    late = {
        number
        for measure in measures.values()
        if (order := measure.waiting) is not None and order.rung is not None
        for number in (measure.holders or (measure.released_by,))
    }
    marked = {}
    for number, case in cases.items():
        if (Lateness.RECEIPT in case.late) is not (number in late):
            others = tuple(each for each in case.late if each is not Lateness.RECEIPT)
            now = (*others, Lateness.RECEIPT) if number in late else others
            marked[number] = changed(case, late=now)
    return {**cases, **marked} if marked else cases


def _climbed(case: Case, event: Escalated) -> Callable[[Order], Order]:
    ladder = case.procedure.ladder_of(event.lateness)

    def climbed(order: Order) -> Order:
        assert order.climb  # noqa: S101 - it was due
        climb = next_climb(ladder, order.climb, case.calendar)
        return changed(order, rung=event.rung, climb=climb)

    return climbed


def _changed(
    measures: dict[str, Measure], number: str, change: Callable[[Order], Order]
) -> dict[str, Measure]:
    for key, measure in measures.items():
        if any(order.id == number for order in measure.orders):
            orders = tuple(change(o) if o.id == number else o for o in measure.orders)
            return {**measures, key: changed(measure, orders=orders)}
    return measures
