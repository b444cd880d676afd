"""What Temporal's own pages show and find, and the question for the live state."""

from dataclasses import replace
from datetime import timedelta

from temporalio.api.sdk.v1 import WorkflowMetadata

from domain.people import District
from domain.procedures import ELIMINATED
from tests.domain.lives import INSPECTOR, LINE, NAME, SERVE, SUPERVISOR, WITHDRAW
from tests.workflows.office import LINGERED, Office
from tests.workflows.server import Server
from tests.workflows.stretches import is_withdrawn
from tests.workflows.waiting import until
from workflows.visibility import DISTRICTS, NEXT_DUE, STAGE


async def test_the_enterprise_is_named_on_its_workflow(office: Office) -> None:
    await office.flag()
    description = await office.workflow.describe()
    assert await description.static_summary() == f"{NAME} {office.code}"


async def test_search_attributes_follow_the_cases(office: Office) -> None:
    await office.flag()
    await office.do(INSPECTOR, SERVE)
    await office.flag(line=replace(LINE, district=District.HAINAN), procedure=ELIMINATED)
    await office.forward()
    found = (await office.workflow.describe()).typed_search_attributes
    assert found[DISTRICTS] == ["hainan"]
    assert found[STAGE] == ["flagged", "rectifying"]
    assert found[NEXT_DUE] == (await office.state()).next_wake()
    for case in (1, 2):
        await is_withdrawn(office, case=case)
    await office.forward(LINGERED)
    found = (await office.workflow.describe()).typed_search_attributes
    assert found[STAGE] == ["withdrawn"]
    assert found.get(NEXT_DUE) is None


async def test_it_is_found_by_stage_district_and_due(server: Server, office: Office) -> None:
    await office.flag()
    await office.forward()
    due = (await office.state()).next_wake()
    assert due
    query = (
        f"WorkflowId = '{office.workflow.id}' "
        f"AND {STAGE.name} = 'flagged' AND {DISTRICTS.name} = 'hainan' "
        f"AND {NEXT_DUE.name} < '{(due + timedelta(days=1)).isoformat()}'"
    )

    async def found() -> bool:
        return [one.id async for one in server.client.list_workflows(query)] == [office.workflow.id]

    await until(found)


async def test_the_cases_are_told_on_the_page_of_the_workflow(office: Office) -> None:
    await office.flag()
    await office.forward()
    shown = await office.workflow.query(
        "__temporal_workflow_metadata", result_type=WorkflowMetadata
    )
    assert f"{office.code}-1 {LINE.name}: 已认定" in shown.current_details


async def test_the_live_state_can_be_asked_while_running_and_afterwards(office: Office) -> None:
    await office.flag()
    assert await office.state() == office.on_record()
    await office.do(SUPERVISOR, WITHDRAW)
    await office.forward(timedelta(minutes=5))
    assert await office.ended()
    assert await office.state() == office.on_record()
