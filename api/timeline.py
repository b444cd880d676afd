"""What the timeline of a case says of an entry."""

from datetime import date, datetime

from pydantic import BaseModel

from domain.events import Entry, Event
from domain.masking import Readers, masked
from domain.telling import tell
from domain.words import Attachment, Text


class TimelineEntry(BaseModel):
    sequence: int
    at: datetime
    happened_on: date
    by: str
    standing_in_for: str | None
    role: str
    summary: Text
    rules: list[str]
    document: str
    attachments: list[Attachment]
    event: Event


def timeline_entry(entry: Entry, roles: Readers) -> TimelineEntry:
    """With the personal data that these roles need, the rest masked."""
    entry = masked(entry, roles)
    return TimelineEntry(
        sequence=entry.sequence,
        at=entry.at,
        happened_on=entry.happened_on,
        by=entry.by.name,
        standing_in_for=entry.by.standing_in_for.name if entry.by.standing_in_for else None,
        role=entry.by.role,
        summary=tell(entry),
        rules=list(entry.rules),
        document=entry.document,
        attachments=list(entry.attachments),
        event=entry.event,
    )
