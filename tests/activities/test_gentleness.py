"""A department that is down is tried gently, and one that is up at once."""

import asyncio
from dataclasses import dataclass

import pytest

from activities import gentleness
from activities.gentleness import AT_ONCE, BUSY_PAUSE, FAILURES, FIRST_PAUSE, DownError, Gate


@dataclass
class Clock:
    now: float = 0

    def __call__(self) -> float:
        return self.now


class Away(Exception):  # noqa: N818 - what a try raises is its own affair
    pass


async def fails(gate: Gate) -> None:
    with pytest.raises(Away):
        async with gate.passing():
            raise Away


async def is_left_alone(gate: Gate) -> float:
    with pytest.raises(DownError) as down:
        async with gate.passing():
            raise AssertionError("it was tried")
    return down.value.pause


async def down(clock: Clock, longest: float = 3600) -> Gate:
    gate = Gate(longest, clock)
    for _ in range(FAILURES):
        await fails(gate)
    return gate


async def test_after_failures_in_a_row_it_is_left_alone_for_longer_and_longer() -> None:
    clock = Clock()
    gate = await down(clock, longest=10)
    for pause in (FIRST_PAUSE, 4, 8, 10, 10):
        assert await is_left_alone(gate) == pause
        clock.now += pause
        await fails(gate)


async def test_one_probe_goes_before_the_others_and_opens_the_gate() -> None:
    clock = Clock()
    gate = await down(clock)
    clock.now += FIRST_PAUSE
    async with gate.passing():
        await is_left_alone(gate)
    for _ in range(FAILURES):
        async with gate.passing():
            pass


async def test_a_success_between_failures_keeps_it_open() -> None:
    gate = Gate(3600, Clock())
    for _ in range(FAILURES):
        await fails(gate)
        if _ == 1:
            async with gate.passing():
                pass
    async with gate.passing():
        pass


async def test_without_a_longest_pause_it_is_always_tried() -> None:
    await fails(await down(Clock(), longest=0))


async def test_no_more_than_a_few_are_tried_at_once() -> None:
    gate, under_way, most = Gate(3600), 0, 0

    async def tries() -> None:
        nonlocal under_way, most
        async with gate.passing():
            under_way += 1
            most = max(most, under_way)
            await asyncio.sleep(0)
            under_way -= 1

    await asyncio.gather(*(tries() for _ in range(5 * AT_ONCE)))
    assert most == AT_ONCE


async def test_one_that_is_slow_keeps_nobody_waiting_for_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who waits for a place has one of the worker's, which the orders to others need too."""
    monkeypatch.setattr(gentleness, "WAITS_SECONDS", 0.01)
    gate, let_go = Gate(3600), asyncio.Event()

    async def slow() -> None:
        async with gate.passing():
            await let_go.wait()

    async with asyncio.TaskGroup() as group:
        for _ in range(AT_ONCE):
            group.create_task(slow())
        await asyncio.sleep(0)
        assert await is_left_alone(gate) == BUSY_PAUSE
        let_go.set()
    async with gate.passing():
        pass
