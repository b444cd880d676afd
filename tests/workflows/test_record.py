"""History first, then the record: whoever writes, each entry is there once and is the same."""

import asyncio
from datetime import timedelta

import pytest

from activities.messages import LastEntry
from activities.recording import Recording
from domain.extension import ApplyForExtension
from tests.domain.lives import INSPECTOR, REPORT, SERVE
from tests.workflows.history import looks, timers_fired, timers_started, written_by_the_loop
from tests.workflows.installation import Installation
from tests.workflows.office import Office
from workflows.unrecorded import PATIENCE, SLACK


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


async def test_what_an_api_wrote_the_loop_only_looks_for(office: Office) -> None:
    await office.flag()
    await office.do(INSPECTOR, SERVE)
    answer = await office.do(office.owner, ApplyForExtension(1, "设备未到"))
    assert [entry.sequence for entry in answer.entries] == [3]
    await office.forward(timedelta(days=2))
    assert await written_by_the_loop(await office.history()) == []
    assert looks(await office.history()) == 1
    await office.check()


async def test_s7_a_record_that_cannot_be_asked_is_written_to(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> bool:
        raise OSError

    monkeypatch.setattr(Recording, "_has", away)
    await office.flag()
    await office.forward()
    assert await written_by_the_loop(await office.history()) == [[1]]
    await office.check()


async def test_s7_another_entry_with_that_number_is_not_this_one(
    office: Office, shared_installation: Installation
) -> None:
    """The look says no, so that the writing can tell the difference."""
    answer = await office.flag()
    recording, entry = Recording(shared_installation.engine), answer.entries[0]
    assert await recording.is_on_record(LastEntry(office.code, 1, entry.hash))
    assert not await recording.is_on_record(LastEntry(office.code, 1, "0" * 64))
    assert not await recording.is_on_record(LastEntry(office.code, 2, entry.hash))


async def test_what_time_does_is_written_at_once(office: Office) -> None:
    """Nobody else will write it."""
    await office.flag()
    limit = (await office.state()).next_wake()
    assert limit
    await office.forward_to(limit + timedelta(seconds=1))
    assert office.story() == ["flag", "escalated notice_not_served"]
    await office.check()


async def test_the_loop_is_patient_with_what_an_api_was_given(office: Office) -> None:
    await office.send(office.command(INSPECTOR, office.flag_of()))
    await office.forward(PATIENCE / 2)
    assert office.recorded() == []
    await office.forward(PATIENCE)
    assert office.story() == ["flag"]
    await office.check()


async def test_a_timer_is_moved_rather_than_fired_for_nothing(office: Office) -> None:
    """Commands as people give them: each moves the timer, and none wakes the loop up."""
    for action in (office.flag_of(), SERVE, REPORT):
        await office.do(office.owner if action is REPORT else INSPECTOR, action)
        await office.forward(PATIENCE * 3 / 4)
    assert timers_fired(await office.history()) == 0
    await office.forward(PATIENCE / 2)
    assert timers_fired(await office.history()) == 1
    await office.check()


async def test_one_timer_is_enough_for_a_burst(office: Office) -> None:
    """What comes soon after it was started does not move it, and is looked for with the rest."""
    for action in (office.flag_of(), SERVE, REPORT):
        await office.do(office.owner if action is REPORT else INSPECTOR, action)
        await office.forward(SLACK / 4)
    await office.forward(PATIENCE)
    history = await office.history()
    assert (timers_started(history), timers_fired(history), looks(history)) == (2, 1, 1)
    await office.check()


async def test_the_loop_waits_until_things_are_quiet(office: Office) -> None:
    """Three commands within a second cost one writing at most."""
    for action in (office.flag_of(), SERVE, REPORT):
        await office.send(office.command(office.owner if action is REPORT else INSPECTOR, action))
    await office.forward()
    assert await written_by_the_loop(await office.history()) == [[1, 2, 3]]
    await office.check()
