"""Attachments by their content (SHA-256): who sent them in, and what on record refers to them.

That nothing is lost between the two, whoever adds or removes a content holds its row until the
bytes are there, or gone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, delete, exists, func, select, update
from sqlmodel import Field, Session, SQLModel

from records.attachment_store import AttachmentStore
from records.put import put


class AttachmentRow(SQLModel, table=True):
    """A content that is kept; `size` in bytes."""

    __tablename__ = "attachment"

    sha256: str = Field(primary_key=True, max_length=64)
    size: int


class UploadRow(SQLModel, table=True):
    """That somebody sent it in; each learns of their own alone. `department` is that of a clerk,
    `type` its media type; `needed_at` is when it was sent in or last named in a command."""

    __tablename__ = "attachment_upload"

    sha256: str = Field(primary_key=True, foreign_key="attachment.sha256", max_length=64)
    by: str = Field(primary_key=True, index=True, max_length=60)
    department: str = Field(max_length=40)
    name: str = Field(max_length=200)
    type: str = Field(max_length=100)
    uploaded_at: str = Field(max_length=40)
    needed_at: str = Field(index=True, max_length=40)


class ReferenceRow(SQLModel, table=True):
    """Part of the read model: an entry of the case refers to it under this name, or a receipt for
    the order, under none. `claimed_by` is the department whose own system named it unseen."""

    __tablename__ = "attachment_reference"

    sha256: str = Field(primary_key=True, max_length=64)
    case_number: str = Field(primary_key=True, max_length=40)
    order_number: str = Field(primary_key=True, max_length=40)
    claimed_by: str = Field(primary_key=True, max_length=40)
    name: str = Field(max_length=200)
    enterprise: str = Field(index=True, max_length=18)


ATTACHMENT = SQLModel.metadata.tables["attachment"]
UPLOAD = SQLModel.metadata.tables["attachment_upload"]
REFERENCE = SQLModel.metadata.tables["attachment_reference"]


def referred(sha256: ColumnElement[str] | str) -> ColumnElement[bool]:
    """By a case or an order on record."""
    return exists().where(REFERENCE.c.sha256 == sha256)


@dataclass(frozen=True, slots=True)
class Upload:
    """What somebody sends in, looked over already."""

    sha256: str
    size: int
    by: str
    department: str
    name: str
    type: str


def hold(connection: Connection, sha256: str, size: int) -> None:
    """Its row is there, and nobody else adds or removes this content until the transaction ends."""
    put(connection, ATTACHMENT, [{"sha256": sha256, "size": size}], changed=("size",))


def add(connection: Connection, upload: Upload) -> None:
    """Sent in again by the same person it is kept anew, under its new name."""
    now = datetime.now(UTC).isoformat()
    row = {
        "sha256": upload.sha256,
        "by": upload.by,
        "department": upload.department,
        "name": upload.name,
        "type": upload.type,
        "uploaded_at": now,
        "needed_at": now,
    }
    changed = ("department", "name", "type", "uploaded_at", "needed_at")
    put(connection, UPLOAD, [row], changed)


def waiting_bytes(session: Session, by: str, besides: str = "") -> int:
    """Of all that this person sent in and no case refers to, besides one content."""
    total = (
        select(func.coalesce(func.sum(ATTACHMENT.c.size), 0))
        .join_from(ATTACHMENT, UPLOAD)
        .where(UPLOAD.c.by == by, UPLOAD.c.sha256 != besides, ~referred(UPLOAD.c.sha256))
    )
    return int(session.execute(total).scalar_one())


def hold_known(connection: Connection, contents: Sequence[str]) -> None:
    """Those of them that are kept stay so until the transaction ends."""
    known = select(ATTACHMENT.c.sha256).where(ATTACHMENT.c.sha256.in_(contents))
    connection.execute(known.order_by(ATTACHMENT.c.sha256).with_for_update()).all()


def are_needed(connection: Connection, contents: Sequence[str]) -> None:
    """A command is about to name them: until it is on record they are not removed."""
    now = datetime.now(UTC).isoformat()
    connection.execute(update(UPLOAD).where(UPLOAD.c.sha256.in_(contents)).values(needed_at=now))


def not_needed(session: Session, since: datetime) -> Sequence[str]:
    """What no case refers to, and nobody sent in or named since."""
    needed = exists().where(
        UPLOAD.c.sha256 == ATTACHMENT.c.sha256, UPLOAD.c.needed_at >= since.isoformat()
    )
    unreferred = select(ATTACHMENT.c.sha256).where(~needed, ~referred(ATTACHMENT.c.sha256))
    return session.execute(unreferred.order_by(ATTACHMENT.c.sha256)).scalars().all()


def still_not_needed(connection: Connection, sha256: str, since: datetime) -> bool:
    """Asked again by whoever is to remove it, and then holds it."""
    hold_known(connection, [sha256])
    needed = exists().where(UPLOAD.c.sha256 == sha256, UPLOAD.c.needed_at >= since.isoformat())
    return not connection.execute(select(needed | referred(sha256))).scalar_one()


def remove(connection: Connection, files: AttachmentStore, sha256: str, since: datetime) -> bool:
    """Whether it was still not needed, and is gone. The bytes go first: what is left of a removal
    that broke off is removed by the next. Raises StoreAwayError."""
    if not still_not_needed(connection, sha256, since):
        return False
    files.remove(sha256)
    forget(connection, sha256)
    return True


def forget(connection: Connection, sha256: str) -> None:
    connection.execute(delete(UPLOAD).where(UPLOAD.c.sha256 == sha256))
    connection.execute(delete(ATTACHMENT).where(ATTACHMENT.c.sha256 == sha256))
