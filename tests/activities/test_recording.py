"""Putting entries on record: as often as it takes, and in effect once (S7)."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlmodel import col

from activities.messages import ToRecord
from activities.recording import Recording
from domain.events import Recorded
from records import queries
from records.database import connect, reading
from records.migrate import migrate
from records.tables import EntryRow
from records.write import RecordConflictError
from tests.domain.lives import CODE, Life
from tests.domain.stages import sealed


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    url = f"sqlite:///{tmp_path / 'records.db'}"
    migrate(url)
    engine = connect(url)
    yield engine
    engine.dispose()


def _on_record(engine: Engine) -> list[Recorded]:
    columns = (col(EntryRow.sequence), col(EntryRow.body), col(EntryRow.hash))
    with reading(engine) as session:
        return [Recorded(*row) for row in session.execute(select(*columns).order_by(columns[0]))]


def _to_record(life: Life, first: int = 0) -> ToRecord:
    return ToRecord(CODE, tuple(life.recorded[first:]))


async def test_s7_the_record_has_the_bytes_and_the_state_that_the_history_has(
    engine: Engine,
) -> None:
    life = sealed()
    await Recording(engine).put_on_record(_to_record(life))
    assert _on_record(engine) == life.recorded
    with reading(engine) as session:
        assert queries.enterprise(session, CODE) == life.enterprise


async def test_s7_what_is_on_record_already_is_only_compared(engine: Engine) -> None:
    life, recording = sealed(), Recording(engine)
    await recording.put_on_record(ToRecord(CODE, tuple(life.recorded[:4])))
    for _ in range(2):
        await recording.put_on_record(_to_record(life, first=2))
    assert _on_record(engine) == life.recorded


async def test_s7_many_at_once_write_it_once(engine: Engine) -> None:
    """Attempts that overlap, because one was taken for dead that was only slow."""
    life, recordings = sealed(), [Recording(engine) for _ in range(8)]
    await asyncio.gather(*(one.put_on_record(_to_record(life)) for one in recordings))
    assert _on_record(engine) == life.recorded


async def test_s7_what_disagrees_with_the_record_is_refused_whole(engine: Engine) -> None:
    life, recording = sealed(), Recording(engine)
    await recording.put_on_record(ToRecord(CODE, tuple(life.recorded[:4])))
    first, *rest = life.recorded
    changed = replace(first, body=first.body.replace("1号电石炉", "2号电石炉"), hash="f" * 64)
    with pytest.raises(RecordConflictError):
        await recording.put_on_record(ToRecord(CODE, (changed, *rest)))
    assert _on_record(engine) == life.recorded[:4]


async def test_s7_a_gap_is_refused(engine: Engine) -> None:
    life = sealed()
    with pytest.raises(RecordConflictError):
        await Recording(engine).put_on_record(_to_record(life, first=1))
    assert _on_record(engine) == []


async def test_while_it_waits_for_the_database_the_worker_goes_on(engine: Engine) -> None:
    """Somebody else holds the lock; the loop that all workflows share is not held with it."""
    with engine.connect().execution_options(writing=True) as holder, holder.begin():
        writing = asyncio.create_task(Recording(engine).put_on_record(_to_record(sealed())))
        await asyncio.sleep(0.2)
        assert not writing.done()
    await writing
    assert len(_on_record(engine)) == len(sealed().recorded)
