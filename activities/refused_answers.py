"""Receipts that a department gave in its answer to an order and that were not taken: they are on
the audit record, as those are that come to the callback (S7)."""

import asyncio

from sqlalchemy import Engine
from temporalio import activity

from activities.messages import RefusedAnswer
from records.audit import Note, note_together


class RefusedAnswers:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @activity.defn(name="note_refused_answer")
    async def note(self, refused: RefusedAnswer) -> None:
        """Should nobody live to say that it is noted, it is noted twice."""
        noted = Note(
            "receipt_refused",
            f"department:{refused.department}",
            subject=refused.order,
            code=refused.code,
            detail=refused.why,
        )
        await asyncio.to_thread(note_together, self._engine, [noted])
