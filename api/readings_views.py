"""What the API says of meter readings."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from pydantic import BaseModel

from api.workbook_reading import RowNote, RowProblem
from domain.case import Case
from domain.catalogue import MEASURES, MeasureKind
from domain.enterprise import Enterprise
from domain.masking import Readers, masked_name
from domain.measures import Measure
from domain.meters import METERS, MeterKind, meter_key, meter_of
from domain.personal import Whose
from domain.price_use import PricedUse, priced_meter, prices_of, used
from domain.readings import Restart, Stretch, stretches
from domain.supply_points import barred_since, supply_point
from domain.words import Text
from records import readings
from records.readings import ReadingRow


class ReadingsReport(BaseModel):
    """What readings would come to: `good` of `total` rows could be kept."""

    total: int
    good: int
    problems: Sequence[RowProblem]
    notes: Sequence[RowNote]


class ReadingsKept(BaseModel):
    """The numbers of the readings on record, in the order of the rows; `left_out` are the bad
    rows, where the good ones alone were asked for."""

    kept: list[int]
    left_out: Sequence[RowProblem]


class ReadingView(BaseModel):
    """As it was entered. `corrects` is the reading that it replaces, `corrected_by` the one that
    replaces it."""

    id: int
    point: str
    read_at: datetime
    value: Decimal
    restart: Restart | None
    source: str
    by: str
    at: datetime
    corrects: int | None
    corrected_by: int | None


class ConsumptionView(BaseModel):
    """Between two readings that stand; `amount` is null where they do not say. `barred` where
    nothing should have been consumed."""

    since: datetime
    until: datetime
    amount: Decimal | None
    barred: bool
    explanation: Text


class PricedUseView(BaseModel):
    """What was consumed under one order for a price (O5), from its receipt to the next one's, whose
    readings count too; `until` is null while it is on, `amount` where the readings do not say."""

    measure: MeasureKind
    label: Text
    order: str
    rate: str
    period: str
    since: datetime
    until: datetime | None
    amount: Decimal | None
    consumption: list[ConsumptionView]


class MeterView(BaseModel):
    """One meter of a case's line, or of its prices; `barred_since` is when its cut or seal was
    confirmed."""

    kind: MeterKind
    kind_label: Text
    unit: Text
    point: str
    barred_since: datetime | None
    readings: list[ReadingView]
    consumption: list[ConsumptionView]
    prices: list[PricedUseView]


def meter_views(
    enterprise: Enterprise, case: Case, rows: Sequence[ReadingRow], roles: Readers
) -> list[MeterView]:
    prices = prices_of(enterprise, case.number)
    points = [(kind, point) for kind in MeterKind if (point := supply_point(case, kind))]
    points += [(meter_of(price.kind), price.target) for price in prices]
    meters: dict[str, tuple[MeterKind, str]] = {}
    for kind, point in points:
        meters.setdefault(meter_key(kind, point), (kind, point))
    return [
        _meter(
            barred_since(enterprise, case, meter),
            point,
            [price for price in prices if priced_meter(price) == meter],
            [row for row in rows if row.meter == meter],
            roles,
        )
        for meter, point in meters.items()
    ]


def _meter(
    barred: datetime | None,
    at: tuple[MeterKind, str],
    prices: Sequence[Measure],
    rows: Sequence[ReadingRow],
    roles: Readers,
) -> MeterView:
    kind, point = at
    corrected = {row.corrects: row.id for row in rows}
    standing = [readings.reading_of(row) for row in readings.standing(rows)]
    return MeterView(
        kind=kind,
        kind_label=METERS[kind].label,
        unit=METERS[kind].unit,
        point=point,
        barred_since=barred,
        readings=[_reading(row, corrected.get(row.id or 0), roles) for row in rows],
        consumption=[_consumption(each, barred) for each in stretches(standing)],
        prices=[_priced(price, use) for price in prices for use in used(price, standing)],
    )


def _priced(price: Measure, use: PricedUse) -> PricedUseView:
    return PricedUseView(
        measure=price.kind,
        label=MEASURES[price.kind].label,
        order=use.order.id,
        rate=use.rate,
        period=use.period,
        since=use.since,
        until=use.until,
        amount=use.amount,
        consumption=[_consumption(each, None) for each in use.stretches],
    )


def _reading(row: ReadingRow, corrected_by: int | None, roles: Readers) -> ReadingView:
    reading = readings.reading_of(row)
    return ReadingView(
        id=row.id or 0,
        point=reading.point,
        read_at=reading.read_at,
        value=reading.value,
        restart=reading.restart,
        source=reading.source,
        by=masked_name(row.by, Whose.DEPARTMENT, roles),
        at=datetime.fromisoformat(row.at),
        corrects=row.corrects or None,
        corrected_by=corrected_by,
    )


def _consumption(stretch: Stretch, barred: datetime | None) -> ConsumptionView:
    return ConsumptionView(
        since=stretch.since.read_at,
        until=stretch.until.read_at,
        amount=stretch.amount,
        barred=barred is not None and stretch.since.read_at >= barred,
        explanation=stretch.explanation,
    )
