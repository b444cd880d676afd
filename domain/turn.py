"""One command or one wake-up in progress: the enterprise as it changes, and the entries made."""

from dataclasses import dataclass, field
from datetime import date, datetime

from domain.calendar import local_date
from domain.commands import Command
from domain.enterprise import Enterprise, apply
from domain.events import Entry, Event, Recorded, record
from domain.people import SYSTEM, Actor

Result = tuple[Enterprise, tuple[Recorded, ...]]


@dataclass(slots=True)
class Turn:
    """One command or one wake-up: the enterprise as it changes, the entries made so far, and the
    document that the command rests on."""

    enterprise: Enterprise
    at: datetime
    entries: list[Recorded] = field(default_factory=list)
    document: str = ""

    def add(
        self,
        case: str,
        event: Event,
        rules: tuple[str, ...],
        *,
        by: Actor = SYSTEM,
        on: date | None = None,
        command: Command | None = None,
    ) -> None:
        if command:
            self.document = command.document
        entry = Entry(
            enterprise=self.enterprise.code,
            sequence=self.enterprise.sequence + 1,
            case=case,
            at=self.at,
            happened_on=on or local_date(self.at),
            by=by,
            command=command.id if command else "",
            fingerprint=command.fingerprint if command else "",
            source=command.source if command else "",
            rules=rules,
            document=command.document if command else "",
            attachments=command.attachments if command else (),
            event=event,
        )
        recorded = record(entry, self.enterprise.head)
        self.enterprise = apply(self.enterprise, entry, recorded.hash)
        self.entries.append(recorded)

    @property
    def result(self) -> Result:
        return self.enterprise, tuple(self.entries)
