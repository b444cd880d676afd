"""Commands of many requests put on record together (S7): durable when answered, each its own."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
import pytest_asyncio
from sqlalchemy import Engine

from api.together import Together
from domain.enterprise import Enterprise
from records.database import connect
from records.write import Brought, RecordConflictError, write_together
from tests.domain.lives import Life
from tests.records.lives_of_several import lives, whole

Record = Together[Brought, Enterprise]


@pytest_asyncio.fixture
async def record(engine: Engine) -> AsyncIterator[Record]:
    with ThreadPoolExecutor(1) as thread:
        async with Together(partial(write_together, engine), thread) as record:
            yield record


def brought(life: Life, last: int | None = None) -> Brought:
    return Brought(life.enterprise.code, life.recorded[:last])


async def live(record: Record, life: Life) -> None:
    """Command after command, each answered before the next: every answer is on record."""
    for last in range(1, len(life.recorded) + 1):
        enterprise = await record.ask(brought(life, last))
        assert enterprise.sequence >= last


async def test_many_lives_at_once_are_on_record_whole(engine: Engine, record: Record) -> None:
    several = lives(30)
    await asyncio.gather(*(live(record, life) for life in several))
    assert all(whole(engine, life) for life in several)


async def test_two_apis_with_the_same_enterprises_leave_each_entry_once(
    database_url: str, engine: Engine, record: Record
) -> None:
    several = lives(12)
    other_engine = connect(database_url)
    with ThreadPoolExecutor(1) as thread:
        async with Together(partial(write_together, other_engine), thread) as other:
            await asyncio.gather(
                *(live(record, life) for life in several),
                *(live(other, life) for life in reversed(several)),
            )
    other_engine.dispose()
    assert all(whole(engine, life) for life in several)


async def test_a_conflict_is_told_to_the_one_who_brought_it(engine: Engine, record: Record) -> None:
    good, bad = lives(2)
    a_gap = Brought(bad.enterprise.code, bad.recorded[1:])
    outcomes = await asyncio.gather(
        *(record.ask(each) for each in (brought(good, 1), a_gap, brought(good))),
        return_exceptions=True,
    )
    assert isinstance(outcomes[1], RecordConflictError)
    assert outcomes[2] == good.enterprise
    assert whole(engine, good)
    with pytest.raises(RecordConflictError):
        await record.ask(a_gap)


async def test_a_request_that_is_cancelled_is_on_record_all_the_same_and_so_are_the_others(
    engine: Engine, record: Record
) -> None:
    several = lives(6)
    with engine.connect().execution_options(writing=True) as holder, holder.begin():
        asked = [asyncio.create_task(record.ask(brought(life))) for life in several]
        await asyncio.sleep(0.1)  # on SQLite nothing gets past the holder's lock
        cancelled, *others = asked
        cancelled.cancel()
        await asyncio.sleep(0)
    assert await asyncio.gather(*others) == [life.enterprise for life in several[1:]]
    assert all(whole(engine, life) for life in several)
