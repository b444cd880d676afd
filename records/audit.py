"""What no case's workflow saw: refused commands, sign-ins, reads of case files, exports, refused
receipts, yearly figures, reviews, changes of settings, rights, calendar and rules (S7). It is one
chain, whoever writes: numbers without gaps, each entry with the hash that chains it.
"""

import json
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, update
from sqlmodel import Field, Session, SQLModel, col

from domain.events import BEGINNING, digest, link
from records.database import LAST_WORDS, one_transaction
from records.put import put

AUDIT = "audit"
"""The name of this chain, beside those of the enterprises, which are credit codes."""
SOURCE: ContextVar[str] = ContextVar("source", default="")
"""The address that the request at hand came from."""
_LENGTHS = {"actor": 80, "on_behalf_of": 80, "subject": 200, "detail": 4000, "document": 200}


class AuditRow(SQLModel, table=True):
    """`id` is the number in the chain, `body` the entry as it is chained: what the other columns
    say, and `happened_on`, `before` and `after` besides. `what` is a stable code, such as
    `refused`, `signed_in`, `case_read`."""

    __tablename__ = "audit"

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: str = Field(max_length=40)
    actor: str = Field(max_length=80)
    on_behalf_of: str = Field(max_length=80)
    role: str = Field(max_length=20)
    what: str = Field(max_length=40)
    subject: str = Field(index=True, max_length=200)
    code: str = Field(max_length=60)
    detail: str = Field(max_length=4000)
    document: str = Field(max_length=200)
    source: str = Field(max_length=60)
    body: str
    hash: str = Field(max_length=64)


class AuditHead(SQLModel, table=True):
    """How far the chain goes: one row, held by whoever writes on it."""

    __tablename__ = "audit_head"

    chain: str = Field(primary_key=True, max_length=20)
    sequence: int
    head: str = Field(max_length=64)


_ROWS = SQLModel.metadata.tables["audit"]
_HEAD = SQLModel.metadata.tables["audit_head"]
COLUMNS = tuple(
    column.name for column in _ROWS.columns if column.name not in {"id", "body", "hash"}
)
"""What stands in a column of its own and in the body."""


@dataclass(frozen=True, slots=True)
class Note:
    """`actor` did it, `on_behalf_of` somebody; `before` and `after` are what changed, as JSON
    values; `happened_on` is a day in China where it is not the day of `at` (UTC)."""

    what: str
    actor: str
    role: str = ""
    subject: str = ""
    code: str = ""
    detail: str = ""
    on_behalf_of: str = ""
    document: str = ""
    happened_on: date | None = None
    before: Any = None
    after: Any = None
    source: str = field(default_factory=SOURCE.get)
    at: datetime = field(default_factory=lambda: datetime.now(UTC))


def note(
    session: Session,
    what: str,
    *,
    actor: str,
    role: str = "",
    subject: str = "",
    code: str = "",
    detail: str = "",
    on_behalf_of: str = "",
    document: str = "",
    happened_on: date | None = None,
    before: Any = None,
    after: Any = None,
) -> None:
    """On record with whatever else the session of `records.database.writing` writes."""
    noted = Note(
        *(what, actor, role, subject, code, detail),
        *(on_behalf_of, document, happened_on, before, after),
    )
    session.info[LAST_WORDS].append(partial(put_on_record, notes=[noted]))


def note_together(engine: Engine, notes: Sequence[Note]) -> list[None]:
    """Many in one transaction: they are on record when this returns."""
    with one_transaction(engine) as connection:
        put_on_record(connection, notes)
    return [None] * len(notes)


@dataclass(frozen=True, slots=True)
class NoteFilter:
    """Each empty for any."""

    what: str = ""
    actor: str = ""
    subject: str = ""


def notes(
    session: Session, wanted: NoteFilter, before: int | None, size: int
) -> Sequence[AuditRow]:
    """A page, the newest first; `before` is the number that it ends before."""
    query = select(AuditRow).order_by(col(AuditRow.id).desc()).limit(size)
    for name, value in asdict(wanted).items():
        if value:
            query = query.where(_ROWS.c[name] == value)
    if before is not None:
        query = query.where(col(AuditRow.id) < before)
    return session.scalars(query).all()


def hold(connection: Connection) -> tuple[int, str]:
    """How far the chain goes, and nobody else writes on it until the transaction ends. It is the
    last that a transaction takes hold of, so that nobody waits in a circle."""
    put(connection, _HEAD, [{"chain": AUDIT, "sequence": 0, "head": BEGINNING}], changed=())
    found = connection.execute(select(_HEAD.c.sequence, _HEAD.c.head).with_for_update()).one()
    return found.sequence, found.head


def put_on_record(connection: Connection, notes: Sequence[Note]) -> None:
    number, head = hold(connection)
    rows = []
    for each in notes:
        number += 1
        said = _said(each)
        body = _body(number, said)
        head = link(head, digest(body))
        columns = {name: said[name] for name in COLUMNS}
        rows.append({"id": number, **columns, "body": body, "hash": head})
    connection.execute(insert(_ROWS), rows)
    connection.execute(update(_HEAD).values(sequence=number, head=head))


def _said(each: Note) -> dict[str, Any]:
    said = asdict(each) | {"at": each.at.isoformat()}
    said["happened_on"] = each.happened_on.isoformat() if each.happened_on else None
    return said | {name: said[name][:length] for name, length in _LENGTHS.items()}


def _body(number: int, said: Mapping[str, Any]) -> str:
    """The number goes first: `records.links` reads it there."""
    return json.dumps(
        {"number": number, **said}, ensure_ascii=False, separators=(",", ":"), default=str
    )
