"""Removing attachments that were sent in and that no case came to refer to."""

import asyncio
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine
from temporalio import activity

from domain.people import SYSTEM
from records import attachments
from records.attachment_store import AttachmentStore
from records.audit import note
from records.database import reading, writing


class AttachmentRemoval:
    """Of what nobody sent in or named for as long as `keep`."""

    def __init__(self, engine: Engine, files: AttachmentStore, keep: timedelta) -> None:
        self._engine = engine
        self._files = files
        self._keep = keep

    @activity.defn(name="remove_attachments")
    async def remove_attachments(self) -> None:
        """Safe to repeat; each that is removed is on the audit record."""
        since = datetime.now(UTC) - self._keep
        for sha256 in await asyncio.to_thread(self._not_needed, since):
            activity.heartbeat()
            await asyncio.to_thread(self._remove, sha256, since)

    def _not_needed(self, since: datetime) -> list[str]:
        with reading(self._engine) as session:
            return [*attachments.not_needed(session, since)]

    def _remove(self, sha256: str, since: datetime) -> None:
        with writing(self._engine) as session:
            if attachments.remove(session.connection(), self._files, sha256, since):
                note(
                    session,
                    "attachment_removed",
                    actor=SYSTEM.id,
                    role=SYSTEM.role,
                    subject=sha256,
                    code="not_referred_to",
                )
