"""The durable loop around one enterprise: feed the core commands and time, send what orders it
issues, and see that every entry gets on record. All rules are the core's.
"""

import asyncio
import contextlib
from datetime import UTC, datetime, timedelta

from temporalio import workflow
from temporalio.exceptions import (
    ActivityError,
    ApplicationError,
    ApplicationErrorCategory,
    is_cancelled_exception,
)

with workflow.unsafe.imports_passed_through():
    from activities.messages import Delivery
    from domain.commands import Command
    from domain.core import accept, handle, wake
    from domain.enterprise import Enterprise
    from domain.orders import Order
    from domain.people import department_system
    from domain.refusals import Refusal
    from domain.turn import Result
    from workflows.activity_calls import deliver_one, deliver_together, note_refused_answer
    from workflows.messages import COMMAND, ENTERPRISE_WORKFLOW, STATE, Answer, Request, Start
    from workflows.unrecorded import LINGER, SLACK, Unrecorded
    from workflows.visibility import Shown, show

RECENT_COMMANDS = 200
AFTER_A_WRONG_ANSWER = timedelta(hours=1)
Message = tuple[str, bool]
"""An order's id, and whether it is its cancellation that is sent."""
NEVER = datetime.max.replace(tzinfo=UTC)


@workflow.defn(name=ENTERPRISE_WORKFLOW)
class EnterpriseWorkflow:
    @workflow.init
    def __init__(self, start: Start) -> None:
        self._enterprise = start.enterprise
        self._unrecorded = Unrecorded(list(start.unrecorded), workflow.now())
        self._recent = dict(start.recent)
        self._judged: tuple[object, Result | Refusal] | None = None
        self._sending: dict[Message, asyncio.Task[None] | None] = {}
        self._shown: Shown | None = None

    @workflow.run
    async def run(self, _: Start) -> None:
        self._send_orders()
        moment_came = False
        while not self._over():
            self._take(wake(self._enterprise, workflow.now()))
            if moment_came:
                self._see_to_the_record()
            moment_came = await self._until(self._next_moment())
            if workflow.info().is_continue_as_new_suggested():
                await self._continue_as_new()

    @workflow.update(name=COMMAND)
    async def command(self, request: Request) -> Answer:
        command = request.command
        if command.id in self._recent:
            return self._answer(self._recent[command.id])
        self._unrecorded.forget(request.recorded)
        result = self._judge(command)
        if isinstance(result, Refusal):
            raise _refused(result)
        self._recent[command.id] = command.fingerprint
        self._take(result)
        return self._answer(command.fingerprint)

    @command.validator
    def _allow(self, request: Request) -> None:
        if request.command.id not in self._recent:
            result = self._judge(request.command)
            if isinstance(result, Refusal):
                raise _refused(result)

    def _judge(self, command: Command) -> Result | Refusal:
        """The validator's judgement is the handler's, which follows at once; a replay has no
        validator, and comes to the same."""
        asked = (self._enterprise, command, workflow.now())
        if self._judged is None or self._judged[0] != asked:
            self._judged = asked, handle(*asked)
        return self._judged[1]

    @workflow.query(name=STATE)
    def state(self) -> Enterprise:
        return self._enterprise

    def _answer(self, fingerprint: str) -> Answer:
        """With every entry that is not known to be on record, for the API to write."""
        return Answer(self._unrecorded.give(), fingerprint)

    def _take(self, result: Result) -> None:
        self._enterprise, entries = result
        if entries:
            self._unrecorded.add(entries)
            self._send_orders()

    # Orders: tried together once, and what failed on its own for as long as it takes.

    def _send_orders(self) -> None:
        unsent = {_message(order): order for order in self._enterprise.unsent()}
        for message in [message for message in self._sending if message not in unsent]:
            if task := self._sending.pop(message):
                task.cancel()  # overtaken, cancelled, or answered by another way
        new = {message: order for message, order in unsent.items() if message not in self._sending}
        if new:
            self._sending |= dict.fromkeys(new)
            asyncio.create_task(self._deliver(list(new.values())))  # noqa: RUF006 - the loop keeps it

    async def _deliver(self, orders: list[Order]) -> None:
        deliveries = await deliver_together(self._enterprise, orders)
        for order, delivery in zip(orders, deliveries, strict=True):
            if not self._concluded(order, delivery) and _message(order) in self._sending:
                at_length = asyncio.create_task(self._deliver_at_length(order))
                self._sending[_message(order)] = at_length

    async def _deliver_at_length(self, order: Order) -> None:
        try:
            while not self._concluded(order, await deliver_one(self._enterprise, order)):
                await workflow.sleep(AFTER_A_WRONG_ANSWER)
        except ActivityError as error:
            if not is_cancelled_exception(error):
                raise

    def _concluded(self, order: Order, delivery: Delivery) -> bool:
        """Whether the department has the message, or has carried the order out. That it has the
        order says nothing of a cancellation that was sent since."""
        at = workflow.now()
        if delivery.receipt is not None:
            by = department_system(order.department)
            command = Command(f"{order.id}:answer", order.case, by, delivery.receipt)
            result = handle(self._enterprise, command, at)
        elif not delivery.accepted:
            return False
        elif _message(order) not in self._sending:
            return True
        else:
            result = accept(self._enterprise, order.id, at)
        if isinstance(result, Refusal):
            workflow.logger.warning("answer to %s refused: %s", order.id, result.code)
            asyncio.create_task(note_refused_answer(order, result))  # noqa: RUF006 - as above
            return False
        self._sending.pop(_message(order), None)
        self._take(result)
        return True

    # Time: one timer, for the earliest of what the core and the record wait for.

    def _next_moment(self) -> datetime:
        moments = [self._enterprise.next_wake(), self._record_due()]
        if self._finished:
            moments.append(self._unrecorded.changed_at + LINGER)
        return min((moment for moment in moments if moment), default=NEVER)

    def _record_due(self) -> datetime | None:
        return self._unrecorded.due(finished=self._enterprise.finished)

    def _see_to_the_record(self) -> None:
        """With a timer that fires anyway, also what is nearly due or what time has just caused."""
        due = self._record_due()
        if due is not None and due <= workflow.now() + SLACK:
            self._shown = show(self._enterprise, self._shown)
            self._unrecorded.see_to_it(self._enterprise.code)

    async def _until(self, moment: datetime) -> bool:
        """Until then, or until the moment has moved; whether it came. One that moved a little
        later is not worth a new timer, since what is due is worked out again at every wake-up;
        moved further, the new timer is cheaper than waking up for nothing."""

        def moved() -> bool:
            now_next = self._next_moment()
            elsewhere = now_next < moment or now_next - SLACK > moment
            return elsewhere or workflow.info().is_continue_as_new_suggested()

        if moment > workflow.now():
            timeout = None if moment == NEVER else moment - workflow.now()
            with contextlib.suppress(asyncio.TimeoutError):
                await workflow.wait_condition(moved, timeout=timeout)
        return workflow.now() >= moment

    @property
    def _finished(self) -> bool:
        return self._enterprise.finished and not self._unrecorded.entries

    def _over(self) -> bool:
        return self._finished and workflow.now() >= self._unrecorded.changed_at + LINGER

    async def _continue_as_new(self) -> None:
        """Deliveries under way are started again by the next run: departments know the orders."""
        await workflow.wait_condition(workflow.all_handlers_finished)
        recent = dict(list(self._recent.items())[-RECENT_COMMANDS:])
        workflow.continue_as_new(Start(self._enterprise, tuple(self._unrecorded.entries), recent))


def _message(order: Order) -> Message:
    return order.id, order.cancelled_at is not None


def _refused(refusal: Refusal) -> ApplicationError:
    return ApplicationError(
        refusal.message.en,
        refusal,
        type=refusal.code,
        non_retryable=True,
        category=ApplicationErrorCategory.BENIGN,
    )
