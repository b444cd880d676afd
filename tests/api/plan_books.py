"""Plan workbooks for tests, as people would make them."""

import re
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from stdnum.cn import uscc

HEADINGS = (
    "序号",
    "企业名称",
    "统一社会信用代码",
    "所在区",
    "生产线（设备）名称",
    "产能（吨/年）",
    "上年能耗（吨标准煤）",
    "单位产品能耗",
    "限额值",
    "事由",
)
LETTERS = dict(zip(HEADINGS, "ABCDEFGHIJ", strict=True))
FIRST_ROW = 3
"""Below a title and the headings."""


def credit_code(number: int) -> str:
    body = f"91150303MA{number:07}"
    return body + str(uscc.calc_check_digit(body))


def plan_row(number: int = 1, **other: Any) -> dict[str, Any]:
    """A good row of the energy ground; `other` are cells by heading."""
    row = {
        "序号": number,
        "企业名称": f"乌海市第{number}冶炼厂",
        "统一社会信用代码": credit_code(number),
        "所在区": "海南区",
        "生产线（设备）名称": f"{number}号炉",
        "产能（吨/年）": 60000,
        "上年能耗（吨标准煤）": 61200,
        "单位产品能耗": 1020,
        "限额值": 823,
        "事由": "能耗限额",
    }
    return row | other


def workbook(
    *rows: dict[str, Any],
    headings: Sequence[str] = HEADINGS,
    above: Iterable[Sequence[Any]] = (("淘汰退出计划",),),
    change: Callable[[Worksheet], None] | None = None,
    other_sheets: Iterable[str] = (),
) -> bytes:
    """A plan of these rows; `change` has the last word on its sheet. `other_sheets` repeat it."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for line in (*above, headings, *([row.get(name) for name in headings] for row in rows)):
        sheet.append(list(line))
    if change:
        change(sheet)
    for title in other_sheets:
        book.copy_worksheet(sheet).title = title
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The workbook with one of its parts replaced or added."""
    file = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, part)
    return file.getvalue()


def part_of(content: bytes, name: str) -> bytes:
    with ZipFile(BytesIO(content)) as archive:
        return archive.read(name)


SHEET_PART = "xl/worksheets/sheet1.xml"
STRINGS_PART = "xl/sharedStrings.xml"
TYPES_PART = "[Content_Types].xml"
_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_INLINE = re.compile(r't="inlineStr"><is>(.*?)</is>', re.DOTALL)


def as_excel_saves(content: bytes) -> bytes:
    """Excel keeps text apart from the sheet, in runs where parts of it look different."""
    strings: list[str] = []

    def share(found: re.Match[str]) -> str:
        text = found[1].removeprefix("<t>").removesuffix("</t>")
        strings.append(f"<si><r><t>{text[:1]}</t></r><r><t>{text[1:]}</t></r></si>")
        return f't="s"><v>{len(strings) - 1}</v>'

    sheet = _INLINE.sub(share, part_of(content, SHEET_PART).decode())
    table = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</sst>'
    override = f'<Override PartName="/{STRINGS_PART}" ContentType="{_MAIN}.sharedStrings+xml"/>'
    types = part_of(content, TYPES_PART).decode().replace("</Types>", f"{override}</Types>")
    for name, part in (
        (SHEET_PART, sheet),
        (STRINGS_PART, table.format("".join(strings))),
        (TYPES_PART, types),
    ):
        content = with_part(content, name, part.encode())
    return content
