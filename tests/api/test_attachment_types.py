"""Which files are taken: what is inside has to be what the name says, and safe to open."""

import io
import zipfile
from collections.abc import Callable

import pytest

from api import attachment_archive
from api.attachment_problems import AttachmentError
from api.attachment_types import type_of
from tests.api.files import DOCX, OFD, PDF, PNG, TYPES, XLSX, a_photograph, packed

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
GOOD = [
    ("报告.pdf", PDF, "application/pdf"),
    ("照片.jpg", a_photograph(), "image/jpeg"),
    ("照片.JPEG", a_photograph(), "image/jpeg"),
    ("图.png", PNG, "image/png"),
    ("报告.docx", packed(DOCX), WORD),
    ("表.xlsx", packed(XLSX), SHEET),
    ("公文.ofd", packed(OFD), "application/ofd"),
    ("公文.ofd", packed(OFD, zipfile.ZIP_STORED), "application/ofd"),
    ("说明.txt", "整改说明\r\n\t一".encode(), "text/plain"),
    ("说明.txt", "整改说明".encode("utf-8-sig"), "text/plain"),
    ("读数.csv", "日期,读数\r\n2026-11-01,7".encode("gb18030"), "text/csv"),
    ("读数.csv", "数".encode() * 100_000, "text/csv"),
]


@pytest.mark.parametrize(("name", "content", "media_type"), GOOD)
def test_what_is_what_it_says_is_taken(name: str, content: bytes, media_type: str) -> None:
    assert type_of(name, io.BytesIO(content)) == media_type


def refused(name: str, content: bytes) -> str:
    with pytest.raises(AttachmentError) as refusal:
        type_of(name, io.BytesIO(content))
    return refusal.value.code


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("照片.pdf", a_photograph()),
        ("报告.jpg", PDF),
        ("报告.png", a_photograph()),
        ("报告.pdf", b" " + PDF),
        ("报告.docx", packed(XLSX)),
        ("表.xlsx", packed(DOCX)),
        ("公文.ofd", packed(DOCX)),
        ("表.xlsx", PDF),
        ("表.xlsx", b"MZ" + packed(XLSX)),  # a program with an archive behind it
        ("说明.txt", b"MZ\x90\x00\x03"),
        ("说明.txt", PNG),
        ("说明.txt", "整改".encode("utf-16")),
        ("读数.csv", b"\x81"),
    ],
)
def test_what_is_something_else_is_not(name: str, content: bytes) -> None:
    assert refused(name, content) == "not_of_its_type"


@pytest.mark.parametrize("name", ["a.exe", "a.docm", "a.xlsm", "a.zip", "a.html", "a.svg", "pdf"])
def test_other_kinds_are_not_taken(name: str) -> None:
    if name == "pdf":
        assert type_of(name, io.BytesIO(PDF)) == "application/pdf"
    else:
        assert refused(name, PDF) == "type_not_allowed"


@pytest.mark.parametrize(
    "more",
    [
        {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"},
        {"word/embeddings/Document.DOCM": b"PK"},
        {"[Content_Types].xml": TYPES.format("vnd.ms-office.vbaProject")},
        {"[Content_Types].xml": TYPES.format("vnd.ms-word.document.macroEnabled.main+xml")},
        {"[Content_Types].xml": TYPES.format("vnd.ms-office.vbaProject").encode("utf-16")},
    ],
    ids=[
        "by its name",
        "in a document inside",
        "by its type",
        "by the type of the whole",
        "utf-16",
    ],
)
def test_macros_are_not_taken(more: dict[str, str | bytes]) -> None:
    if isinstance(listed := more.get("[Content_Types].xml"), bytes):
        more = {
            "[Content_Types].xml": listed.decode("utf-16")
            .replace("UTF-8", "UTF-16")
            .encode("utf-16")
        }
    assert refused("报告.docx", packed(DOCX | more)) == "macros"


def with_entry(change: Callable[[zipfile.ZipInfo], None], name: str = "word/more.xml") -> bytes:
    content = io.BytesIO(packed(DOCX))
    with zipfile.ZipFile(content, "a") as archive:
        entry = zipfile.ZipInfo(name)
        change(entry)
        archive.writestr(entry, b"content")
    return content.getvalue()


def is_link(entry: zipfile.ZipInfo) -> None:
    entry.external_attr = 0o120777 << 16


def encrypted() -> bytes:
    """Marked so in both places: the password's own bytes do not matter."""
    content = bytearray(packed(DOCX, zipfile.ZIP_STORED))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def damaged() -> bytes:
    content = packed(DOCX, zipfile.ZIP_STORED)
    return content.replace(b"<document/>", b"<dOcument/>")


def twice() -> bytes:
    content = io.BytesIO(packed(DOCX))
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("word/Document.xml", b"another")
    return content.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        packed(DOCX | {"../../etc/passwd": "x"}),
        packed(DOCX | {"/etc/passwd": "x"}),
        packed(DOCX | {"word\\..\\x.xml": "x"}),
        packed(DOCX | {"C:/x.xml": "x"}),
        packed(DOCX | {"word/zeros.xml": bytes(3_000_000)}),
        with_entry(is_link),
        encrypted(),
        damaged(),
        twice(),
        packed(DOCX)[:-30],
        packed(DOCX, zipfile.ZIP_BZIP2),
        packed(DOCX | {"[Content_Types].xml": "<!DOCTYPE x [<!ENTITY y 'z'>]><x/>"}),
        packed(DOCX | {"[Content_Types].xml": "<unclosed>"}),
    ],
    ids=[
        *("outside", "absolute", "backslashes", "a drive", "a bomb", "a link", "encrypted"),
        *("damaged", "twice", "cut off", "packed oddly", "entities", "no list"),
    ],
)
def test_unsafe_archives_are_not_taken(content: bytes) -> None:
    assert refused("报告.docx", content) == "unsafe_archive"


def test_an_archive_has_so_many_parts_and_unpacks_to_so_much(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    several = packed(DOCX | {f"word/{number}.xml": "x" for number in range(10)})
    assert type_of("报告.docx", io.BytesIO(several)) == WORD
    with monkeypatch.context() as fewer:
        fewer.setattr(attachment_archive, "PARTS_MOST", 11)
        assert refused("报告.docx", several) == "unsafe_archive"
    monkeypatch.setattr(attachment_archive, "UNPACKED_BYTES_MOST", 100)
    assert refused("报告.docx", several) == "unsafe_archive"
