"""Asked for in one moment, done together: who waits for whom, and who gets which outcome."""

import asyncio
import threading
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
import pytest_asyncio
from sqlalchemy.exc import OperationalError

from api.together import AT_ONCE, Together

AWAY = OperationalError("SELECT 1", None, Exception("away"))


class Doubling:
    """Answers with the double, once it is let go; an odd question fails whatever it is in."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.let_go = threading.Event()
        self.let_go.set()
        self.away = False

    def __call__(self, questions: Sequence[int]) -> list[int | Exception]:
        self.batches.append(list(questions))
        self.let_go.wait(10)
        if self.away:
            raise AWAY
        if any(question % 2 for question in questions):
            raise ValueError(questions)
        return [LookupError() if question == 0 else 2 * question for question in questions]


@pytest.fixture
def doubling() -> Doubling:
    return Doubling()


@pytest_asyncio.fixture
async def together(doubling: Doubling) -> AsyncIterator[Together[int, int]]:
    with ThreadPoolExecutor(1) as thread:
        async with Together(doubling, thread) as together:
            yield together


async def held_up(doubling: Doubling, together: Together[int, int]) -> asyncio.Task[int]:
    """One that is being served and goes on being so until the work is let go."""
    doubling.let_go.clear()
    first = asyncio.create_task(together.ask(100))
    while not doubling.batches:  # noqa: ASYNC110 - set in another thread
        await asyncio.sleep(0.001)
    return first


async def test_who_comes_alone_does_not_wait_for_others(
    doubling: Doubling, together: Together[int, int]
) -> None:
    assert [await together.ask(2), await together.ask(4)] == [4, 8]
    assert doubling.batches == [[2], [4]]


async def test_who_comes_while_others_are_served_is_served_next_with_all_who_came(
    doubling: Doubling, together: Together[int, int]
) -> None:
    first = await held_up(doubling, together)
    others = [asyncio.create_task(together.ask(2 * n)) for n in range(1, AT_ONCE + 3)]
    await asyncio.sleep(0)
    doubling.let_go.set()
    assert await asyncio.gather(first, *others) == [200, *(4 * n for n in range(1, AT_ONCE + 3))]
    assert [len(batch) for batch in doubling.batches] == [1, AT_ONCE, 2]


async def test_an_error_is_the_one_who_caused_it_alone(
    doubling: Doubling, together: Together[int, int]
) -> None:
    first = await held_up(doubling, together)
    asked = asyncio.gather(*map(together.ask, (2, 0, 3, 4)), return_exceptions=True)
    await asyncio.sleep(0)
    doubling.let_go.set()
    two, nought, three, four = await asked
    assert (await first, two, four) == (200, 4, 8)
    assert isinstance(nought, LookupError)
    assert isinstance(three, ValueError)
    assert doubling.batches == [[100], [2, 0, 3, 4], [2], [0], [3], [4]]


async def test_a_database_that_is_away_is_not_asked_again_for_each(
    doubling: Doubling, together: Together[int, int]
) -> None:
    first = await held_up(doubling, together)
    asked = asyncio.gather(*map(together.ask, (2, 4, 6, 8)), return_exceptions=True)
    await asyncio.sleep(0)
    doubling.away = True
    doubling.let_go.set()
    assert await asked == [AWAY] * 4
    with pytest.raises(OperationalError):
        await first
    assert doubling.batches == [[100], [2, 4, 6, 8], [2]]
    doubling.away = False
    assert await together.ask(2) == 4


async def test_who_gives_up_takes_nothing_from_the_others_and_its_work_is_done(
    doubling: Doubling, together: Together[int, int]
) -> None:
    first = await held_up(doubling, together)
    gives_up, stays = (asyncio.create_task(together.ask(n)) for n in (2, 4))
    await asyncio.sleep(0)
    first.cancel()
    gives_up.cancel()
    await asyncio.sleep(0)
    doubling.let_go.set()
    assert await stays == 8
    assert first.cancelled()
    assert gives_up.cancelled()
    assert doubling.batches == [[100], [2, 4]]


async def test_at_the_end_what_was_asked_for_is_done_first(doubling: Doubling) -> None:
    with ThreadPoolExecutor(1) as thread:
        async with Together(doubling, thread) as together:
            first = await held_up(doubling, together)
            waiting = asyncio.create_task(together.ask(2))
            await asyncio.sleep(0)
            asyncio.get_running_loop().call_later(0.05, doubling.let_go.set)
    assert [await first, await waiting] == [200, 4]
