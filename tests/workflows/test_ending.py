"""A workflow ends with nothing open and nothing in force, and a new flag starts it again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from temporalio.api.enums.v1 import EventType

from domain.orders import Outcome
from domain.people import department_system
from domain.procedures import ELIMINATED
from domain.receiving import ReceiveReceipt
from tests.domain.lives import (
    APPROVER,
    BROUGHT,
    INSPECTOR,
    LINE,
    PASS,
    REPORT,
    SEAL,
    SERVE,
    SUPERVISOR,
    WITHDRAW,
)
from tests.workflows.city import City
from tests.workflows.office import LINGERED, Office
from tests.workflows.stretches import is_answered, is_heard
from workflows.unrecorded import LINGER

SECOND = timedelta(seconds=1)
SECOND_LINE = replace(LINE, name="2号电石炉")


async def _rectified(office: Office) -> None:
    await office.flag()
    await office.do(INSPECTOR, SERVE)
    await office.do(office.owner, REPORT)
    await office.do(INSPECTOR, PASS)


async def test_it_lingers_and_ends(office: Office) -> None:
    """A start from a record just read finds it there, and does not make a second one."""
    await _rectified(office)
    assert await office.forward(LINGER / 2)
    assert not await office.ended()
    assert not await office.forward(LINGER)
    assert await office.ended()
    await office.check()


async def test_it_lingers_anew_where_the_loop_had_to_write(office: Office) -> None:
    """The record read just before was not complete, and a start from it would make a fork."""
    await office.flag()
    await office.send(office.command(SUPERVISOR, WITHDRAW))
    assert await office.forward(LINGER + SECOND)
    assert office.story() == ["flag", "withdraw"]
    assert await office.forward(LINGER - 10 * SECOND)
    assert not await office.forward(20 * SECOND)
    assert await office.ended()
    await office.check()


async def test_to_end_takes_one_timer_and_one_task(office: Office) -> None:
    await _rectified(office)
    before = len(await office.history())
    await office.forward(LINGERED)
    skipping = (
        "WORKFLOW_EXECUTION_OPTIONS_UPDATED",
        "WORKFLOW_EXECUTION_TIME_SKIPPING_TRANSITIONED",
    )
    ending = [EventType.Name(event.event_type)[11:] for event in (await office.history())[before:]]
    tasks = ("WORKFLOW_TASK_SCHEDULED", "WORKFLOW_TASK_STARTED", "WORKFLOW_TASK_COMPLETED")
    assert [event for event in ending if event not in skipping] == [
        "TIMER_FIRED",
        *tasks,
        "UPSERT_WORKFLOW_SEARCH_ATTRIBUTES",
        "MARKER_RECORDED",
        "WORKFLOW_EXECUTION_COMPLETED",
    ]


async def test_flagged_while_it_lingers_it_goes_on(office: Office) -> None:
    await _rectified(office)
    run = (await office.workflow.describe()).run_id
    await office.forward(LINGER / 2)
    await office.flag(line=SECOND_LINE)
    assert await office.forward(timedelta(hours=1))
    assert (await office.workflow.describe()).run_id == run
    await office.check()


async def test_flagged_after_it_ended_it_goes_on_from_the_record(office: Office) -> None:
    await _rectified(office)
    assert not await office.forward(LINGERED)
    before = office.on_record()
    run = (await office.workflow.describe()).run_id
    await office.flag(line=SECOND_LINE)
    assert (await office.workflow.describe()).run_id != run
    state = await office.state()
    assert state.sequence == before.sequence + 1
    assert list(state.cases) == [f"{office.code}-1", f"{office.code}-2"]
    assert state.cases[f"{office.code}-1"] == before.cases[f"{office.code}-1"]
    await office.do(INSPECTOR, SERVE, case=2)
    await office.check()


@pytest.mark.parametrize("outcome", ["superseded", "done"])
async def test_s5_s6_a_receipt_that_comes_after_it_ended_counts_and_what_it_asks_for_follows(
    office: Office, city: City, outcome: Outcome
) -> None:
    """Of an order that another overtook: nobody waited for it. Done after its lifting, against the
    protocol, it is lifted again."""
    city.behave("power", fail_next=1000)
    await _is_being_sealed(office, case=1)
    (overtaken,) = (await office.state()).waiting()
    await office.do(INSPECTOR, WITHDRAW, case=1)
    await _is_being_sealed(office, case=2)
    city.behave("power")
    await is_answered(office)  # in the time of those who answer, which is not skipped
    await office.do(INSPECTOR, WITHDRAW, case=2)
    await is_answered(office)
    await office.forward(LINGERED)
    assert await office.ended()
    power = department_system("power")
    now = datetime.now(UTC)
    late = ReceiveReceipt(overtaken.id, "迟到的回执", outcome, now, "经办人", BROUGHT)
    await office.do(power, late)
    again = [("power_cut", "lift", 1)] * (2 if outcome == "done" else 1)
    await is_answered(office)
    lifted = [each for each in city.effects(office.code) if each[:2] == again[0][:2]]
    assert lifted == again
    assert not await office.forward(LINGERED)
    assert (
        await office.refused(power, replace(late, receipt="另一回执"))
    ).code == "another_receipt"
    await office.check()


async def _is_being_sealed(office: Office, *, case: int) -> None:
    line = (LINE, SECOND_LINE)[case - 1]
    await office.flag(line=line, procedure=ELIMINATED)
    await office.do(INSPECTOR, SERVE, case=case)
    await is_heard(office, case=case)
    await office.do(APPROVER, replace(SEAL, emergency="电石遇水风险"), case=case)


async def test_one_open_case_keeps_it(office: Office) -> None:
    await _rectified(office)
    await office.flag(line=SECOND_LINE, procedure=ELIMINATED)
    assert await office.forward(timedelta(days=1))
    await office.do(SUPERVISOR, WITHDRAW, case=2)
    assert not await office.forward(LINGERED)
    assert await office.ended()
    await office.check()
