"""Meter readings 抄表, and the consumption between them: a register only ever counts up, and where
it began anew the reading says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from typing import Annotated

from pydantic import Field

from domain.calendar import local_date
from domain.meters import MeterKind, meter_key
from domain.words import Moment, Name, Quantity, Reference, Text

SupplyPoint = Annotated[Reference, Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Restart:
    """The register began anew since the reading before: the meter was replaced or reset, or it
    went over its last digit. What it showed last, and what it began at, in the meter's unit."""

    ended_at: Quantity
    began_at: Quantity


@dataclass(frozen=True, slots=True)
class Reading:
    """What a register showed at a moment (UTC), in kWh or m³; `source` is who or what read it."""

    kind: MeterKind
    point: SupplyPoint
    read_at: Moment
    value: Quantity
    source: Name
    restart: Restart | None = None

    @property
    def meter(self) -> str:
        return meter_key(self.kind, self.point)

    @property
    def day(self) -> date:
        """In China."""
        return local_date(self.read_at)


@dataclass(frozen=True, slots=True)
class Stretch:
    """What went through a meter between two successive readings; None where the register shows
    less than before and nothing says why."""

    since: Reading
    until: Reading
    amount: Decimal | None
    explanation: Text


_DIFFERENCE = Text(
    "{until} − {since} = {amount}",
    "{until} − {since} = {amount}",
)
_RESTARTED = Text(
    "换表或表底数重置：（{ended} − {since}）+（{until} − {began}）= {amount}",
    "the register began anew: ({ended} − {since}) + ({until} − {began}) = {amount}",
)
_FELL = Text(
    "表底数由 {since} 变为 {until}，未说明换表或重置，用量不明",
    "the register went from {since} to {until} and nothing says why: consumption unknown",
)


def stretches(readings: Sequence[Reading]) -> list[Stretch]:
    """Of one meter, in whichever order its readings come."""
    ordered = sorted(readings, key=lambda reading: reading.read_at)
    return [_stretch(since, until) for since, until in pairwise(ordered)]


def _stretch(since: Reading, until: Reading) -> Stretch:
    restart = until.restart
    if restart:
        before, after = restart.ended_at - since.value, until.value - restart.began_at
        amount = before + after
        told = _RESTARTED.format(
            ended=restart.ended_at,
            began=restart.began_at,
            since=since.value,
            until=until.value,
            amount=amount,
        )
        fell = before < 0 or after < 0
    else:
        amount = until.value - since.value
        told = _DIFFERENCE.format(since=since.value, until=until.value, amount=amount)
        fell = amount < 0
    if fell:
        return Stretch(since, until, None, _FELL.format(since=since.value, until=until.value))
    return Stretch(since, until, amount, told)


@dataclass(frozen=True, slots=True)
class Misfit:
    """Why a reading cannot be true beside those of the same meter; `code` is stable."""

    code: str
    message: Text


_MISFITS = {
    "read_in_the_future": Text("抄表时间不得晚于现在", "read in the future"),
    "read_already": Text(
        "该表该时刻已有读数 {value}；更正请另行登记",
        "the meter was read {value} at that moment; correct it if that is wrong",
    ),
    "register_fell": Text(
        "表底数 {until} 小于前次读数 {since}；换表或重置的，请填写止数和起数",
        "the register shows {until} after {since}; where it began anew, say what it showed last "
        "and what it began at",
    ),
}


def misfit(reading: Reading, others: Sequence[Reading], now: datetime) -> Misfit | None:
    """Beside the `others` of its meter, those that it corrects left out."""
    if reading.read_at > now:
        return _misfit("read_in_the_future")
    for other in others:
        if other.read_at == reading.read_at:
            return _misfit("read_already", value=other.value)
    for each in stretches([*others, reading]):
        if each.amount is None and reading in (each.since, each.until):
            return _misfit("register_fell", since=each.since.value, until=each.until.value)
    return None


def _misfit(code: str, **values: Decimal) -> Misfit:
    return Misfit(code, _MISFITS[code].format(**values))
