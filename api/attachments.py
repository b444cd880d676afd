"""Attachments 附件: files sent in beforehand, known by their SHA-256, that commands and receipts
then name (S7)."""

import logging
from collections.abc import Iterator
from contextlib import ExitStack
from tempfile import SpooledTemporaryFile
from typing import IO, Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import StreamingResponse
from pydantic import AfterValidator, BaseModel

from api.attachment_access import found_by
from api.attachment_intake import IN_MEMORY_BYTES, Sender, not_available, take_in
from api.attachment_types import ENDINGS, FILE_TYPES
from api.people import acting, may
from api.problems import ProblemError, documented, not_found
from api.read_log import file_read
from api.state import Shared, SharedState
from domain.people import SYSTEM, Person
from domain.words import Text
from records import audit
from records.attachment_access import Found
from records.attachment_store import CHUNK_BYTES, StoreAwayError
from records.database import writing

log = logging.getLogger(__name__)
router = APIRouter(tags=["attachments"])
_BINARY = {"schema": {"type": "string", "format": "binary"}}
_BODY = {"requestBody": {"required": True, "content": {"application/octet-stream": _BINARY}}}
_FILE: dict[int | str, dict[str, Any]] = {
    200: {"content": {each.media_type: _BINARY for each in FILE_TYPES.values()}}
}
_DAMAGED = Text(
    "附件的存储内容缺失或被改动，已记录，请报告管理员",
    "what is kept of it is missing or was altered, which is on record; tell an administrator",
)


def _plain(name: str) -> str:
    """No characters that make a name look like another."""
    if not name.isprintable():
        raise ValueError("文件名含不可见字符 / invisible characters in the name")
    return name


FileName = Annotated[
    str,
    Query(
        pattern=r'^[^\x00-\x1f\x7f/\\:*?"<>|]{1,180}\.[A-Za-z0-9]{1,8}$',
        description="the file's name; its ending says what it is",
        examples=["整改报告.pdf"],
    ),
    AfterValidator(_plain),
]


class AttachmentTaken(BaseModel):
    """`name`, `sha256` and `size` are what a command's `attachments` ask for; a receipt's evidence
    names the `sha256` alone."""

    name: str
    sha256: str
    size: int
    type: str


@router.post(
    "/attachments",
    status_code=201,
    summary="上传附件 / send in an attachment",
    responses=documented(401, 403, 408, 413, 422, 503),
    openapi_extra=_BODY,
)
async def upload_attachment(
    request: Request,
    person: Annotated[Person, may("upload_attachment")],
    shared: SharedState,
    name: FileName,
) -> AttachmentTaken:
    """The body is the file. Sent again it is the same attachment; what no case refers to is removed
    after some days."""
    sender = Sender(acting(person, "upload_attachment"), name)
    upload = await take_in(shared, sender, request.stream())
    return AttachmentTaken(
        name=upload.name, sha256=upload.sha256, size=upload.size, type=upload.type
    )


@router.get(
    "/attachments/{sha256}",
    response_class=StreamingResponse,
    summary="下载附件 / have an attachment",
    responses={**_FILE, **documented(401, 403, 404, 410, 422, 503)},
)
def read_attachment(
    sha256: Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")],
    person: Annotated[Person, may("read_attachment")],
    shared: SharedState,
) -> StreamingResponse:
    """For whoever sees a case that refers to it, the clerks of an order that it proves, and for a
    while whoever sent it in. To all others it is not there."""
    seen = found_by(shared, person, sha256)
    if seen is None:
        raise not_found(sha256)
    found, by = seen
    file_read(shared, by, found.subject, sha256)
    headers = {
        "Content-Type": found.type,  # as a media type it would be said to be UTF-8
        "Content-Disposition": _as(found),
        "Content-Length": str(found.size),
    }
    return StreamingResponse(_chunks(_whole(shared, found)), headers=headers)


def _as(found: Found) -> str:
    """Named for every browser (RFC 6266): what is no plain letter goes into the second form."""
    ending = ENDINGS[found.type]
    name = found.name or found.sha256[:16]
    if not name.lower().endswith(f".{ending}"):
        name = f"{name}.{ending}"
    return (
        f"attachment; filename=\"{found.sha256[:16]}.{ending}\"; filename*=UTF-8''{quote(name, '')}"
    )


def _whole(shared: Shared, found: Found) -> IO[bytes]:
    """Not a byte is given before all of it is known to be what was sent in (S7)."""
    with ExitStack() as unless_whole:
        content = unless_whole.enter_context(SpooledTemporaryFile(IN_MEMORY_BYTES))
        try:
            held = shared.files.read_into(found.sha256, content)
        except FileNotFoundError:
            held = "missing"
        except StoreAwayError as problem:
            raise not_available(problem) from problem
        if held != found.sha256:
            raise _damaged(shared, found.sha256, held)
        unless_whole.pop_all()
    return content


def _damaged(shared: Shared, sha256: str, held: str) -> ProblemError:
    log.error("attachment %s is %s", sha256, held)
    with writing(shared.engine) as session:
        audit.note(
            session,
            "attachment_damaged",
            actor=SYSTEM.id,
            role=SYSTEM.role,
            subject=sha256,
            detail=held,
        )
    return ProblemError(410, "attachment_damaged", _DAMAGED, rule="S7")


def _chunks(content: IO[bytes]) -> Iterator[bytes]:
    with content:
        content.seek(0)
        while chunk := content.read(CHUNK_BYTES):
            yield chunk
