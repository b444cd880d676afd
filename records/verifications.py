"""Verifications of the record that were asked for over the API: how far each is, what it found."""

import secrets
from datetime import UTC, datetime, timedelta

from pydantic import TypeAdapter
from sqlalchemy import update
from sqlmodel import Field, Session, SQLModel, col, select

from records.verify import Verification

_RESULT = TypeAdapter(Verification)
SILENT = timedelta(seconds=60)
"""Nobody is at work any more on one that told nothing for so long."""


class VerificationRow(SQLModel, table=True):
    """`told_at` is when it was last told how far it is; `result` is JSON, empty until the end."""

    __tablename__ = "verification"

    id: str = Field(primary_key=True, max_length=32)
    by: str = Field(max_length=60)
    at: str = Field(max_length=40)
    told_at: str = Field(index=True, max_length=40)
    done: int
    total: int
    result: str

    @property
    def verification(self) -> Verification | None:
        return _RESULT.validate_json(self.result) if self.result else None

    @property
    def broken_off(self) -> bool:
        silent = datetime.now(UTC) - datetime.fromisoformat(self.told_at) > SILENT
        return silent and not self.result


def begin(session: Session, by: str) -> VerificationRow:
    now = datetime.now(UTC).isoformat()
    row = VerificationRow(
        id=secrets.token_hex(16), by=by, at=now, told_at=now, done=0, total=0, result=""
    )
    session.add(row)
    return row


def find(session: Session, number: str) -> VerificationRow | None:
    return session.get(VerificationRow, number)


def under_way(session: Session) -> VerificationRow | None:
    """One that somebody is at work on."""
    since = (datetime.now(UTC) - SILENT).isoformat()
    query = select(VerificationRow).where(
        VerificationRow.result == "", col(VerificationRow.told_at) > since
    )
    return session.exec(query.limit(1)).first()


def tell(session: Session, number: str, done: int, total: int) -> None:
    _change(session, number, done=done, total=total)


def conclude(session: Session, number: str, result: Verification) -> None:
    _change(session, number, result=_RESULT.dump_json(result).decode())


def _change(session: Session, number: str, **values: object) -> None:
    now = datetime.now(UTC).isoformat()
    changed = update(VerificationRow).where(col(VerificationRow.id) == number)
    session.connection().execute(changed.values(told_at=now, **values))
