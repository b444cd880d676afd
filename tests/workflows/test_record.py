"""History first, then the record: whoever writes, each entry is there once and is the same."""

import asyncio
from datetime import timedelta

from domain.extension import ApplyForExtension
from tests.domain.lives import INSPECTOR, REPORT, SERVE
from tests.workflows.history import written_by_the_loop
from tests.workflows.office import Office
from workflows.enterprise import PATIENCE


async def test_s7_the_loop_writes_what_an_api_that_died_did_not(office: Office) -> None:
    answer = await office.send(office.command(INSPECTOR, office.flag_of()))
    assert office.recorded() == []
    await office.forward()
    assert office.recorded() == list(answer.entries)
    assert await written_by_the_loop(await office.history()) == [[1]]
    await office.check()


async def test_s7_an_api_that_is_only_slow_writes_nothing_twice(office: Office) -> None:
    answer = await office.send(office.command(INSPECTOR, office.flag_of()))
    await office.forward()
    office.write(answer)
    assert office.recorded() == list(answer.entries)
    await office.check()


async def test_s7_api_and_loop_write_at_the_same_time(office: Office) -> None:
    first = await office.send(office.command(INSPECTOR, office.flag_of()))
    second = await office.send(office.command(INSPECTOR, SERVE))
    apis = [asyncio.to_thread(office.write, answer) for answer in [first, second] * 4]
    await asyncio.gather(office.forward(), *apis)
    assert office.recorded() == list(second.entries)
    await office.check()


async def test_an_answer_brings_all_that_may_not_be_on_record(office: Office) -> None:
    """An API that died is made up for by the next command's, before the loop has to."""
    await office.send(office.command(INSPECTOR, office.flag_of()))
    await office.send(office.command(INSPECTOR, SERVE))
    answer = await office.do(office.owner, REPORT)
    assert [entry.sequence for entry in answer.entries] == [1, 2, 3]
    assert office.recorded() == list(answer.entries)


async def test_what_a_command_says_is_on_record_the_loop_leaves_alone(office: Office) -> None:
    await office.flag()
    await office.do(INSPECTOR, SERVE)
    answer = await office.do(office.owner, ApplyForExtension(1, "设备未到"))
    assert [entry.sequence for entry in answer.entries] == [3]
    await office.forward()
    assert await written_by_the_loop(await office.history()) == [[3]]
    await office.forward(timedelta(days=2))
    assert await written_by_the_loop(await office.history()) == [[3]]
    await office.check()


async def test_the_loop_is_patient_only_with_what_an_api_was_given(office: Office) -> None:
    """What time did, nobody else will write."""
    await office.send(office.command(INSPECTOR, office.flag_of()))
    await office.forward(PATIENCE / 2)
    assert office.recorded() == []
    limit = (await office.state()).next_wake()
    assert limit
    await office.forward_to(limit + timedelta(seconds=1))
    assert office.story() == ["flag"]
    await office.forward(PATIENCE / 2)
    assert office.story() == ["flag", "escalated notice_not_served"]
    await office.check()


async def test_the_loop_waits_until_things_are_quiet(office: Office) -> None:
    """Three commands within a second cost one writing at most."""
    for action in (office.flag_of(), SERVE, REPORT):
        await office.send(office.command(INSPECTOR, action))
    await office.forward()
    assert await written_by_the_loop(await office.history()) == [[1, 2, 3]]
    await office.check()
