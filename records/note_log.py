"""Notes that nobody waits for, of what changes nothing: reads of case files, exports of lists.

They are put on record many at a time by a thread of their own, at once and again until the database
takes them. Nothing is lost silently: when too many wait, no more is taken; and the log notes its
own beginning and end, so a beginning without an end tells that a process died, and that what it
gave to read in its last moments may be missing.
"""

import logging
import secrets
import time
from collections.abc import Callable
from functools import partial
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import Self

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from domain.people import SYSTEM
from records.audit import Note, note_together

log = logging.getLogger(__name__)
MOST_WAITING = 10_000
AT_ONCE = 500
PAUSE_SECONDS = 1.0
STOP_WITHIN_SECONDS = 5.0


class NoteLogFullError(Exception):
    """The database has been away for long; who cannot be noted may not read."""


class NoteLog:
    """`first` gives what is noted at the start, once the database can be asked."""

    def __init__(self, engine: Engine, first: Callable[[Engine], list[Note]]) -> None:
        self._engine = engine
        self._first = first
        self._waiting: Queue[Note] = Queue(MOST_WAITING)
        self._name = secrets.token_hex(4)
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="note-log", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._thread.join(STOP_WITHIN_SECONDS)

    def take(self, noted: Note) -> None:
        """From any thread. Raises NoteLogFullError."""
        try:
            self._waiting.put_nowait(noted)
        except Full:
            raise NoteLogFullError from None

    def _run(self) -> None:
        batch: list[Note] = []
        written = self._until_written(self._beginning)
        while written and not (self._stopping.is_set() and self._waiting.empty()):
            batch = self._next_batch()
            if batch:
                written = self._until_written(partial(list, batch))
        if not written or not self._until_written(lambda: [self._own("stopped")]):
            lost = self._waiting.qsize() + (0 if written else len(batch))
            log.error("the database is away, %s notes lost", lost)

    def _beginning(self) -> list[Note]:
        return [self._own("started"), *self._first(self._engine)]

    def _own(self, what: str) -> Note:
        return Note(f"service_{what}", SYSTEM.id, SYSTEM.role, self._name)

    def _next_batch(self) -> list[Note]:
        batch: list[Note] = []
        try:
            batch.append(self._waiting.get(timeout=0.1))
            while len(batch) < AT_ONCE:
                batch.append(self._waiting.get_nowait())
        except Empty:
            pass
        return batch

    def _until_written(self, notes: Callable[[], list[Note]]) -> bool:
        """False where the process has to end before the database is back."""
        give_up_at: float | None = None
        while True:
            try:
                note_together(self._engine, notes())
            except SQLAlchemyError as problem:
                log.warning("notes wait for the database: %s", type(problem).__name__)
            else:
                return True
            if self._stopping.wait(PAUSE_SECONDS):
                give_up_at = give_up_at or time.monotonic() + STOP_WITHIN_SECONDS / 2
                if time.monotonic() > give_up_at:
                    return False
                time.sleep(PAUSE_SECONDS / 4)
