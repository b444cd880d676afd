"""S10: what ran before runs on: recorded histories come to the same again, at every stage.

A history replays only if the loop would still do the same things in the same order. And because
each entry's hash is chained to the one before, an equal head says that the core, given the same
commands at the same times, still puts the same bytes on record.
"""

import pytest
from temporalio import workflow
from temporalio.worker import (
    ExecuteWorkflowInput,
    Interceptor,
    Replayer,
    WorkflowInboundInterceptor,
    WorkflowInterceptorClassInput,
)

from domain.procedures import PROCEDURES
from tests.replay.saved import Moment, Saved, all_saved
from tests.workflows.sandbox import SANDBOXED
from tests.workflows.server import PLAIN
from workflows.enterprise import EnterpriseWorkflow

ALL = list(all_saved())


class _Witness(Interceptor):
    """Keeps the replayed workflow, to be asked for its state."""

    def __init__(self) -> None:
        self.seen: list[EnterpriseWorkflow] = []

    def workflow_interceptor_class(
        self,
        input: WorkflowInterceptorClassInput,  # noqa: A002
    ) -> type[WorkflowInboundInterceptor]:
        input.unsafe_extern_functions["witness"] = self.seen.append
        return _Witnessed


class _Witnessed(WorkflowInboundInterceptor):
    async def execute_workflow(self, input: ExecuteWorkflowInput) -> object:  # noqa: A002
        workflow.extern_functions()["witness"](workflow.instance())
        return await super().execute_workflow(input)


@pytest.mark.parametrize(("moment", "saved"), [pytest.param(*rest, id=name) for name, *rest in ALL])
async def test_s10_it_comes_to_the_same_again(moment: Moment, saved: Saved) -> None:
    witness = _Witness()
    replayer = Replayer(
        workflows=[EnterpriseWorkflow],
        data_converter=PLAIN,
        workflow_runner=SANDBOXED,
        interceptors=[witness],
    )
    await replayer.replay_workflow(saved.until(moment))
    (replayed,) = witness.seen
    assert replayed.state().head == moment.state.head
    assert replayed.state() == moment.state


def test_s10_every_stage_of_every_procedure_is_among_them() -> None:
    seen = {
        (case.procedure.ground, case.stage)
        for _, moment, _ in ALL
        for case in moment.state.cases.values()
    }
    stages = {
        (ground, stage)
        for ground, procedure in PROCEDURES.items()
        for stages in procedure.transitions.values()
        for stage in (*procedure.transitions, *stages.values())
    }
    assert stages <= seen
