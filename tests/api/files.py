"""Files as people send them in, and some that they should not."""

import io
import itertools
import zipfile
from collections.abc import Mapping

_numbers = itertools.count(1)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/{}"/></Types>'
)
ORDINARY = TYPES.format("vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml")
DOCX = {"[Content_Types].xml": ORDINARY, "word/document.xml": "<document/>"}
XLSX = {"[Content_Types].xml": ORDINARY, "xl/workbook.xml": "<workbook/>"}
OFD = {"OFD.xml": "<OFD/>", "Doc_0/Document.xml": "<Document/>"}


def a_photograph() -> bytes:
    """Like no other."""
    return b"\xff\xd8\xff\xe0photograph %d\xff\xd9" % next(_numbers)


def a_pdf() -> bytes:
    return PDF + b"%% %d\n" % next(_numbers)


def packed(parts: Mapping[str, str | bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", how) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()
