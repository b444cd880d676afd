"""Writing entries that the API did not live to write, and those that time caused."""

import asyncio

from sqlalchemy import Engine, select
from sqlmodel import col
from temporalio import activity

from activities.messages import LastEntry, ToRecord
from records.database import reading, writing
from records.tables import EntryRow
from records.write import write


class Recording:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @activity.defn(name="is_on_record")
    async def is_on_record(self, last: LastEntry) -> bool:
        """Whether the record has this very entry, and so all before it."""
        return await asyncio.to_thread(self._has, last)

    @activity.defn(name="put_on_record")
    async def put_on_record(self, what: ToRecord) -> None:
        """Safe to repeat: what is on record already is only compared."""
        await asyncio.to_thread(self._write, what)

    def _has(self, last: LastEntry) -> bool:
        by_number = select(col(EntryRow.hash)).where(
            col(EntryRow.enterprise) == last.enterprise, col(EntryRow.sequence) == last.sequence
        )
        with reading(self._engine) as session:
            return session.scalar(by_number) == last.hash

    def _write(self, what: ToRecord) -> None:
        with writing(self._engine) as session:
            write(session, what.enterprise, what.entries)
