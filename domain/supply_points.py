"""Which meters supply a case's line, or count its prices (O5), and since when nothing should go
through them (P1.3)."""

from collections.abc import Iterator
from datetime import datetime

from domain.case import Case
from domain.catalogue import MEASURES, MeasureKind
from domain.enterprise import Enterprise
from domain.measures import Measure, measure_key
from domain.meters import METERS, MeterKind, meter_key
from domain.places import OfMeter, place_of
from domain.price_use import priced_meter, prices_of
from domain.readings import Reading
from domain.stages import Stage

CUT_IN = (Stage.SEALING, Stage.SEALED)
"""The stages in which a case may have its supply cut or its line sealed."""


def supply_point(case: Case, kind: MeterKind) -> str:
    """As the exit decision names it, else as the line does; empty where neither does."""
    target = METERS[kind].target
    if case.decision and target in case.decision.targets:
        return case.decision.targets[target]
    line = case.line
    return line.power_supply_point if kind is MeterKind.POWER else line.water_supply_point


def meters_of(case: Case) -> tuple[str, ...]:
    """The keys of the meters at the case's supply points."""
    points = ((kind, supply_point(case, kind)) for kind in MeterKind)
    return tuple(meter_key(kind, point) for kind, point in points if point)


def known_meters(enterprise: Enterprise) -> frozenset[str]:
    """Of the lines of all its cases, and of what was ever cut or priced on it."""
    of_cases = (meter for case in enterprise.cases.values() for meter in meters_of(case))
    of_measures = (
        meter_key(kind, measure.target)
        for measure in enterprise.measures.values()
        for kind in MeterKind
        if MEASURES[measure.kind].target in (METERS[kind].target, METERS[kind].meter)
    )
    return frozenset((*of_cases, *of_measures))


def cases_at(enterprise: Enterprise, meter: str) -> list[Case]:
    """The cases whose line this meter supplies, or whose prices it counts (O5)."""
    return [
        case
        for case in enterprise.cases.values()
        if meter in meters_of(case)
        or any(priced_meter(price) == meter for price in prices_of(enterprise, case.number))
    ]


def meter_place(enterprise: Enterprise, reading: Reading) -> OfMeter:
    """A point that no line is supplied by any more goes with the enterprise's other lines."""
    cases = cases_at(enterprise, reading.meter) or list(enterprise.cases.values())
    return OfMeter(METERS[reading.kind].department, tuple(place_of(case) for case in cases))


def barred_since(enterprise: Enterprise, case: Case, meter: str) -> datetime | None:
    """From when (UTC) nothing should go through the meter for this case's sake: by the receipt of
    the cut, or of the sealing of the line that it supplies. None while neither is in force."""
    return min(_confirmed(enterprise, case, meter), default=None)


def read_at_the_cut(enterprise: Enterprise, case: Case, meter: str) -> Reading | None:
    """What the receipt of the cut in force brought of the meter; its clerk is not named here."""
    for kind in MeterKind:
        measure = enterprise.measures.get(measure_key(METERS[kind].cut, supply_point(case, kind)))
        if measure is None or not measure.carried_out or case.number not in measure.holders:
            continue
        order = measure.current
        if meter_key(kind, measure.target) != meter or order is None or order.receipt is None:
            continue
        value = order.receipt.evidence.meter_reading
        if value is not None:
            return Reading(kind, measure.target, order.receipt.done_at, value, order.id)
    return None


def _confirmed(enterprise: Enterprise, case: Case, meter: str) -> Iterator[datetime]:
    for measure in enterprise.measures.values():
        if case.number in measure.holders and _bars(measure, case, meter):
            order = measure.current
            if measure.carried_out and order and order.receipt:
                yield order.receipt.done_at


def _bars(measure: Measure, case: Case, meter: str) -> bool:
    if measure.kind is MeasureKind.SEAL:
        return meter in meters_of(case)
    return any(
        measure.kind is METERS[kind].cut and meter_key(kind, measure.target) == meter
        for kind in MeterKind
    )
