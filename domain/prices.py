"""Prices 差别化价格 of power and water while a line is over its limits (O5): imposed and lifted by
one approver, on a document; lifted by themselves with their period or their case."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from domain.actions import action_rule
from domain.catalogue import MEASURES, MeasureKind
from domain.changed import changed
from domain.consequence import NOTHING_MORE, Consequence
from domain.people import Actor, Role
from domain.refusals import Refusal, refuse
from domain.spelling import one_spelling
from domain.topics import Folds, Guards, Rules, Tellings
from domain.words import Day, Name, Reason, Text

if TYPE_CHECKING:
    from domain.case import Case
    from domain.events import Entry, PriceEnded, Taken

PriceKind = Literal[
    MeasureKind.DIFFERENTIAL_POWER_PRICE,
    MeasureKind.TIERED_POWER_PRICE,
    MeasureKind.PUNITIVE_POWER_PRICE,
    MeasureKind.WATER_SURCHARGE,
]
LONGEST_DAYS = 366
"""O5: a year, as the figures that it rests on are a year's."""


@dataclass(frozen=True, slots=True)
class ImposePrice:
    """The rate in words, as yuan per kWh or m³ or its steps, for one meter, from the first day to
    the last (in China). Imposed again on the same meter it takes the place of the one before."""

    price: PriceKind
    meter: Name
    rate: Name
    first_day: Day
    last_day: Day
    reason: Reason
    kind: Literal["impose_price"] = "impose_price"


@dataclass(frozen=True, slots=True)
class LiftPrice:
    """The price of that kind on that meter ends before its case does."""

    price: PriceKind
    meter: Name
    reason: Reason
    kind: Literal["lift_price"] = "lift_price"


@dataclass(frozen=True, slots=True)
class Price:
    """One price on one meter, and the document that imposed it."""

    measure: MeasureKind
    meter: str
    rate: str
    first_day: date
    last_day: date
    document: str

    def is_on(self, measure: MeasureKind, meter: str) -> bool:
        return self.measure is measure and one_spelling(self.meter) == one_spelling(meter)


ACTIONS = {
    "impose_price": action_rule(
        "实施差别化价格", "impose price", "O5", Role.APPROVER, documented=True
    ),
    "lift_price": action_rule("解除差别化价格", "lift price", "O5", Role.APPROVER, documented=True),
}


def _something_to_lift(case: "Case") -> Refusal | None:
    return None if case.prices else refuse("no_such_price")


GUARDS: Guards = {"lift_price": _something_to_lift}


def _impose(case: "Case", action: ImposePrice, by: Actor, on: date) -> Consequence | Refusal:
    days = (action.last_day - action.first_day).days + 1
    if not 0 < days <= LONGEST_DAYS or action.last_day < on:
        return refuse("wrong_price_period", first=action.first_day, last=action.last_day)
    return NOTHING_MORE


def _lift(case: "Case", action: LiftPrice, by: Actor, on: date) -> Consequence | Refusal:
    known = any(price.is_on(action.price, action.meter) for price in case.prices)
    return NOTHING_MORE if known else refuse("no_such_price")


RULES: Rules = {"impose_price": _impose, "lift_price": _lift}


def _others(case: "Case", other: "ImposePrice | LiftPrice | PriceEnded") -> tuple[Price, ...]:
    return tuple(one for one in case.prices if not one.is_on(other.price, other.meter))


def without_ended(case: "Case", event: "PriceEnded") -> "Case":
    return changed(case, prices=_others(case, event))


def _imposed(case: "Case", action: ImposePrice, entry: "Entry", event: "Taken") -> "Case":
    price = Price(
        action.price,
        action.meter,
        action.rate,
        action.first_day,
        action.last_day,
        entry.document,
    )
    return changed(case, prices=(*_others(case, action), price))


def _lifted(case: "Case", action: LiftPrice, entry: "Entry", event: "Taken") -> "Case":
    return changed(case, prices=_others(case, action))


FOLDS: Folds = {"impose_price": _imposed, "lift_price": _lifted}


def _tell_imposed(action: ImposePrice, outcome: str) -> Text:
    return Text(
        "{price}，{meter}，{rate}，{first} 至 {last}，{reason}",
        "{price}, {meter}, {rate}, {first} to {last}: {reason}",
    ).format(
        price=MEASURES[action.price].label,
        meter=action.meter,
        rate=action.rate,
        first=action.first_day,
        last=action.last_day,
        reason=action.reason,
    )


def _tell_lifted(action: LiftPrice, outcome: str) -> Text:
    return Text("{price}，{meter}，{reason}", "{price}, {meter}: {reason}").format(
        price=MEASURES[action.price].label, meter=action.meter, reason=action.reason
    )


TELLINGS: Tellings = {"impose_price": _tell_imposed, "lift_price": _tell_lifted}
