"""What may not be on record yet: whom it is left to, and when the loop sees to it itself."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from temporalio import workflow

from domain.events import Recorded
from workflows.activity_calls import is_on_record, put_on_record

QUIET = timedelta(seconds=3)
"""How long the loop waits for more before it writes what nobody was given to write."""
PATIENCE = timedelta(seconds=20)
"""How long it leaves to the API what an answer gave it to write: the API seldom dies just then."""
SLACK = timedelta(seconds=10)
"""By how much that patience may be cut short, so that a burst of commands costs one timer."""
LINGER = timedelta(seconds=45)
"""How long a finished enterprise stays once its record is written, so that no start from a record
read just before forks it: an API writes its answer, and starts what it has read, within seconds."""
WRITTEN_AT_ONCE = 100


@dataclass(slots=True)
class Unrecorded:
    """The entries, oldest first, and the time (UTC) of the last change: in history, or on record
    by our own writing."""

    entries: list[Recorded]
    changed_at: datetime
    _given: int = 0
    _under_way: bool = False

    def add(self, entries: Iterable[Recorded]) -> None:
        self.entries += entries
        self.changed_at = workflow.now()

    def give(self) -> tuple[Recorded, ...]:
        """All of them, for the API to write."""
        if self.entries:
            self._given = self.entries[-1].sequence
        return tuple(self.entries)

    def forget(self, recorded: int) -> None:
        """The record is known to go so far."""
        self.entries = [entry for entry in self.entries if entry.sequence > recorded]

    def due(self, *, finished: bool) -> datetime | None:
        """When to see to it. With nothing left to come, once for all, as the enterprise ends."""
        if self._under_way or not self.entries:
            return None
        if not self._is_given:
            return self.changed_at + QUIET
        return self.changed_at + (LINGER if finished else PATIENCE)

    def see_to_it(self, code: str) -> None:
        self._under_way = True
        asyncio.create_task(self._look_or_write(code))  # noqa: RUF006 - the workflow's loop keeps it

    async def _look_or_write(self, code: str) -> None:
        """What an API was given is looked for first: it is nearly always there, and to look costs
        no task of its own. To write takes an activity that is in history before it runs."""
        last, written = self.entries[-1], self.entries[:WRITTEN_AT_ONCE]
        if self._is_given and await is_on_record(code, last):
            self.forget(last.sequence)
        else:
            await put_on_record(code, written)
            self.forget(written[-1].sequence)
            self.changed_at = workflow.now()
        self._under_way = False

    @property
    def _is_given(self) -> bool:
        return self.entries[-1].sequence <= self._given
