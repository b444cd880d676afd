"""Measures 措施 and the department orders 协办函 that put them in force or lift them.

A measure is held by the cases that need it: the first hold imposes it, the last release lifts
it (S6). What is no longer needed before its receipt is there is cancelled, what was carried out
is lifted; each order has a higher revision than the one before, and a department never carries
out a lower revision after a higher one, so a late cut cannot follow its own lifting (S5).
docs/decisions/0015-cancelled-before-lifted.md says why.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from domain.catalogue import MEASURES, SUPPLY_POINTS, MeasureKind
from domain.orders import Order, OrderAction, Particulars
from domain.spelling import one_spelling


@dataclass(frozen=True, slots=True)
class Need:
    """What a case needs: one measure on one target, carried out by a department, on a rule and a
    document; `particulars` is what the order names beside the target, `emergency` why it cannot
    wait for the hours of L6, `enforce_on` the day before which it may not be carried out."""

    kind: MeasureKind
    target: str
    department: str
    rule: str
    document: str = ""
    particulars: Particulars = field(default_factory=dict)
    emergency: str = ""
    enforce_on: date | None = None

    @property
    def key(self) -> str:
        return measure_key(self.kind, self.target)


@dataclass(frozen=True)
class Measure:
    """One measure as it was first needed: who holds it, its orders, oldest first, and the case
    that gave it up last, for which it is lifted. `exits` are those whose exit left it in
    force."""

    kind: MeasureKind
    target: str
    department: str
    rule: str
    holders: tuple[str, ...]
    orders: tuple[Order, ...] = ()
    released_by: str = ""
    exits: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return measure_key(self.kind, self.target)

    def concerns(self, case: str) -> bool:
        """The case holds it, or had it ordered or lifted."""
        return case in self.holders or any(order.case == case for order in self.orders)

    @property
    def current(self) -> Order | None:
        return self.orders[-1] if self.orders else None

    @property
    def needed(self) -> OrderAction:
        return "impose" if self.holders or self.exits else "lift"

    @property
    def carried_out(self) -> bool:
        """Only the last order's own receipt says so: while one is awaited nothing is certain."""
        last = self.current
        return last is not None and last.action == "impose" and last.done

    @property
    def in_force(self) -> bool:
        """Carried out, and not found to be so no more since."""
        return self.carried_out and not self.disproved

    @property
    def disproved(self) -> bool:
        return self.current is not None and self.current.disproved is not None

    @property
    def waiting(self) -> Order | None:
        """The order that a receipt is still awaited for. An overtaken one is not chased."""
        last = self.current
        return last if last is not None and last.receipt is None else None

    @property
    def undecided(self) -> Order | None:
        """The order that was refused, as long as it is needed and nobody has said what follows."""
        last = self.current
        refused = last is not None and last.refused and not last.again
        return last if refused and last is not None and last.action == self.needed else None

    @cached_property
    def chased(self) -> Order | None:
        """The order that somebody has to answer: its department, or whoever is told of a refusal
        (S8)."""
        return self.waiting or self.undecided

    @property
    def to_cancel(self) -> Order | None:
        """What was ordered and is not needed any more, before its receipt is there."""
        order = self.waiting
        unneeded = order is not None and order.action == "impose" and self.needed == "lift"
        return order if unneeded and order is not None and order.cancelled_at is None else None

    @property
    def wanted(self) -> OrderAction | None:
        """The order to issue now, if the last one does not already say it (S6)."""
        last = self.current
        if self.needed == "impose":
            says_so = last is not None and last.action == "impose" and not last.void
            return None if says_so and not self._belied else "impose"
        if last is None or (last.receipt is None and last.action == "impose"):
            return None
        if not MEASURES[self.kind].liftable:
            return None
        if last.action == "lift":
            return "lift" if last.again or self._belied else None
        return None if self._lifted else "lift"

    @property
    def _lifted(self) -> bool:
        """Whether it is sure that nothing is in force: not so while an order that was overtaken,
        and followed by no other that was carried out, may have been carried out before."""
        for order in reversed(self.orders):
            if order.receipt is None:
                return False
            if order.done:
                break
        carried_out = [
            (order.receipt.done_at, order.revision, order.action)
            for order in self.orders
            if order.receipt is not None and order.done
        ]
        return not carried_out or max(carried_out)[2] == "lift"

    @property
    def _belied(self) -> bool:
        """A department carried out an overtaken order after the last one, against the protocol."""
        last = self.current
        if last is None or last.receipt is None or not last.done:
            return False
        at = last.receipt.done_at
        return any(
            order.receipt is not None and order.done and order.receipt.done_at > at
            for order in self.orders
            if order.action != last.action
        )

    @property
    def settled(self) -> bool:
        """Nothing in force that could be lifted, nothing awaited or undecided."""
        return not self.holders and self.wanted is None and self.chased is None


def measure_for(need: Need) -> Measure:
    return Measure(need.kind, need.target, need.department, need.rule, ())


def measure_key(kind: MeasureKind, target: str) -> str:
    """A supply point is entered anew with each line and decision, and S6 turns on its being one.
    Orders keep the spelling that came first: departments compare targets as they stand."""
    if MEASURES[kind].target in SUPPLY_POINTS:
        target = one_spelling(target)
    return f"{kind}:{target}"
