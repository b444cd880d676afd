"""The keys shared with departments: the one that counts, and while it is being replaced the one
before as well, so that there is never a moment without a key that both sides have."""

import secrets
from base64 import b64encode
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlmodel import Field, Session, SQLModel

from records.sealing import Sealer


class KeyRow(SQLModel, table=True):
    """`sealed` is the Standard Webhooks secret as records/sealing.py keeps it."""

    __tablename__ = "department_key"

    department: str = Field(primary_key=True, max_length=60)
    number: int = Field(primary_key=True)
    sealed: str = Field(max_length=1000)
    made_at: str = Field(max_length=40)
    made_by: str = Field(max_length=80)
    retires_at: str | None = Field(default=None, max_length=40)


KEY = SQLModel.metadata.tables["department_key"]


@dataclass(frozen=True, slots=True)
class Key:
    """It counts until it retires (UTC), if that is settled."""

    number: int
    made_at: datetime
    made_by: str
    retires_at: datetime | None
    sealed: str = field(repr=False)

    def live(self, at: datetime) -> bool:
        return self.retires_at is None or at < self.retires_at


class LastKeyError(Exception):
    """A department is not left without a key that counts."""


class TwoKeysError(Exception):
    """Two keys count already: one of them retires before a third is made."""


def new_secret() -> str:
    return "whsec_" + b64encode(secrets.token_bytes(32)).decode()


def keys_of_all(session: Session) -> dict[str, tuple[Key, ...]]:
    """By department, the newest first."""
    found: dict[str, tuple[Key, ...]] = {}
    for row in session.execute(select(KEY).order_by(KEY.c.number.desc())):
        found[row.department] = (*found.get(row.department, ()), _key(row))
    return found


def make_key(
    session: Session, sealer: Sealer, department: str, secret: str, by: str, overlap: timedelta
) -> Key:
    """A new key; the one before goes on counting for so long. The caller holds the department's
    lock. Raises TwoKeysError, and SealError where there is nothing to seal with."""
    now = datetime.now(UTC)
    before = keys_of_all(session).get(department, ())
    if sum(key.live(now) for key in before) > 1:
        raise TwoKeysError(department)
    theirs = KEY.c.department == department
    session.execute(delete(KEY).where(theirs, KEY.c.retires_at <= now.isoformat()))
    session.execute(update(KEY).where(theirs).values(retires_at=(now + overlap).isoformat()))
    made = Key(
        number=max((key.number for key in before), default=0) + 1,
        made_at=now,
        made_by=by,
        retires_at=None,
        sealed=sealer.seal(secret, department),
    )
    session.execute(insert(KEY).values(key_row(department, made)))
    return made


def retire_key(session: Session, department: str, number: int) -> bool:
    """Whether there was such a key; it counts no more, and is not kept. The caller holds the
    department's lock. Raises LastKeyError."""
    now = datetime.now(UTC)
    live = [key for key in keys_of_all(session).get(department, ()) if key.live(now)]
    if number not in [key.number for key in live]:
        return False
    if len(live) == 1:
        raise LastKeyError(department)
    theirs = KEY.c.department == department
    session.execute(delete(KEY).where(theirs, KEY.c.number == number))
    # The one that is left may be the old one, which was to retire for the sake of the other.
    session.execute(update(KEY).where(theirs).values(retires_at=None))
    return True


def reseal(session: Session, sealer: Sealer) -> int:
    """Every key under the installation's first key; gives how many. Raises SealError."""
    rows = session.execute(select(KEY)).all()
    for row in rows:
        this = (KEY.c.department == row.department) & (KEY.c.number == row.number)
        sealed = sealer.reseal(row.sealed, row.department)
        session.execute(update(KEY).where(this).values(sealed=sealed))
    return len(rows)


def key_row(department: str, key: Key) -> dict[str, object]:
    return {
        "department": department,
        "number": key.number,
        "sealed": key.sealed,
        "made_at": key.made_at.isoformat(),
        "made_by": key.made_by,
        "retires_at": key.retires_at.isoformat() if key.retires_at else None,
    }


def _key(row: Row[Any]) -> Key:
    return Key(
        row.number,
        datetime.fromisoformat(row.made_at),
        row.made_by,
        datetime.fromisoformat(row.retires_at) if row.retires_at else None,
        row.sealed,
    )
