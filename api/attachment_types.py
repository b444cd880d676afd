"""What kinds of files are taken, by the ending of their names, and what each has to be inside."""

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import IO

from api.attachment_archive import look_into
from api.attachment_problems import AttachmentError
from domain.words import Text

Check = Callable[[IO[bytes]], bool]
_READ_AT_ONCE = 64 * 1024
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_ENCODINGS = ("utf-8-sig", "gb18030")
_NOT_ALLOWED = Text(
    "不接受此类文件，可上传：{endings}", "files of this kind are not taken, but these: {endings}"
)
_NOT_OF_ITS_TYPE = Text(
    "文件内容不是 .{ending}，请以原格式重新导出后上传",
    "what is in the file is no .{ending}; export it anew in its own format",
)


@dataclass(frozen=True, slots=True)
class FileType:
    """`fits` says whether a content is one, or raises AttachmentError for an unsafe one."""

    media_type: str
    fits: Check


def _starts_with(mark: bytes, content: IO[bytes]) -> bool:
    return content.read(len(mark)) == mark


def _is_text(content: IO[bytes]) -> bool:
    return any(_reads_as(encoding, content) for encoding in _ENCODINGS)


def _reads_as(encoding: str, content: IO[bytes]) -> bool:
    content.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk := content.read(_READ_AT_ONCE):
            if _UNPRINTABLE.search(decoder.decode(chunk)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


_JPEG = FileType("image/jpeg", partial(_starts_with, b"\xff\xd8\xff"))
_OFFICE = "application/vnd.openxmlformats-officedocument"
FILE_TYPES = {
    "pdf": FileType("application/pdf", partial(_starts_with, b"%PDF-")),
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "png": FileType("image/png", partial(_starts_with, b"\x89PNG\r\n\x1a\n")),
    "docx": FileType(
        f"{_OFFICE}.wordprocessingml.document", partial(look_into, "word/document.xml")
    ),
    "xlsx": FileType(f"{_OFFICE}.spreadsheetml.sheet", partial(look_into, "xl/workbook.xml")),
    "ofd": FileType("application/ofd", partial(look_into, "OFD.xml")),
    "txt": FileType("text/plain", _is_text),
    "csv": FileType("text/csv", _is_text),
}
ENDINGS = {each.media_type: ending for ending, each in reversed(FILE_TYPES.items())}


def type_of(name: str, content: IO[bytes]) -> str:
    """The media type that the name claims and the content bears out. Raises AttachmentError."""
    ending = name.rpartition(".")[2].lower()
    claimed = FILE_TYPES.get(ending)
    if claimed is None:
        allowed = ", ".join(FILE_TYPES)
        raise AttachmentError("type_not_allowed", _NOT_ALLOWED.format(endings=allowed))
    content.seek(0)
    if not claimed.fits(content):
        raise AttachmentError("not_of_its_type", _NOT_OF_ITS_TYPE.format(ending=ending))
    return claimed.media_type
