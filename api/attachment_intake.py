"""Taking a file in: whole, no larger than it may be, what its name says, clean; and then kept."""

import hashlib
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from tempfile import SpooledTemporaryFile
from typing import IO

from fastapi.concurrency import run_in_threadpool
from sqlmodel import Session

from api.attachment_problems import AttachmentError
from api.attachment_types import type_of
from api.problems import ProblemError, unavailable
from api.state import Shared
from api.virus_scan import ScannerAwayError, virus_in
from domain.people import Actor
from domain.words import Text
from records import attachments, audit
from records.accounts import AccountRow
from records.attachment_store import StoreAwayError
from records.attachments import Upload
from records.audit import Note
from records.database import writing

log = logging.getLogger(__name__)
IN_MEMORY_BYTES = 256 * 1024
_EVER = datetime.min.replace(tzinfo=UTC)
_EMPTY = Text("文件为空", "the file is empty")
_INFECTED = Text(
    "文件含有恶意代码（{virus}），不予接受", "the file has malicious code in it: {virus}"
)
_NOT_SCANNED = Text(
    "病毒扫描暂不可用，请稍后重新上传", "it cannot be scanned now; send it again later"
)
_NOT_KEPT = Text("附件存储暂不可用，请稍后重试", "attachments are not available now; try later")
_TOO_MUCH = Text(
    "已上传而未被引用的附件过多，请先在案件中引用，或等待其到期清除",
    "too much was sent in that no case refers to; refer to it, or wait until it is removed",
)


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends a file in, in which capacity; `name` is that of the file."""

    acting: Actor
    name: str


async def take_in(shared: Shared, sender: Sender, body: AsyncIterator[bytes]) -> Upload:
    """It is kept when this returns. Raises the problem where it is not taken, which is noted."""
    digest, size = hashlib.sha256(), 0
    with SpooledTemporaryFile(IN_MEMORY_BYTES) as content:
        async for chunk in body:
            digest.update(chunk)
            size += len(chunk)
            content.write(chunk)
        sha256 = digest.hexdigest()
        try:
            media_type = await _looked_over(shared, sender.name, content)
        except AttachmentError as refusal:
            raise await _refused(shared, sender, sha256, refusal) from refusal
        upload = Upload(
            sha256,
            size,
            by=sender.acting.id,
            department=sender.acting.department or "",
            name=sender.name,
            type=media_type,
        )
        await run_in_threadpool(_keep, shared, sender.acting, upload, content)
    return upload


async def _looked_over(shared: Shared, name: str, content: IO[bytes]) -> str:
    if not content.tell():
        raise AttachmentError("empty_file", _EMPTY)
    media_type = await run_in_threadpool(type_of, name, content)
    scanner = shared.settings.attachments.scanner
    if scanner is not None:
        try:
            virus = await virus_in(content, scanner)
        except ScannerAwayError as problem:
            log.warning("the virus scanner gave no answer: %s", problem)
            raise unavailable("scanner_unavailable", _NOT_SCANNED) from problem
        if virus is not None:
            raise AttachmentError("infected", _INFECTED.format(virus=virus))
    return media_type


def _keep(shared: Shared, by: Actor, upload: Upload, content: IO[bytes]) -> None:
    """The bytes are brought first, while nobody waits for the database; should they be removed
    again at that moment, they are brought once more, while nobody can. Whether there is room is
    settled where it is taken: what else the sender brings at once waits there."""
    _make_room(shared, upload)
    try:
        shared.files.put(upload.sha256, content)
        with _or_removed(shared, upload.sha256), writing(shared.engine) as session:
            session.get_one(AccountRow, upload.by, with_for_update=True)
            _must_fit(session, shared, upload)
            connection = session.connection()
            attachments.hold(connection, upload.sha256, upload.size)
            if not shared.files.has(upload.sha256):
                shared.files.put(upload.sha256, content)
            attachments.add(connection, upload)
            audit.note(
                session,
                "attachment_uploaded",
                actor=by.id,
                role=by.role,
                subject=upload.sha256,
                detail=f"{upload.name}, {upload.type}, {upload.size} B",
            )
    except StoreAwayError as problem:
        raise not_available(problem) from problem


def _make_room(shared: Shared, upload: Upload) -> None:
    """Its row goes before the bytes: what nobody came to add to it is removed by it."""
    with writing(shared.engine) as session:
        _must_fit(session, shared, upload)
        attachments.hold(session.connection(), upload.sha256, upload.size)


def _must_fit(session: Session, shared: Shared, upload: Upload) -> None:
    waiting = attachments.waiting_bytes(session, upload.by, besides=upload.sha256)
    if waiting + upload.size > shared.settings.attachments.max_waiting_bytes:
        raise ProblemError(429, "too_much_waiting", _TOO_MUCH)


@contextmanager
def _or_removed(shared: Shared, sha256: str) -> Iterator[None]:
    """What is refused when it was brought already does not stay, unless somebody else sent it in
    as well."""
    try:
        yield
    except ProblemError:
        with writing(shared.engine) as session:
            attachments.remove(session.connection(), shared.files, sha256, _EVER)
        raise


def not_available(problem: StoreAwayError) -> ProblemError:
    log.error("attachments cannot be reached: %s", problem)
    return unavailable("attachments_unavailable", _NOT_KEPT)


async def _refused(
    shared: Shared, sender: Sender, sha256: str, refusal: AttachmentError
) -> ProblemError:
    """On the audit record, as every refusal (S7)."""
    by = sender.acting
    detail = f"{sender.name}: {refusal.reason.zh}"
    await shared.notes.ask(Note("refused", by.id, by.role, sha256, refusal.code, detail))
    return ProblemError(422, refusal.code, refusal.reason)
