"""What is no workbook, or a hostile one, is refused before it is parsed, and never breaks."""

import random
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.plan_workbook import read_plan
from api.workbook_file import ELEMENTS_MOST, MERGES_MOST, UNPACKED_BYTES_MOST, WORKBOOK_PART
from tests.api.plan_books import (
    SHEET_PART,
    STRINGS_PART,
    TYPES_PART,
    as_excel_saves,
    part_of,
    plan_row,
    with_part,
    workbook,
)

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
GOOD = as_excel_saves(workbook(*(plan_row(number) for number in range(1, 4))))


def test_text_as_excel_saves_it() -> None:
    found = read_plan(GOOD, 2000)
    assert (found.problems, len(found.rows)) == ([], 3)


def refusal(content: bytes) -> str:
    found = read_plan(content, 2000)
    assert found.rows == []
    (problem,) = found.problems
    assert problem.row is None
    assert problem.reason.zh
    assert problem.reason.en
    return problem.code


def archive_of(**parts: bytes) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04",
        "序号,企业名称\n1,某厂\n".encode("gbk"),
        b"%PDF-1.7",
        archive_of(**{"word/document.xml": b"<document/>"}),
    ],
)
def test_what_is_no_workbook(content: bytes) -> None:
    assert refusal(content) == "not_a_workbook"


def test_an_old_or_locked_workbook_is_told_apart() -> None:
    assert refusal(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000)) == "old_workbook_format"


def test_a_workbook_part_alone_is_damaged() -> None:
    assert refusal(archive_of(**{WORKBOOK_PART: b"<workbook/>"})) == "damaged_workbook"


def test_a_bomb_is_refused_by_what_it_claims_to_unpack_to() -> None:
    bomb = with_part(GOOD, "xl/media/image1.png", random.randbytes(2000) + bytes(10**7))
    assert refusal(bomb) == "workbook_too_large"


def test_a_workbook_that_unpacks_to_too_much() -> None:
    noise = random.Random(1).randbytes(UNPACKED_BYTES_MOST // 50)
    large = with_part(GOOD, "xl/media/image1.png", noise * 51)
    assert len(large) * 200 > UNPACKED_BYTES_MOST
    assert refusal(large) == "workbook_too_large"


def test_a_part_that_unpacks_to_more_than_it_claims_is_damaged() -> None:
    content = bytearray(with_part(GOOD, "x.xml", b"<a/>" * 1000))
    claimed = (4000).to_bytes(4, "little")
    while (at := content.find(claimed)) >= 0:
        content[at : at + 4] = (40).to_bytes(4, "little")
    assert refusal(bytes(content)) == "damaged_workbook"


@pytest.mark.parametrize("name", [SHEET_PART, "xl/media/picture.png"])
def test_more_elements_than_any_plan_has(name: str) -> None:
    noise = f"<!--{random.Random(2).randbytes(40_000).hex()}-->".encode()
    part = b"<a>" + noise + b"<b/>" * ELEMENTS_MOST + b"</a>"
    assert refusal(with_part(GOOD, name, part)) == "workbook_too_large"


def test_more_merged_ranges_than_any_plan_has() -> None:
    merges = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, MERGES_MOST + 2))
    sheet = part_of(GOOD, SHEET_PART).decode()
    sheet = sheet.replace("</sheetData>", f"</sheetData><mergeCells>{merges}</mergeCells>")
    assert refusal(with_part(GOOD, SHEET_PART, sheet.encode())) == "workbook_too_large"


def test_a_document_type_is_refused_whether_its_entities_multiply_or_not() -> None:
    strings = part_of(GOOD, STRINGS_PART)
    assert refusal(with_part(GOOD, STRINGS_PART, b"<!DOCTYPE sst>" + strings)) == "damaged_workbook"
    entities = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(20))
    bomb = f'<!DOCTYPE a [<!ENTITY e0 "boom">{entities}]><a>&e20;</a>'
    for encoding in ("utf-8", "utf-16"):
        part = bomb.encode(encoding)
        assert refusal(with_part(GOOD, STRINGS_PART, part)) == "damaged_workbook"


@pytest.mark.parametrize("row", [2**31, 10**30])
def test_a_row_far_below_all_others_is_not_walked_to(row: int) -> None:
    sheet = part_of(GOOD, SHEET_PART).decode()
    sheet = sheet.replace("</sheetData>", f'<row r="{row}"><c><v>1</v></c></row></sheetData>')
    assert len(read_plan(with_part(GOOD, SHEET_PART, sheet.encode()), 2000).rows) == 3


def test_a_merged_range_over_the_whole_sheet_is_one_problem() -> None:
    sheet = part_of(GOOD, SHEET_PART).decode()
    merge = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    sheet = sheet.replace("</sheetData>", f"</sheetData>{merge}")
    found = read_plan(with_part(GOOD, SHEET_PART, sheet.encode()), 2000)
    assert [(problem.row, problem.code) for problem in found.problems] == [(3, "merged_cells")]


def test_dimensions_that_are_wrong_lose_no_row() -> None:
    sheet = part_of(GOOD, SHEET_PART).decode()
    assert 'ref="A1:J5"' in sheet
    sheet = sheet.replace('ref="A1:J5"', 'ref="A1:B3"')
    assert len(read_plan(with_part(GOOD, SHEET_PART, sheet.encode()), 2000).rows) == 3


@given(st.binary(max_size=2000))
def test_any_bytes_are_refused_without_an_exception(content: bytes) -> None:
    assert refusal(content) in {"not_a_workbook", "damaged_workbook"}


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_a_workbook_with_bytes_changed_is_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    read_plan(bytes(content), 2000)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_a_sheet_with_its_text_changed_is_read_or_refused(data: st.DataObject) -> None:
    name = data.draw(
        st.sampled_from([SHEET_PART, STRINGS_PART, "xl/styles.xml", WORKBOOK_PART, TYPES_PART])
    )
    part = part_of(GOOD, name).decode()
    start = data.draw(st.integers(0, len(part)))
    end = min(len(part), start + data.draw(st.integers(0, 40)))
    other = data.draw(
        st.sampled_from(["", "-1", "9" * 30, "1e999", "nan", "A0", "t", "<v/>", '"', "d", "é"])
    )
    read_plan(with_part(GOOD, name, (part[:start] + other + part[end:]).encode()), 2000)
