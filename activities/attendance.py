"""Looking for enterprises that nobody attends to: something is still to come of them, and no
workflow runs that would see to it (S8). Temporal lost it, or came back from a backup."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from sqlalchemy import Engine
from temporalio import activity

from domain.people import SYSTEM
from records import queries
from records.audit import Note, note_together
from records.database import reading

log = logging.getLogger(__name__)
Runs = Callable[[str], Awaitable[bool]]
"""Whether the workflow of the enterprise with this credit code runs."""


class Attendance:
    def __init__(self, engine: Engine, runs: Runs) -> None:
        self._engine = engine
        self._runs = runs

    @activity.defn(name="look_for_unattended")
    async def look_for_unattended(self) -> None:
        """Each one is on the audit record, day by day until it is recovered."""
        codes = await unattended(self._engine, self._runs)
        notes = [Note("unattended", SYSTEM.id, SYSTEM.role, subject=code) for code in codes]
        await asyncio.to_thread(note_together, self._engine, notes)
        if codes:
            log.error("%s unfinished enterprises have no workflow: %s", len(codes), codes)


async def unattended(engine: Engine, runs: Runs) -> list[str]:
    """Their credit codes, in order."""
    found = [code for code in await unfinished(engine) if not await runs(code)]
    # Some may have ended well since: their record said so before their workflow was over.
    still = await unfinished(engine) if found else []
    return [code for code in found if code in still]


async def unfinished(engine: Engine) -> list[str]:
    """The credit codes of those of which something is still to come."""

    def read() -> list[str]:
        with reading(engine) as session:
            return queries.unfinished(session)

    return await asyncio.to_thread(read)
