"""Which attachments somebody may have (S9): those that a case of theirs refers to, or a receipt for
an order of theirs, and what they sent in themselves a short while ago."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, exists, false, or_, select
from sqlmodel import Session, col

from domain.places import Reach
from records.attachments import AttachmentRow, ReferenceRow, UploadRow
from records.queries import in_reach
from records.tables import CaseRow, OrderRow


@dataclass(frozen=True, slots=True)
class Reader:
    """`within` bounds the cases that they see, `departments` the orders; what they sent in
    themselves is theirs if it was after `since`."""

    id: str
    within: tuple[Reach, ...]
    departments: tuple[str, ...]
    since: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """`subject` is the case or order that it is seen by, empty where it is the reader's own; the
    name is the one that it has there, which may be none."""

    sha256: str
    size: int
    name: str
    type: str
    subject: str


def readable(session: Session, reader: Reader, contents: Sequence[str]) -> dict[str, Found]:
    """Of these what the reader may have: nobody learns of any other whether it is there."""
    sizes, uploads = dict[str, int](), defaultdict[str, list[UploadRow]](list)
    for upload, size in session.execute(_uploads(contents)):
        sizes[upload.sha256] = size
        uploads[upload.sha256].append(upload)
    found = dict[str, Found]()
    for reference in session.scalars(_referring(reader, list(sizes))):
        sha256 = reference.sha256
        if sha256 not in found:
            found[sha256] = _by_reference(reference, uploads[sha256], sizes[sha256])
    since = reader.since.isoformat()
    for sha256, theirs in uploads.items():
        own = [each for each in theirs if each.by == reader.id and each.uploaded_at >= since]
        if own and sha256 not in found:
            found[sha256] = Found(sha256, sizes[sha256], own[0].name, own[0].type, "")
    return found


def _uploads(contents: Sequence[str]) -> Select[UploadRow, int]:
    return (
        select(UploadRow, col(AttachmentRow.size))
        .join(AttachmentRow, col(AttachmentRow.sha256) == col(UploadRow.sha256))
        .where(col(UploadRow.sha256).in_(contents))
        .order_by(col(UploadRow.uploaded_at), col(UploadRow.by))
    )


def _by_reference(reference: ReferenceRow, uploads: Sequence[UploadRow], size: int) -> Found:
    """Under the name of its own entry: that of somebody else's upload may tell what is theirs."""
    claimed = [each for each in uploads if each.department == reference.claimed_by != ""]
    name = claimed[0].name if claimed else reference.name
    subject = reference.order_number or reference.case_number
    return Found(reference.sha256, size, name, (claimed or uploads)[0].type, subject)


def _referring(reader: Reader, contents: Sequence[str]) -> Select[ReferenceRow]:
    """What a department's own system named was checked by nobody: it counts for what somebody of
    that department sent in."""
    reference, case = col(ReferenceRow.sha256), col(ReferenceRow.case_number)
    their_case = exists().where(
        col(CaseRow.number) == case, or_(false(), *map(in_reach, reader.within))
    )
    their_order = exists().where(
        col(OrderRow.number) == col(ReferenceRow.order_number),
        col(OrderRow.department).in_(reader.departments),
    )
    sent_in = exists().where(
        col(UploadRow.sha256) == reference,
        col(UploadRow.department) == col(ReferenceRow.claimed_by),
    )
    return (
        select(ReferenceRow)
        .where(
            reference.in_(contents),
            or_(col(ReferenceRow.claimed_by) == "", sent_in),
            or_(their_case, their_order),
        )
        .order_by(case, col(ReferenceRow.order_number), col(ReferenceRow.claimed_by))
    )
