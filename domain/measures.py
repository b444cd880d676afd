"""Measures 措施 and the department orders 协办函 that put them in force or lift them.

A measure is held by the cases that need it: the first hold imposes it, the last release lifts
it (S6). Each change of mind is a new order with a higher revision; a department never carries
out a lower revision after a higher one, so a late cut cannot follow its own lifting (S5).
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from pydantic import AwareDatetime

from domain.catalogue import MEASURES, SUPPLY_POINTS, Evidence, MeasureKind, Particular
from domain.enforcement import Irregularity
from domain.evidence import NOTHING_BROUGHT, Brought
from domain.ladder import Climb, Rung
from domain.spelling import one_spelling
from domain.words import Name

OrderAction = Literal["impose", "lift"]
Outcome = Literal["done", "superseded"]
Particulars = dict[Particular, str]


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


@dataclass(frozen=True, slots=True)
class Receipt:
    """A department's receipt 回执; `superseded` says that a later order made this one void."""

    number: Name
    outcome: Outcome
    done_at: AwareDatetime
    signed_by: Name
    evidence: Brought = NOTHING_BROUGHT


@dataclass(frozen=True, slots=True)
class Order:
    """One department order. `remind_at` is UTC, None once it has passed; `rung` is the last that
    its late receipt has climbed, `climb` the next. `accepted_at` is when it was acknowledged first
    (UTC), `accepted` whether what was sent last was, `clerk` who took it up in person. It may be
    carried out from `not_before` (UTC), None being at once, as in the `emergency` that it states;
    `irregular` is what L6 has against the hour at which it was. Its receipt brings `evidence`."""

    id: str
    case: str
    kind: MeasureKind
    target: str
    action: OrderAction
    revision: int
    department: str
    rules: tuple[str, ...]
    document: str
    issued_at: datetime
    particulars: Particulars
    receipt_by: date
    remind_at: datetime | None
    climb: Climb | None
    rung: Rung | None = None
    accepted: bool = False
    accepted_at: datetime | None = None
    clerk: str = ""
    receipt: Receipt | None = None
    not_before: datetime | None = None
    emergency: str = ""
    evidence: tuple[Evidence, ...] = ()
    irregular: Irregularity | None = None

    @property
    def escalate_at(self) -> datetime | None:
        return self.climb.at if self.climb else None

    @property
    def key(self) -> str:
        return measure_key(self.kind, self.target)

    @property
    def on_site(self) -> bool:
        """Whether it is enforcement on site; a lifting is none, and is never held up (L6)."""
        return self.action == "impose" and MEASURES[self.kind].on_site


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure as it was first needed: who holds it, its orders, oldest first, and the case
    that gave it up last, for which it is lifted. `kept` is what outlasts an exit."""

    kind: MeasureKind
    target: str
    department: str
    rule: str
    holders: tuple[str, ...]
    orders: tuple[Order, ...] = ()
    released_by: str = ""
    kept: bool = False

    @property
    def key(self) -> str:
        return measure_key(self.kind, self.target)

    @property
    def current(self) -> Order | None:
        return self.orders[-1] if self.orders else None

    @property
    def in_force(self) -> bool:
        """Only the last order's own receipt says so: while one is awaited nothing is certain."""
        last = self.current
        return (
            last is not None
            and last.action == "impose"
            and last.receipt is not None
            and last.receipt.outcome == "done"
        )

    @property
    def waiting(self) -> Order | None:
        """The order that a receipt is still awaited for. An overtaken one is not chased, nor the
        lifting of what could not be stopped any more and is never put back."""
        last = self.current
        if last is None or last.receipt is not None:
            return None
        return None if last.action == "lift" and self._beyond_lifting else last

    @property
    def wanted(self) -> OrderAction | None:
        """The order to issue now, if the last one does not already say it (S6)."""
        last = self.current.action if self.current else "lift"
        needed: OrderAction = "impose" if self.holders or self.kept else "lift"
        if needed == last:
            return needed if self._belied else None
        if needed == "lift" and not MEASURES[self.kind].liftable and self.waiting is None:
            return None
        return needed

    @property
    def _beyond_lifting(self) -> bool:
        return not MEASURES[self.kind].liftable and any(
            order.action == "impose" and _carried_out(order) for order in self.orders
        )

    @property
    def _belied(self) -> bool:
        """A department carried out an overtaken order after the last one, against the protocol."""
        last = self.current
        if last is None or last.receipt is None or self._beyond_lifting:
            return False
        at = last.receipt.done_at
        return any(
            order.receipt is not None and _carried_out(order) and order.receipt.done_at > at
            for order in self.orders
            if order.action != last.action
        )

    @property
    def settled(self) -> bool:
        """Nothing in force that could be lifted, nothing awaited."""
        return not self.holders and self.wanted is None and self.waiting is None


def _carried_out(order: Order) -> bool:
    return order.receipt is not None and order.receipt.outcome == "done"


def measure_for(need: Need) -> Measure:
    return Measure(need.kind, need.target, need.department, need.rule, ())


def measure_key(kind: MeasureKind, target: str) -> str:
    """A supply point is entered anew with each line and decision, and S6 turns on its being one.
    Orders keep the spelling that came first: departments compare targets as they stand."""
    if MEASURES[kind].target in SUPPLY_POINTS:
        target = one_spelling(target)
    return f"{kind}:{target}"
