"""The one module that talks to Temporal: commands as updates, live state as a query."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import TypeAdapter
from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest
from temporalio.client import (
    Client,
    WithStartWorkflowOperation,
    WorkflowQueryFailedError,
    WorkflowQueryRejectedError,
    WorkflowUpdateFailedError,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.common import WorkflowIDConflictPolicy
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError, RPCStatusCode

from api.problems import unavailable
from domain.commands import Command
from domain.core import handle
from domain.enterprise import Enterprise
from domain.flagging import Flag
from domain.refusals import Refusal
from domain.words import Text
from workflows.enterprise import EnterpriseWorkflow
from workflows.messages import (
    COMMAND,
    STATE,
    Answer,
    Request,
    Start,
    update_id,
    workflow_id,
)
from workflows.payload_codec import PayloadKeyError

log = logging.getLogger(__name__)

ANSWER_WITHIN_SECONDS = 8.0
ALIVE_WITHIN = timedelta(seconds=1)
CANNOT_CONNECT = RuntimeError
"""What the client raises, instead of an RPCError, where its first call cannot connect."""
_REFUSAL = TypeAdapter(Refusal)
_AWAY = Text(
    "流程引擎暂不可用，请稍后用同一编号重试",
    "the engine is not available; try again with the same key",
)


class PendingError(Exception):
    """No worker answered in time: the command may still be carried out."""

    def __init__(self, enterprise: str, command: str) -> None:
        super().__init__(command)
        self.enterprise = enterprise
        self.command = command


class Engine:
    """Commands and questions to the workflows of enterprises."""

    def __init__(self, client: Client, task_queue: str) -> None:
        self._client = client
        self._task_queue = task_queue

    async def give(self, known: Enterprise, command: Command) -> Answer | Refusal:
        """Give a command to the enterprise, known as it is on record.

        Raises PendingError if nobody answered, and the 503 problem if Temporal is away.
        """
        request = Request(command, known.sequence)
        try:
            async with asyncio.timeout(ANSWER_WITHIN_SECONDS):
                return await self._ask(known, request)
        except WorkflowUpdateFailedError as failure:
            return _refusal(failure)
        except (TimeoutError, WorkflowUpdateRPCTimeoutOrCancelledError):
            if _cancelled():
                raise asyncio.CancelledError from None
            await self._alive()
            raise PendingError(known.code, command.id) from None
        except RPCError as problem:
            raise unavailable("engine_unavailable", _AWAY) from problem
        except PayloadKeyError as problem:  # carried out or not: the same key tells, once it can
            log.error("%s", problem)
            raise unavailable("engine_unavailable", _AWAY) from problem
        except CANNOT_CONNECT as problem:
            raise unavailable("engine_unavailable", _AWAY) from problem

    async def _ask(self, known: Enterprise, request: Request) -> Answer | Refusal:
        """Where the enterprise's workflow has ended its record is complete, and the core can say
        what a command comes to. Should it come to something, as does the late receipt of an order
        that another overtook, the workflow goes on from there."""
        command = request.command
        if isinstance(command.action, Flag):
            return await self._give_and_start(known, request, command.action.enterprise_name)
        running = self._client.get_workflow_handle(workflow_id(known.code))
        try:
            answer: Answer = await running.execute_update(
                COMMAND, request, id=update_id(command.id), result_type=Answer
            )
        except RPCError as problem:
            if problem.status is not RPCStatusCode.NOT_FOUND:
                raise
            result = handle(known, command, datetime.now(UTC))
            if isinstance(result, Refusal):
                return result
            if not result[1]:
                return Answer((), command.fingerprint)
            if not known.finished:
                raise
            return await self._give_and_start(known, request, known.name)
        return answer

    async def _give_and_start(self, known: Enterprise, request: Request, name: str) -> Answer:
        start: WithStartWorkflowOperation[EnterpriseWorkflow, None] = WithStartWorkflowOperation(
            EnterpriseWorkflow.run,
            Start(known),
            id=workflow_id(known.code),
            task_queue=self._task_queue,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            static_summary=f"{name} {known.code}",
        )
        try:
            answer: Answer = await self._client.execute_update_with_start_workflow(
                COMMAND,
                request,
                start_workflow_operation=start,
                id=update_id(request.command.id),
                result_type=Answer,
            )
        except BaseException:
            # The operation keeps the same failure for whoever asks it, and nobody will.
            asyncio.ensure_future(start.workflow_handle()).add_done_callback(_seen)
            raise
        return answer

    async def live(self, code: str) -> Enterprise | None:
        """The state straight from the workflow, or None if it cannot be asked now."""
        try:
            async with asyncio.timeout(ANSWER_WITHIN_SECONDS):
                running = self._client.get_workflow_handle(workflow_id(code))
                state: Enterprise = await running.query(STATE, result_type=Enterprise)
                return state
        except (
            TimeoutError,
            RPCError,
            CANNOT_CONNECT,
            PayloadKeyError,
            WorkflowQueryFailedError,
            WorkflowQueryRejectedError,
        ):
            return None

    async def workers(self) -> int:
        """How many pollers the task queue has; raises the 503 problem if Temporal is away."""
        try:
            found = await self._client.workflow_service.describe_task_queue(
                DescribeTaskQueueRequest(
                    namespace=self._client.namespace,
                    task_queue=TaskQueue(name=self._task_queue),
                    task_queue_type=TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
                ),
                timeout=ALIVE_WITHIN,
            )
        except (RPCError, CANNOT_CONNECT) as problem:
            raise unavailable("engine_unavailable", _AWAY) from problem
        return len(found.pollers)

    async def _alive(self) -> None:
        try:
            async with asyncio.timeout(ALIVE_WITHIN.total_seconds()):
                await self._client.service_client.check_health(timeout=ALIVE_WITHIN)
        except (TimeoutError, RPCError, CANNOT_CONNECT) as problem:
            raise unavailable("engine_unavailable", _AWAY) from problem


def _cancelled() -> bool:
    """By somebody else: the client has one error for that and for our own time being over."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


def _seen(future: asyncio.Future[Any]) -> None:
    if not future.cancelled():
        future.exception()


def _refusal(failure: WorkflowUpdateFailedError) -> Refusal:
    cause = failure.cause
    if isinstance(cause, ApplicationError) and cause.details:
        return _REFUSAL.validate_python(cause.details[0])
    raise failure
