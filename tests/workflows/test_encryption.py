"""With keys Temporal holds no names and no texts; and what one key encrypted is read as long as
that key is among the installation's."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from pydantic import SecretStr
from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.enums.v1 import EventType
from temporalio.api.workflowservice.v1 import DescribeWorkflowExecutionRequest
from temporalio.worker import Replayer

from api.problems import ProblemError
from domain.closing import RecordCommitment
from domain.extension import ApplyForExtension
from tests.domain.lives import INSPECTOR, NAME, REPORT, SERVE
from tests.payload_keys import NEW_ONE, OLD_ONE, ROTATED
from tests.workflows.city import City
from tests.workflows.installation import Installation, installed
from tests.workflows.office import Office
from tests.workflows.sandbox import SANDBOXED
from tests.workflows.server import Server
from tests.workflows.waiting import until
from workflows.conversion import data_converter
from workflows.enterprise import EnterpriseWorkflow

SIGNER = "钱法人"
REASON = "设备未到，请予延期"
TEXTS = (NAME, SIGNER, REASON, INSPECTOR.name, SERVE.receipt)


@pytest_asyncio.fixture
async def encrypted(server: Server, city: City, tmp_path: Path) -> AsyncIterator[Installation]:
    async with installed(server.with_keys(OLD_ONE), city, tmp_path) as installation:
        yield installation


async def _a_life(office: Office) -> None:
    """With entries that the loop writes, an order that a department gets, and a refusal that only
    the handler sees."""
    await office.flag()
    await office.send(office.command(INSPECTOR, SERVE))
    await office.do(office.owner, ApplyForExtension(1, REASON))
    await office.refused(INSPECTOR, RecordCommitment(SIGNER, "乌海日报"))
    await office.forward(timedelta(days=2))


async def test_a_history_holds_no_name_and_no_text(encrypted: Installation) -> None:
    office = Office(encrypted)
    await _a_life(office)
    client = encrypted.server.client
    described = await client.workflow_service.describe_workflow_execution(
        DescribeWorkflowExecutionRequest(
            namespace=client.namespace,
            execution=WorkflowExecution(workflow_id=office.workflow.id),
        )
    )
    kept = described.SerializeToString() + b"".join(
        event.SerializeToString() for event in await office.history()
    )
    assert [text for text in TEXTS if text.encode() in kept] == []
    assert b"binary/encrypted" in kept
    await office.check()


async def test_what_temporal_finds_it_by_stays_readable(encrypted: Installation) -> None:
    """Districts, stages and the next due time: nothing about a person."""
    office = Office(encrypted)
    await _a_life(office)
    found = (await office.workflow.describe()).search_attributes
    assert found["PhaseoutDistricts"] == ["hainan"]
    assert found["PhaseoutStages"] == ["rectifying"]


async def test_after_a_rotation_old_histories_run_on_and_replay(encrypted: Installation) -> None:
    office = Office(encrypted)
    await _a_life(office)
    await encrypted.stop_worker()
    encrypted.server = encrypted.server.with_keys(ROTATED)
    await encrypted.start_worker()
    await office.do(office.owner, REPORT)
    await office.check()
    keys = {_key(event.SerializeToString()) for event in await office.history()}
    assert keys >= {b"old", b"new"}
    replayer = Replayer(
        workflows=[EnterpriseWorkflow],
        data_converter=data_converter(ROTATED),
        workflow_runner=SANDBOXED,
    )
    await replayer.replay_workflow(await office.workflow.fetch_history())


@pytest.mark.parametrize("keys", [SecretStr(""), NEW_ONE], ids=["none", "another"])
async def test_without_its_key_a_case_waits_says_so_and_goes_on_with_it(
    encrypted: Installation, keys: SecretStr
) -> None:
    """Nothing is lost, and nothing is taken for something else: the task fails until the key is
    there, and tells in plain which one is missing."""
    office = Office(encrypted)
    await office.flag()
    await encrypted.stop_worker()
    with_its_key, workflow = encrypted.server, office.workflow
    encrypted.server = with_its_key.with_keys(keys)
    await encrypted.start_worker()
    await workflow.signal("anybody there")

    async def told() -> bool:
        return any("the key 'old'" in failure for failure in await _task_failures(office))

    await until(told)
    await encrypted.stop_worker()
    encrypted.server = with_its_key
    await encrypted.start_worker()
    await office.do(INSPECTOR, SERVE)
    await office.check()


async def test_an_answer_that_cannot_be_read_is_no_answer(encrypted: Installation) -> None:
    """An API that was forgotten in a rotation says that it cannot, and once it can, the command
    turns out to have been carried out once."""
    office = Office(encrypted)
    await office.flag()
    workers, forgotten = encrypted.server, encrypted.server.with_keys(SecretStr(""))
    command = office.command(INSPECTOR, SERVE)
    encrypted.server = forgotten
    with pytest.raises(ProblemError) as problem:
        await office.give(command)
    assert problem.value.body.status == 503
    encrypted.server = workers
    assert [entry.sequence for entry in (await office.send(command)).entries] == [2]
    await office.check()


async def _task_failures(office: Office) -> list[str]:
    failed = EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED
    return [
        event.workflow_task_failed_event_attributes.failure.message
        for event in await office.history()
        if event.event_type == failed
    ]


def _key(event: bytes) -> bytes:
    """The key that the event's first payload names, if it has one."""
    _, _, behind = event.partition(b"encryption-key-id")
    return behind[2:5]
