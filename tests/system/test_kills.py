"""kill -9 of every part, again and again, in the middle of lives: everything ends right."""

import asyncio
import os
import random
import signal
import time

from tests.system.careful import CarefulClient
from tests.system.living import LIVES, live
from tests.system.service import Service

SEED = 7051
TIMES_EACH = 2
LANES = 10
COMMANDS_BETWEEN = 8
LONGEST_WAIT_SECONDS = 8.0


async def test_s5_s7_s8_nothing_is_lost_however_the_parts_are_killed(service: Service) -> None:
    await service.behave("power", answer="later", delay_seconds=0.3, duplicate_callbacks=1)
    await service.behave("water", fail_next=3)
    await service.behave("industry", delay_seconds=0.2, fail_after_effect_next=3)
    killing = asyncio.create_task(_kill_again_and_again(service))
    await asyncio.gather(*(_lives(service, lane, killing) for lane in range(LANES)))
    await killing
    await service.check()


async def _lives(service: Service, lane: int, killing: asyncio.Task[None]) -> None:
    """One after another for as long as the killing goes on."""
    number = lane
    while not killing.done():
        await live(service.client, service.engine, LIVES[number % len(LIVES)])
        number += 1


async def _kill_again_and_again(service: Service) -> None:
    """One at a time in an order that only looks random, and in the end all at once."""
    parts = list(service.stack.processes)
    order = parts * TIMES_EACH
    random.Random(SEED).shuffle(order)
    for victims in [*([part] for part in order), parts]:
        await _commands(service.client, COMMANDS_BETWEEN)
        for part in victims:
            if pid := service.stack.processes[part].pid:
                os.kill(pid, signal.SIGKILL)


async def _commands(client: CarefulClient, count: int) -> None:
    """Until so many more have been acknowledged, or while that takes too long."""
    enough = len(client.acknowledged) + count
    give_up_at = time.monotonic() + LONGEST_WAIT_SECONDS
    while len(client.acknowledged) < enough and time.monotonic() < give_up_at:  # noqa: ASYNC110
        await asyncio.sleep(0.05)
