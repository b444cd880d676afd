"""An uploaded workbook, looked over before anything of it is parsed: it is hostile until then."""

from dataclasses import dataclass
from io import BytesIO
from xml.parsers import expat
from zipfile import ZipFile, is_zipfile

from domain.words import Text

OLD_FORMAT = bytes.fromhex("d0cf11e0a1b11ae1")
"""How `.xls` files start, and `.xlsx` files with a password."""
WORKBOOK_PART = "xl/workbook.xml"
PARTS_MOST = 1000
UNPACKED_BYTES_MOST = 32 * 1024 * 1024
RATIO_MOST = 200
"""Sheets pack to a tenth, very even ones to a hundredth; a bomb to a thousandth."""
ELEMENTS_MOST = 1_000_000
MERGES_MOST = 2000

_NOT_A_WORKBOOK = Text(
    "不是 Excel 工作簿（.xlsx）；请把 .xlsx 文件本身作为请求正文上传",
    "not an Excel workbook (.xlsx); send the .xlsx file itself as the body",
)
_OLD = Text(
    "文件是旧版 .xls 或设有密码；请另存为不带密码的 .xlsx",
    "an old .xls, or protected by a password; save it as .xlsx without one",
)
_TOO_LARGE = Text(
    "工作簿展开后过大；请只把表格的有效行复制到新工作簿后上传",
    "the workbook unpacks to too much; copy the rows of the table alone to a new one",
)
_DAMAGED = Text(
    "工作簿已损坏或不是常规 .xlsx；请在 Excel 中打开并另存为 .xlsx",
    "the workbook is damaged or not an ordinary .xlsx; open it in Excel and save it as .xlsx",
)


class WorkbookError(Exception):
    """The workbook as a whole cannot be taken; `code` is stable."""

    def __init__(self, code: str, reason: Text) -> None:
        super().__init__(code)
        self.code = code
        self.reason = reason


def damaged() -> WorkbookError:
    return WorkbookError("damaged_workbook", _DAMAGED)


@dataclass(frozen=True, slots=True)
class Package:
    """A workbook that is safe to parse, with the merged ranges of each of its parts."""

    content: bytes
    merged: dict[str, list[str]]


def inspect(content: bytes) -> Package:
    """Raises WorkbookError for what is no workbook, or would cost too much to parse."""
    if content.startswith(OLD_FORMAT):
        raise WorkbookError("old_workbook_format", _OLD)
    if not is_zipfile(BytesIO(content)):
        raise WorkbookError("not_a_workbook", _NOT_A_WORKBOOK)
    try:
        with ZipFile(BytesIO(content)) as archive:
            return Package(content, _look_over(archive, len(content)))
    except WorkbookError:
        raise
    except Exception as problem:  # zipfile raises half a dozen kinds, zlib and struct theirs
        raise damaged() from problem


def _look_over(archive: ZipFile, packed: int) -> dict[str, list[str]]:
    parts = archive.infolist()
    if WORKBOOK_PART not in archive.namelist():
        raise WorkbookError("not_a_workbook", _NOT_A_WORKBOOK)
    # What a part claims to unpack to is also the most that zipfile gives of it.
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > PARTS_MOST or unpacked > min(UNPACKED_BYTES_MOST, RATIO_MOST * packed):
        raise WorkbookError("workbook_too_large", _TOO_LARGE)
    scan = _Scan()
    for name in archive.namelist():
        with archive.open(name) as part:
            scan.read(name, part.read())
    return scan.merged


class _Scan:
    """Counts what parsing would have to build, in every part: a part's name proves nothing."""

    def __init__(self) -> None:
        self.merged: dict[str, list[str]] = {}
        self._elements = 0
        self._merges: list[str] = []

    def read(self, name: str, part: bytes) -> None:
        self._merges = self.merged.setdefault(name, [])
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._element
        parser.StartDoctypeDeclHandler = self._doctype
        try:
            parser.Parse(part, True)
        except expat.ExpatError:
            return  # a picture, or damaged: whoever needs it as XML fails on it as well

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if name.endswith("mergeCell"):
            self._merges.append(attributes.get("ref", ""))
        if self._elements > ELEMENTS_MOST or len(self._merges) > MERGES_MOST:
            raise WorkbookError("workbook_too_large", _TOO_LARGE)

    def _doctype(self, *_: object) -> None:
        """No workbook has one; entities declared in it could multiply without end."""
        raise damaged()
