"""The durable loop around one enterprise: feed the core commands and time, send what orders it
issues, and see that every entry gets on record. All rules are the core's.
"""

import asyncio
import contextlib
from datetime import datetime, timedelta

from temporalio import workflow
from temporalio.exceptions import ApplicationError, ApplicationErrorCategory

with workflow.unsafe.imports_passed_through():
    from activities.messages import Delivery
    from domain.commands import Command
    from domain.core import accept, handle, wake
    from domain.enterprise import Enterprise
    from domain.measures import Order
    from domain.people import department_system
    from domain.refusals import Refusal
    from domain.turn import Result
    from workflows.activity_calls import deliver_one, deliver_together, put_on_record
    from workflows.messages import COMMAND, ENTERPRISE_WORKFLOW, STATE, Answer, Request, Start
    from workflows.visibility import Shown, show

QUIET = timedelta(seconds=3)
"""How long after the last change the loop writes what nobody was given to write."""
PATIENCE = timedelta(seconds=15)
"""How long it leaves to the API what an answer gave it to write: the API seldom dies just then."""
LINGER = timedelta(minutes=1)
"""How long a finished enterprise stays, so that no start from a record just read forks it."""
RECENT_COMMANDS = 200
RECORDED_AT_ONCE = 100
AFTER_A_WRONG_ANSWER = timedelta(hours=1)


@workflow.defn(name=ENTERPRISE_WORKFLOW)
class EnterpriseWorkflow:
    @workflow.init
    def __init__(self, start: Start) -> None:
        self._enterprise = start.enterprise
        self._unrecorded = list(start.unrecorded)
        self._recent = dict(start.recent)
        self._given = 0
        self._changed_at = workflow.now()
        self._sending: dict[str, asyncio.Task[None] | None] = {}
        self._recording = False
        self._shown: Shown | None = None

    @workflow.run
    async def run(self, _: Start) -> None:
        self._send_orders()
        while not self._over():
            self._take(wake(self._enterprise, workflow.now()))
            self._record_when_quiet()
            await self._until(self._next_moment())
            if workflow.info().is_continue_as_new_suggested():
                await self._continue_as_new()

    @workflow.update(name=COMMAND)
    async def command(self, request: Request) -> Answer:
        command = request.command
        if command.id in self._recent:
            return self._answer(self._recent[command.id])
        self._forget(request.recorded)
        result = handle(self._enterprise, command, workflow.now())
        if isinstance(result, Refusal):
            raise _refused(result)
        self._recent[command.id] = command.fingerprint
        self._take(result)
        return self._answer(command.fingerprint)

    @command.validator
    def _allow(self, request: Request) -> None:
        if request.command.id not in self._recent:
            result = handle(self._enterprise, request.command, workflow.now())
            if isinstance(result, Refusal):
                raise _refused(result)

    @workflow.query(name=STATE)
    def state(self) -> Enterprise:
        return self._enterprise

    def _answer(self, fingerprint: str) -> Answer:
        """With every entry that is not known to be on record, for the API to write."""
        self._given = self._enterprise.sequence
        return Answer(tuple(self._unrecorded), fingerprint)

    def _take(self, result: Result) -> None:
        self._enterprise, entries = result
        if entries:
            self._unrecorded += entries
            self._changed_at = workflow.now()
            self._send_orders()

    # Orders: tried together once, and what failed on its own for as long as it takes.

    def _send_orders(self) -> None:
        unsent = self._enterprise.unsent()
        known = [order.id for order in unsent]
        for number in [number for number in self._sending if number not in known]:
            if task := self._sending.pop(number):
                task.cancel()  # overtaken, or answered by another way
        new = [order for order in unsent if order.id not in self._sending]
        if new:
            self._sending |= {order.id: None for order in new}
            asyncio.create_task(self._deliver(new))  # noqa: RUF006 - the workflow's loop keeps it

    async def _deliver(self, orders: list[Order]) -> None:
        deliveries = await deliver_together(self._enterprise, orders)
        for order, delivery in zip(orders, deliveries, strict=True):
            if not self._concluded(order, delivery) and order.id in self._sending:
                self._sending[order.id] = asyncio.create_task(self._deliver_at_length(order))

    async def _deliver_at_length(self, order: Order) -> None:
        while not self._concluded(order, await deliver_one(self._enterprise, order)):
            await workflow.sleep(AFTER_A_WRONG_ANSWER)

    def _concluded(self, order: Order, delivery: Delivery) -> bool:
        """Whether the department has the order, or has carried it out."""
        at = workflow.now()
        if delivery.receipt is not None:
            by = department_system(order.department)
            command = Command(f"{order.id}:answer", order.case, by, delivery.receipt)
            result = handle(self._enterprise, command, at)
        elif delivery.accepted:
            result = accept(self._enterprise, order.id, at)
        else:
            return False
        if isinstance(result, Refusal):
            workflow.logger.warning("answer to %s refused: %s", order.id, result.code)
            return False
        self._sending.pop(order.id, None)
        self._take(result)
        return True

    # The record: the API says how far it has written; the rest is written once things are quiet.

    def _forget(self, recorded: int) -> None:
        self._unrecorded = [entry for entry in self._unrecorded if entry.sequence > recorded]

    def _record_when_quiet(self) -> None:
        due = self._recording_due()
        if due is not None and due <= workflow.now():
            self._recording = True
            self._shown = show(self._enterprise, self._shown)
            asyncio.create_task(self._record())  # noqa: RUF006 - the workflow's loop keeps it

    def _recording_due(self) -> datetime | None:
        if self._recording or not self._unrecorded:
            return None
        given = self._unrecorded[-1].sequence <= self._given
        return self._changed_at + (PATIENCE if given else QUIET)

    async def _record(self) -> None:
        entries = self._unrecorded[:RECORDED_AT_ONCE]
        await put_on_record(self._enterprise.code, entries)
        self._forget(entries[-1].sequence)
        self._recording = False

    # Time: one timer, for the earliest of what the core and the loop wait for.

    def _next_moment(self) -> datetime | None:
        moments = [self._enterprise.next_wake(), self._recording_due()]
        if self._finished:
            moments.append(self._changed_at + LINGER)
        return min((moment for moment in moments if moment), default=None)

    async def _until(self, moment: datetime | None) -> None:
        """Until then, or until something is to be done earlier; a later moment is not worth a
        new timer, since every wake-up works out again what is due."""

        def earlier() -> bool:
            now_next = self._next_moment()
            sooner = now_next is not None and (moment is None or now_next < moment)
            return sooner or workflow.info().is_continue_as_new_suggested()

        timeout = moment - workflow.now() if moment else None
        if timeout is None or timeout > timedelta(0):
            with contextlib.suppress(asyncio.TimeoutError):
                await workflow.wait_condition(earlier, timeout=timeout, timeout_summary="due")

    @property
    def _finished(self) -> bool:
        return self._enterprise.finished and not self._unrecorded

    def _over(self) -> bool:
        return self._finished and workflow.now() >= self._changed_at + LINGER

    async def _continue_as_new(self) -> None:
        """Deliveries under way are started again by the next run: departments know the orders."""
        await workflow.wait_condition(workflow.all_handlers_finished)
        recent = dict(list(self._recent.items())[-RECENT_COMMANDS:])
        workflow.continue_as_new(Start(self._enterprise, tuple(self._unrecorded), recent))


def _refused(refusal: Refusal) -> ApplicationError:
    return ApplicationError(
        refusal.message.en,
        refusal,
        type=refusal.code,
        non_retryable=True,
        category=ApplicationErrorCategory.BENIGN,
    )
