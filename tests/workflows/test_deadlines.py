"""A command and the end of the period at the same time: late is late, whichever came first."""

import asyncio
from datetime import timedelta

import pytest

from domain.commands import Command
from domain.extension import ApplyForExtension, DecideExtension
from domain.refusals import Refusal
from tests.domain.lives import APPROVER, INSPECTOR, REPORT, SERVE
from tests.workflows.history import timers_fired
from tests.workflows.installation import Installation
from tests.workflows.office import Office
from tests.workflows.waiting import until
from workflows.messages import Answer

APPLY = ApplyForExtension(2, "设备未到")
SECOND = timedelta(seconds=1)


async def _rectifying(office: Office) -> None:
    await office.flag()
    await office.do(INSPECTOR, SERVE)


async def _period_end_fired(office: Office) -> None:
    """The timer of the period's end is in the history, and nobody was there to see it."""
    before = timers_fired(await office.history())

    async def fired() -> bool:
        return timers_fired(await office.history()) > before

    await until(fired)


async def _sent(office: Office, command: Command) -> "asyncio.Task[Answer | Refusal]":
    """Temporal has it, and nobody works on it yet."""
    giving = asyncio.create_task(office.give(command))
    await asyncio.sleep(0.5)
    assert not giving.done()
    return giving


@pytest.mark.parametrize("first", ["command", "timer"])
async def test_s3_in_one_task_with_the_end_a_command_is_late(
    installation: Installation, first: str
) -> None:
    office = Office(installation)
    await _rectifying(office)
    await office.forward_to(await office.due() - 5 * SECOND)
    assert await office.stage() == "rectifying"
    await installation.stop_worker()
    apply = office.command(office.owner, APPLY)
    if first == "command":
        giving = await _sent(office, apply)
        await _period_end_fired(office)
    else:
        await _period_end_fired(office)
        giving = await _sent(office, apply)
    await installation.start_worker()
    refusal = await giving
    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.rule) == ("application_late", "S3")
    assert await office.stage() == "overdue"
    await office.check()


async def test_l3_up_to_24_00_is_in_time_and_from_then_on_is_late(office: Office) -> None:
    await _rectifying(office)
    await office.forward_to(await office.due() - 30 * SECOND)
    await office.do(office.owner, REPORT)
    assert await office.stage() == "reported"
    await office.check()


async def test_l3_at_24_00_it_is_over(office: Office) -> None:
    await _rectifying(office)
    await office.forward_to(await office.due())
    assert (await office.refused(office.owner, REPORT)).code == "report_late"
    assert (await office.refused(office.owner, APPLY)).code == "application_late"
    await office.check()


async def _applied_in_time(office: Office) -> None:
    await _rectifying(office)
    await office.forward_to(await office.due() - timedelta(hours=2))
    await office.do(office.owner, APPLY)
    await office.forward(timedelta(days=3))
    assert await office.stage() == "rectifying"


async def test_p2_2_applied_in_time_and_granted_after_the_end(office: Office) -> None:
    await _applied_in_time(office)
    await office.do(APPROVER, DecideExtension(2, "同意"))
    await office.forward_to(await office.due() - timedelta(minutes=1))
    assert await office.stage() == "rectifying"
    await office.forward(timedelta(minutes=2))
    assert await office.stage() == "overdue"
    await office.check()
    assert office.story() == [
        *("flag", "serve_notice", "reminded 30", "reminded 7", "reminded 1"),
        *("apply_for_extension", "escalated extension_undecided", "decide_extension granted"),
        *("reminded 30", "reminded 7", "reminded 1", "period_ended"),
    ]


async def test_p2_3_applied_in_time_and_refused_after_the_end(office: Office) -> None:
    await _applied_in_time(office)
    await office.do(APPROVER, DecideExtension(0, "理由不足"))
    assert await office.stage() == "overdue"
    await office.check()
    assert office.story()[-3:] == [
        "escalated extension_undecided",
        "decide_extension refused",
        "period_ended",
    ]
