"""A refused command: why it was refused arrives, and nothing of it stays."""

from dataclasses import replace
from decimal import Decimal

from domain.refusals import Refusal
from tests.domain.lives import APPROVER, INSPECTOR, LINE, REPORT, SEAL, SERVE
from tests.workflows.office import LINGERED, Office

WITHIN_THE_LIMIT = replace(LINE, unit_consumption=Decimal(700))


async def test_what_was_refused_why_and_what_is_permitted_arrives(office: Office) -> None:
    await office.flag()
    refusal = await office.refused(INSPECTOR, REPORT)
    assert (refusal.code, refusal.rule) == ("not_now", "P2.1")
    assert refusal.permitted == ("serve_notice", "correct_line", "withdraw")
    assert "待送达" in refusal.message.zh
    assert "flagged" in refusal.message.en


async def test_who_may_not_and_what_is_not_there_are_told_apart(office: Office) -> None:
    await office.flag()
    assert (await office.refused(APPROVER, SERVE)).category == "forbidden"
    assert (await office.refused(INSPECTOR, SERVE, case=2)).category == "not_found"


async def test_s7_a_refused_command_leaves_nothing_in_the_history(office: Office) -> None:
    await office.flag()
    await office.forward()
    events, state = len(await office.history()), await office.state()
    for _ in range(3):
        await office.refused(INSPECTOR, REPORT)
        await office.refused(APPROVER, SEAL)
    assert len(await office.history()) == events
    assert await office.state() == state
    await office.check()


async def test_a_refused_first_flag_leaves_a_workflow_that_ends_by_itself(office: Office) -> None:
    """Update-with-start starts before it asks; nothing remains of what was never flagged."""
    refusal = await office.refused(INSPECTOR, office.flag_of(line=WITHIN_THE_LIMIT))
    assert refusal.code == "within_the_limit"
    assert not await office.forward(LINGERED)
    assert await office.ended()
    assert office.recorded() == []


async def test_s5_the_same_command_counts_once(office: Office) -> None:
    await office.flag()
    serve = office.command(INSPECTOR, SERVE)
    first = await office.send(serve)
    assert await office.send(serve) == first
    office.write(first)
    assert await office.send(serve) == first
    assert [entry.command for entry in office.entries()].count(serve.id) == 1
    await office.check()


async def test_s5_a_refused_command_sent_again_is_judged_again(office: Office) -> None:
    await office.flag()
    report = office.command(office.owner, REPORT)
    assert isinstance(await office.give(report), Refusal)
    await office.do(INSPECTOR, SERVE)
    office.write(await office.send(report))
    assert await office.stage() == "reported"
    await office.check()
