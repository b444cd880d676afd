"""Stands in for the worker: polls the task queue, and notes its end in STAND_IN_NOTES."""

import asyncio
import os
import signal
from pathlib import Path

from temporalio import workflow
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from tests.launch.serving import wait_until_serving


@workflow.defn
class Nothing:
    @workflow.run
    async def run(self) -> None:
        pass


async def main() -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with Worker(
        await wait_until_serving(os.environ["TEMPORAL_ADDRESS"]),
        task_queue=os.environ["PHASEOUT_TASK_QUEUE"],
        workflows=[Nothing],
        workflow_runner=UnsandboxedWorkflowRunner(),
    ):
        await stop.wait()


asyncio.run(main())
with Path(os.environ["STAND_IN_NOTES"]).open("a") as notes:
    notes.write("worker\n")
