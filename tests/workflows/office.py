"""One enterprise as the API works on it: commands through Temporal, the answers put on record."""

import asyncio
import itertools
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlmodel import col
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import WorkflowExecutionStatus, WorkflowHandle

from api.temporal import Engine, PendingError
from domain.commands import Action, Command
from domain.enterprise import Enterprise
from domain.events import BEGINNING, Entry, Proposed, Recorded, chain, read
from domain.flagging import Flag
from domain.line import Line
from domain.people import Actor
from domain.procedure import Procedure
from domain.procedures import ENERGY
from domain.refusals import Refusal
from records import queries
from records.audit import AuditRow, NoteFilter, notes
from records.database import reading, writing
from records.tables import EntryRow
from records.write import write
from tests.domain.always import check
from tests.domain.folded import fold
from tests.domain.lives import (
    CALENDAR,
    CONFIRM,
    ENTERPRISE,
    INSPECTOR,
    LINE,
    NAME,
    second_for,
    story,
)
from tests.workflows.installation import Installation
from tests.workflows.waiting import WITHIN_SECONDS, until
from workflows.enterprise import EnterpriseWorkflow
from workflows.messages import STATE, Answer, Start, workflow_id
from workflows.unrecorded import LINGER, PATIENCE

A_MOMENT = PATIENCE + timedelta(seconds=5)
"""Long enough for the loop to write what nobody wrote, unless it is about to end."""
LINGERED = LINGER + A_MOMENT
"""Long enough for a finished enterprise's workflow to end."""
LATER = datetime.max.replace(tzinfo=UTC)
_numbers = itertools.count(1)


class Office:
    def __init__(self, installation: Installation) -> None:
        self.code = f"TEST{next(_numbers):014d}"
        self.owner = replace(ENTERPRISE, enterprise=self.code)
        self._installation = installation
        self._commands = itertools.count(1)

    @property
    def workflow(self) -> WorkflowHandle[Any, Any]:
        return self._installation.server.client.get_workflow_handle(workflow_id(self.code))

    @property
    def _engine(self) -> Engine:
        return Engine(self._installation.server.client, self._installation.settings.task_queue)

    def command(
        self, by: Actor, action: Action, *, case: int = 1, on: date | None = None
    ) -> Command:
        """A fresh one, about the enterprise's first case unless another is meant."""
        number = "" if isinstance(action, Flag) else f"{self.code}-{case}"
        key = f"{self.code}-command-{next(self._commands)}"
        return Command(key, number, by, action, on, "乌政决〔2026〕8号", fingerprint=f"of {key}")

    def flag_of(self, *, line: Line = LINE, procedure: Procedure = ENERGY) -> Flag:
        return Flag(self.code, NAME, line, procedure, CALENDAR, "能耗超限额")

    async def flag(self, *, line: Line = LINE, procedure: Procedure = ENERGY) -> Answer:
        return await self.do(INSPECTOR, self.flag_of(line=line, procedure=procedure))

    async def do(
        self, by: Actor, action: Action, *, case: int = 1, on: date | None = None
    ) -> Answer:
        """Confirmed by a second person where the procedure wants one. Raises AssertionError where
        the command is refused."""
        answer = await self.send(self.command(by, action, case=case, on=on))
        self.write(answer)
        if any(isinstance(read(one.body).event, Proposed) for one in answer.entries):
            answer = await self.send(self.command(second_for(action), CONFIRM, case=case))
            self.write(answer)
        return answer

    async def refused(
        self, by: Actor, action: Action, *, case: int = 1, on: date | None = None
    ) -> Refusal:
        """Raises AssertionError where the command is carried out."""
        result = await self.give(self.command(by, action, case=case, on=on))
        assert isinstance(result, Refusal), f"{action.kind} was carried out"
        return result

    async def send(self, command: Command) -> Answer:
        """The answer, not put on record: what an API does that dies before."""
        result = await self.give(command)
        assert not isinstance(result, Refusal), f"{command.action.kind} was refused: {result}"
        return result

    async def give(self, command: Command) -> Answer | Refusal:
        """Sent again with the same key until somebody answers."""
        async with asyncio.timeout(WITHIN_SECONDS):
            while True:
                try:
                    return await self._engine.give(self.on_record(), command)
                except PendingError:
                    continue

    def write(self, answer: Answer) -> None:
        with writing(self._installation.engine) as session:
            write(session, self.code, answer.entries)

    async def resume(self, start: Start) -> None:
        """Start the workflow from somewhere in its life."""
        await self._installation.server.client.start_workflow(
            EnterpriseWorkflow.run,
            start,
            id=workflow_id(self.code),
            task_queue=self._installation.settings.task_queue,
        )

    # Looking at it

    async def state(self) -> Enterprise:
        state: Enterprise = await self.workflow.query(STATE, result_type=Enterprise)
        return state

    async def stage(self, case: int = 1) -> str:
        return (await self.state()).cases[f"{self.code}-{case}"].stage

    async def history(self) -> Sequence[HistoryEvent]:
        return (await self.workflow.fetch_history()).events

    async def ended(self) -> bool:
        return (await self.workflow.describe()).status is WorkflowExecutionStatus.COMPLETED

    def on_record(self) -> Enterprise:
        with reading(self._installation.engine) as session:
            return queries.enterprise(session, self.code) or Enterprise(self.code)

    def recorded(self) -> list[Recorded]:
        columns = (col(EntryRow.sequence), col(EntryRow.body), col(EntryRow.hash))
        rows = select(*columns).where(col(EntryRow.enterprise) == self.code)
        with reading(self._installation.engine) as session:
            return [Recorded(*row) for row in session.execute(rows.order_by(columns[0]))]

    def entries(self) -> list[Entry]:
        return [read(recorded.body) for recorded in self.recorded()]

    def notes_by(self, actor: str) -> list[AuditRow]:
        """What the audit record has of somebody's doings about the enterprise's orders."""
        with reading(self._installation.engine) as session:
            found = notes(session, NoteFilter(actor=actor), None, 1000)
        return [note for note in found if note.subject.startswith(self.code)]

    def story(self) -> list[str]:
        """What is on record, a short phrase an entry, but not that the simulated departments act
        by night and on days off too (L6), which depends on when the tests are run."""
        return [phrase for phrase in story(self.entries()) if phrase != "irregular"]

    async def check(self) -> None:
        """Raises AssertionError unless the loop comes to rest with a record that is whole, is what
        the workflow has, and shows none of S1-S9 broken."""
        await self.come_to_rest()
        recorded, state = self.recorded(), await self.state()
        head = BEGINNING
        for entry in recorded:
            head = chain(head, entry.body)
            assert head == entry.hash
        assert head == state.head
        assert fold(Enterprise(self.code), recorded) == state == self.on_record()
        check([json.loads(entry.body) for entry in recorded], await self.now())

    # Time

    async def now(self) -> datetime:
        return await self._installation.server.now(workflow_id(self.code))

    async def forward(self, by: timedelta = A_MOMENT) -> bool:
        """Move the enterprise's time on; False if its workflow ended on the way."""
        async with asyncio.timeout(WITHIN_SECONDS):
            return await self._installation.server.forward(workflow_id(self.code), by)

    async def forward_to(self, moment: datetime) -> bool:
        return await self.forward(moment - await self.now())

    async def due(self, case: int = 1) -> datetime:
        """When the rectification period is over, UTC."""
        deadline = (await self.state()).cases[f"{self.code}-{case}"].deadline
        assert deadline
        return deadline.ends_at

    async def come_to_rest(self) -> None:
        """Until nothing is due, and the record is the workflow's."""
        now = await self.now()
        await self.until(lambda enterprise: (enterprise.next_wake() or LATER) > now)
        if not await self.ended():
            await self.forward(A_MOMENT)
        await self.until(lambda enterprise: enterprise == self.on_record())

    async def until(self, reached: Callable[[Enterprise], bool]) -> None:
        """Wait, while the time runs as it does, for what others bring about."""

        async def now_reached() -> bool:
            return reached(await self.state())

        await until(now_reached)
