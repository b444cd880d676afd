"""What the audit record says of one subject."""

import time
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import select
from sqlmodel import Session, col

from records.audit import AuditRow
from records.database import reading
from tests.api.service import Service

T = TypeVar("T")


def notes_on(service: Service, subject: str) -> list[AuditRow]:
    """Oldest first."""
    with reading(service.engine) as session:
        query = select(AuditRow).where(col(AuditRow.subject) == subject).order_by(col(AuditRow.id))
        return list(session.scalars(query))


def notes_by(service: Service, actor: str, what: str) -> list[AuditRow]:
    with reading(service.engine) as session:
        query = select(AuditRow).where(col(AuditRow.actor) == actor, col(AuditRow.what) == what)
        return list(session.scalars(query))


def notes_of_people(session: Session) -> list[AuditRow]:
    """Oldest first; not what the service notes of its own starts."""
    query = select(AuditRow).where(col(AuditRow.actor) != "system").order_by(col(AuditRow.id))
    return list(session.scalars(query))


def until_noted(found: Callable[[], list[T]], count: int) -> list[T]:
    """Reads are noted by a thread of their own."""
    until = time.monotonic() + 60
    while len(notes := found()) < count and time.monotonic() < until:
        time.sleep(0.02)
    return notes
