"""What went through a meter while a price was on it (O5): evidence of what it comes to, and never
an alarm."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import pairwise

from domain.catalogue import PRICES, Particular
from domain.enterprise import Enterprise
from domain.measures import Measure
from domain.meters import meter_key, meter_of
from domain.orders import Order, Receipt
from domain.readings import Reading, Stretch, stretches

Answered = tuple[Order, Receipt]


@dataclass(frozen=True, slots=True)
class PricedUse:
    """Under one order: from its receipt to that of the next, `until` being None while its price is
    on (both UTC)."""

    order: Order
    since: datetime
    until: datetime | None
    stretches: tuple[Stretch, ...]

    @property
    def rate(self) -> str:
        return self.order.particulars[Particular.RATE]

    @property
    def period(self) -> str:
        return self.order.particulars[Particular.PERIOD]

    @property
    def amount(self) -> Decimal | None:
        """In the meter's unit; None where the readings do not say."""
        amounts = [each.amount for each in self.stretches if each.amount is not None]
        known = self.stretches and len(amounts) == len(self.stretches)
        return sum(amounts, Decimal()) if known else None


def prices_of(enterprise: Enterprise, case: str) -> list[Measure]:
    """The prices that a case imposed, lifted ones too."""
    measures = enterprise.measures.values()
    return [one for one in measures if one.kind in PRICES and one.concerns(case)]


def priced_meter(price: Measure) -> str:
    """The key of the meter that it is counted by."""
    return meter_key(meter_of(price.kind), price.target)


def used(price: Measure, readings: Sequence[Reading]) -> list[PricedUse]:
    """By the readings of its meter, with those of the receipts, which are taken at both ends."""
    answered = sorted(_done(price), key=lambda done: (done[1].done_at, done[0].revision))
    ends = [*answered, None]
    return [
        _used(price, before, after, readings)
        for before, after in pairwise(ends)
        if before and before[0].action == "impose"
    ]


def _done(price: Measure) -> Iterator[Answered]:
    for order in price.orders:
        if order.receipt is not None and order.done:
            yield order, order.receipt


def _used(
    price: Measure, before: Answered, after: Answered | None, readings: Sequence[Reading]
) -> PricedUse:
    order, receipt = before
    since, until = receipt.done_at, after[1].done_at if after else None
    between = [
        one for one in readings if since <= one.read_at and (until is None or one.read_at <= until)
    ]
    found = [*_read(price, receipt), *between, *(_read(price, after[1]) if after else [])]
    return PricedUse(order, since, until, tuple(stretches(found)))


def _read(price: Measure, receipt: Receipt) -> list[Reading]:
    """What the department's receipt brought of the meter."""
    value = receipt.evidence.meter_reading
    if value is None:
        return []
    kind = meter_of(price.kind)
    return [Reading(kind, price.target, receipt.done_at, value, receipt.signed_by)]
