"""The same steps on a bare workflow: Updates and activities and nothing else. Run as a program
it is its worker.
"""

import asyncio
import time
from dataclasses import dataclass

from temporalio import activity, workflow
from temporalio.client import Client, WithStartWorkflowOperation
from temporalio.common import WorkflowIDConflictPolicy
from temporalio.worker import PollerBehaviorAutoscaling, Worker

with workflow.unsafe.imports_passed_through():
    from datetime import timedelta

TASK_QUEUE = "bare"
STEPS = (
    "flag",
    "serve_notice",
    "apply_for_extension",
    "decide_extension",
    "file_report",
    "record_reinspection",
    "give_advance_notice",
    "waive_hearing",
    "file_resettlement_plan",
    "decide_resettlement_plan",
    "file_risk_plan",
    "decide_risk_plan",
    "take_exit_decision",
    "confirm_step",
    "record_commitment",
    "record_announcement",
)
ORDERS = 4


@dataclass
class Step:
    name: str
    body: str


@activity.defn
async def send_order(number: int) -> str:
    return f"receipt {number}"


@workflow.defn(name="bare")
class BareWorkflow:
    def __init__(self) -> None:
        self._steps: list[str] = []
        self._receipts: list[str] = []

    @workflow.run
    async def run(self) -> int:
        await workflow.wait_condition(lambda: "confirm_step" in self._steps)
        self._receipts = list(
            await asyncio.gather(
                *(
                    workflow.execute_activity(
                        send_order, number, start_to_close_timeout=timedelta(seconds=30)
                    )
                    for number in range(ORDERS)
                )
            )
        )
        await workflow.wait_condition(lambda: STEPS[-1] in self._steps)
        return len(self._receipts)

    @workflow.update
    async def step(self, step: Step) -> str:
        self._steps.append(step.name)
        return step.name

    @step.validator
    def _known(self, step: Step) -> None:
        if step.name not in STEPS:
            raise ValueError(step.name)


async def live(client: Client, number: str, times: list[float]) -> None:
    body = "x" * 600
    for name in STEPS:
        started = time.perf_counter()
        if name == "flag":
            start: WithStartWorkflowOperation[BareWorkflow, int] = WithStartWorkflowOperation(
                BareWorkflow.run,
                id=number,
                task_queue=TASK_QUEUE,
                id_conflict_policy=WorkflowIDConflictPolicy.FAIL,
            )
            await client.execute_update_with_start_workflow(
                BareWorkflow.step, Step(name, body), start_workflow_operation=start
            )
        else:
            handle = client.get_workflow_handle(number)
            await handle.execute_update(BareWorkflow.step, Step(name, body))
        times.append(time.perf_counter() - started)
    assert await client.get_workflow_handle(number).result() == ORDERS


async def work() -> None:
    from pydantic import SecretStr

    from workflows.connection import connect

    pollers = PollerBehaviorAutoscaling(minimum=2, initial=10, maximum=40)
    async with Worker(
        await connect(SecretStr("")),
        task_queue=TASK_QUEUE,
        workflows=[BareWorkflow],
        activities=[send_order],
        workflow_task_poller_behavior=pollers,
        activity_task_poller_behavior=pollers,
    ):
        print("ready", flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(work())
