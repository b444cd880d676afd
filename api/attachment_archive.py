"""Documents that are archives (docx, xlsx, ofd), looked into before they are kept: whoever opens
one later must not run its macros, nor have it unpack to more than it is or outside its folder."""

import stat
from typing import IO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from api.attachment_problems import AttachmentError
from domain.words import Text

PARTS_MOST = 5000
UNPACKED_BYTES_MOST = 200 * 1024 * 1024
RATIO_MOST = 200
_CONTENT_TYPES = "[Content_Types].xml"
_LIST_BYTES_MOST = 1024 * 1024
_ENCRYPTED = 0x1
_MACRO_TYPES = ("macroenabled", "vbaproject", "macrosheet")
_MACRO_PARTS = ("vbaproject.bin", ".docm", ".dotm", ".xlsm", ".xltm", ".xlam", ".pptm", ".ppam")
_READ_AT_ONCE = 1024 * 1024
_UNSAFE = Text(
    "文件是异常的压缩包（加密、路径越界、展开过大或已损坏），不予接受",
    "the file is an unsafe archive: encrypted, reaching outside, unpacking to too much, or damaged",
)
_MACROS = Text(
    "文件含有宏，请另存为不含宏的格式后上传", "the file has macros; save it without them"
)


def look_into(main_part: str, content: IO[bytes]) -> bool:
    """Whether it is an archive with this part. Raises AttachmentError for an unsafe one."""
    if content.read(4) != b"PK\x03\x04":
        return False
    try:
        with ZipFile(content) as archive:
            parts = archive.infolist()
            _bounded(parts, content)
            for part in parts:
                _look_at(archive, part)
            names = set(archive.namelist())
            if _CONTENT_TYPES in names:
                _without_macros(archive.read(_CONTENT_TYPES))
            return main_part in names
    except AttachmentError:
        raise
    except Exception as problem:  # zipfile raises half a dozen kinds, zlib and struct theirs
        raise _unsafe() from problem


def _bounded(parts: list[ZipInfo], content: IO[bytes]) -> None:
    packed = content.seek(0, 2)
    # What a part claims to unpack to is also the most that zipfile gives of it.
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > PARTS_MOST or unpacked > min(UNPACKED_BYTES_MOST, RATIO_MOST * packed):
        raise _unsafe()
    if len({part.filename.lower() for part in parts}) < len(parts):
        raise _unsafe()  # which of two is opened depends on who opens it


def _look_at(archive: ZipFile, part: ZipInfo) -> None:
    is_odd = (
        part.flag_bits & _ENCRYPTED
        or part.compress_type not in (ZIP_STORED, ZIP_DEFLATED)
        or stat.S_ISLNK(part.external_attr >> 16)
        or _leads_outside(part.orig_filename)
    )
    if is_odd or (part.filename == _CONTENT_TYPES and part.file_size > _LIST_BYTES_MOST):
        raise _unsafe()
    if part.filename.lower().endswith(_MACRO_PARTS):
        raise AttachmentError("macros", _MACROS)
    with archive.open(part) as opened:
        while opened.read(_READ_AT_ONCE):  # to the end, where its checksum is
            pass


def _leads_outside(name: str) -> bool:
    steps = name.split("/")
    return steps[0] == "" or ".." in steps or any(odd in name for odd in "\\:\0")


def _without_macros(listed: bytes) -> None:
    """Macros may be under any name: it is their type that has them run."""

    def element(_: str, attributes: dict[str, str]) -> None:
        said = attributes.get("ContentType", "").lower()
        if any(each in said for each in _MACRO_TYPES):
            raise AttachmentError("macros", _MACROS)

    def doctype(*_: object) -> None:
        raise _unsafe()  # no such list has one; its entities could multiply without end

    parser = expat.ParserCreate()
    parser.StartElementHandler = element
    parser.StartDoctypeDeclHandler = doctype
    parser.Parse(listed, True)


def _unsafe() -> AttachmentError:
    return AttachmentError("unsafe_archive", _UNSAFE)
