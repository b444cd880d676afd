"""Meter readings as they are kept: added to, never altered, one of a meter at a moment."""

from decimal import Decimal

import pytest
from sqlalchemy import Engine

from domain.meters import MeterKind
from domain.readings import Reading, Restart
from records import readings
from records.database import reading, writing
from records.readings import Batch, NewReading, ReadMeanwhileError
from records.write import write
from tests.domain.lives import CODE, INSPECTOR, Life, local
from tests.domain.stages import rectifying, sealed, sealing


def power(at: str, value: str, point: str = "10kV-7", restart: Restart | None = None) -> Reading:
    return Reading(MeterKind.POWER, point, local(at), Decimal(value), "抄表员", restart)


FIRST = power("2025-11-01", "100.50")
SECOND = power("2025-12-01", "3", "10 KV－7", Restart(Decimal("110.5"), Decimal(1)))


def keep(engine: Engine, *new: Reading, batch: str = "batch-1", corrects: int = 0) -> list[int]:
    with writing(engine) as session:
        rows = [NewReading(row, CODE, each, corrects) for row, each in enumerate(new, start=1)]
        kept = readings.keep(session, Batch(batch, INSPECTOR, ""), rows)
        return [row.id or 0 for row in kept]


def by_meter(engine: Engine) -> dict[str, list[Reading]]:
    with reading(engine) as session:
        return readings.by_meter(readings.of_enterprise(session, CODE))


def test_a_reading_comes_back_as_it_was_entered_under_its_meter(engine: Engine) -> None:
    keep(engine, SECOND, FIRST)
    assert by_meter(engine) == {FIRST.meter: [FIRST, SECOND]}
    assert str(by_meter(engine)[FIRST.meter][0].value) == "100.50"
    with reading(engine) as session:
        assert [row.row for row in readings.of_batch(session, "batch-1")] == [1, 2]
        assert readings.of_enterprise(session, CODE, "power:other") == []


def test_a_corrected_reading_stays_and_no_longer_counts(engine: Engine) -> None:
    (wrong,) = keep(engine, power("2025-11-01", "1000"))
    (right,) = keep(engine, FIRST, batch="batch-2", corrects=wrong)
    assert by_meter(engine) == {FIRST.meter: [FIRST]}
    better = power("2025-11-01", "99")
    keep(engine, better, batch="batch-3", corrects=right)
    assert by_meter(engine) == {FIRST.meter: [better]}
    with reading(engine) as session:
        assert len(readings.of_enterprise(session, CODE)) == 3


def test_who_is_a_moment_late_is_told_and_keeps_nothing(engine: Engine) -> None:
    """The same moment, the same correction, the same batch."""
    (number,) = keep(engine, FIRST)
    keep(engine, power("2025-11-01", "99"), batch="batch-2", corrects=number)
    late = power("2025-11-02", "101")
    for batch, reading_, corrects in (
        ("batch-3", power("2025-11-01", "7", " 10KV-7"), 0),
        ("batch-3", power("2025-11-03", "98"), number),
        ("batch-1", late, 0),
    ):
        with pytest.raises(ReadMeanwhileError):
            keep(engine, reading_, late, batch=batch, corrects=corrects)
    assert [each.value for each in by_meter(engine)[FIRST.meter]] == [Decimal(99)]


@pytest.mark.parametrize(
    ("lived", "read", "watched"),
    [(sealed, True, [CODE]), (sealing, True, [CODE]), (rectifying, True, []), (sealed, False, [])],
)
def test_those_are_looked_at_that_may_have_been_cut_off(
    engine: Engine, lived: type[Life], read: bool, watched: list[str]
) -> None:
    life = lived()
    with writing(engine) as session:
        write(session, CODE, life.recorded)
    if read:
        keep(engine, FIRST)
    with reading(engine) as session:
        assert readings.enterprises_to_watch(session) == watched
