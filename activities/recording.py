"""Writing entries that the API did not live to write, and those that time caused."""

import asyncio

from sqlalchemy import Engine
from temporalio import activity

from activities.messages import ToRecord
from records.database import writing
from records.write import write


class Recording:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @activity.defn(name="put_on_record")
    async def put_on_record(self, what: ToRecord) -> None:
        """Safe to repeat: what is on record already is only compared."""
        await asyncio.to_thread(self._write, what)

    def _write(self, what: ToRecord) -> None:
        with writing(self._engine) as session:
            write(session, what.enterprise, what.entries)
