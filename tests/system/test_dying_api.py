"""S7: an API that dies between a command's answer and the record loses and doubles nothing."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2
import pytest

from api.examples import EXAMPLES
from launch.demo_people import PASSWORD
from launch.environment import service_environment
from launch.ports import Ports
from tests.system.careful import CarefulClient, Json
from tests.system.living import LIVES, credit_code, flag_body, live
from tests.system.program import Program
from tests.system.service import Service
from tests.system.verdict import commands

LOOP_SECONDS = 40


async def test_the_loop_writes_what_the_api_did_not_and_sent_again_it_counts_once(
    service: Service,
) -> None:
    code, key = credit_code(), service.client.new_key()
    path, body = f"/enterprises/{code}/cases", flag_body("energy")
    await _kill_while_giving(service, path, body, key)
    async with asyncio.timeout(LOOP_SECONDS):
        while not commands(service.engine, code):  # noqa: ASYNC110 - another process writes
            await asyncio.sleep(0.1)
    case = await service.client.give("inspector", path, code, body, key=key)
    assert case["number"] == f"{code}-1"
    await service.check()


async def test_sent_again_at_once_to_another_api_it_counts_once(service: Service) -> None:
    """Most likely before anybody has written it, as the loop waits until things are quiet."""
    async with _another_api(service) as client:
        code, key = credit_code(), service.client.new_key()
        case = await service.client.flag("inspector", code, flag_body("eliminated"))
        path, serve = f"/cases/{case['number']}/serve-notice", EXAMPLES["serve_notice"]
        await _kill_while_giving(service, path, serve, key)
        case = await client.give("inspector", path, code, serve, key=key)
        assert case["stage"] == "deciding"
        service.client.acknowledged += client.acknowledged
    await service.check()


async def test_with_every_part_in_good_order_the_lives_end_well(service: Service) -> None:
    """What the tests of kills rest on."""
    await asyncio.gather(*(live(service.client, service.engine, life) for life in LIVES))
    await service.check()


async def _kill_while_giving(service: Service, path: str, body: Json, key: str) -> None:
    headers = await service.client.headers("inspector", key)
    service.die_once.touch()
    async with httpx2.AsyncClient(base_url=service.stack.ports.api_url, timeout=20) as once:
        with pytest.raises(httpx2.TransportError):
            await once.post(path, json=body, headers=headers)
    assert not service.die_once.exists()


@asynccontextmanager
async def _another_api(service: Service) -> AsyncIterator[CarefulClient]:
    """Beside the one that dies."""
    folder, ports = service.stack.folder, Ports(0, 0, 0, 0).settled()
    environment = service_environment(folder, service.stack.ports, {})
    environment |= {"PHASEOUT_API_PORT": str(ports.api)}
    program = Program((sys.executable, "-m", "api"), environment, folder.logs / "another-api.log")
    client = CarefulClient([ports.api_url], PASSWORD)
    try:
        await client.headers("inspector")  # it has started
        yield client
    finally:
        await client.close()
        program.stop()
