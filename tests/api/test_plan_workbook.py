"""Reading plan workbooks: what is good becomes lines, what is bad is said cell by cell."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from api.plan_columns import COLUMNS
from api.plan_reading import PlanReading
from api.plan_workbook import read_plan
from cli.demo_lives import LIVES
from cli.sample_plan import sample_plan
from domain.grounds import GROUNDS, Ground
from domain.people import District
from tests.api.plan_books import FIRST_ROW, HEADINGS, LETTERS, credit_code, plan_row, workbook

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
MOST = 2000


def reading(*rows: dict[str, Any], **making: Any) -> PlanReading:
    return read_plan(workbook(*rows, **making), MOST)


def problems(found: PlanReading) -> list[tuple[int | None, str, str]]:
    return [(problem.row, problem.letter, problem.code) for problem in found.problems]


def test_a_row_becomes_a_line_with_what_it_leaves_out_made_up() -> None:
    found = reading(plan_row())
    assert found.problems == []
    assert found.notes == []
    assert found.total == 1
    (line,) = found.rows
    assert (line.row, line.code, line.ground) == (FIRST_ROW, credit_code(1), Ground.ENERGY)
    assert line.enterprise_name == "乌海市第1冶炼厂"
    assert line.line.district is District.HAINAN
    assert line.line.equipment == (line.line.name,) == ("1号炉",)
    assert (line.line.capacity, line.line.energy) == (Decimal(60000), Decimal(61200))
    assert (line.line.unit_consumption, line.line.limit) == (Decimal(1020), Decimal(823))
    assert "能耗限额" in line.reason
    assert line.document == line.line.power_supply_point == line.line.water_supply_point == ""


def test_the_further_columns_in_any_order() -> None:
    more = {
        "主体设备": "1号炉体、变压器；除尘器",
        "生产供电点": "512 线",
        "生产供水点": "3 号表",
        "认定依据": "超过限额标准",
        "文号": "乌工信〔2026〕1号",
    }
    (line,) = reading(plan_row() | more, headings=(*more, *reversed(HEADINGS))).rows
    assert line.line.equipment == ("1号炉体", "变压器", "除尘器")
    assert (line.line.power_supply_point, line.line.water_supply_point) == ("512 线", "3 号表")
    assert (line.reason, line.document) == ("超过限额标准", "乌工信〔2026〕1号")


def test_headings_of_other_widths_with_spaces_and_line_ends_below_several_titles() -> None:
    typed = {
        "产能（吨/年）": " 产能\n(吨/年) ",
        "生产线（设备）名称": "生产线(设备) 名称",
        "上年能耗（吨标准煤）": "上年能耗（吨标煤）",
    }
    row = {typed.get(name, name): value for name, value in plan_row().items()}
    above = [["附件1"], [], ["填报单位：海南区", None, None, "事由说明"], *[[]] * 6]
    found = reading(row, headings=tuple(row), above=above)
    assert found.problems == []
    assert [line.row for line in found.rows] == [11]


@pytest.mark.parametrize(
    ("headings", "code", "named"),
    [
        ([name for name in HEADINGS if name != "限额值"], "headings_missing", "限额值"),
        (
            [name.replace("吨/年", "万吨/年") for name in HEADINGS],
            "headings_missing",
            "产能（吨/年）",
        ),
        ([*HEADINGS, "单位名称"], "heading_twice", "企业名称"),
        (["企业名称", "所在区", "数量"], "no_headings", "统一社会信用代码"),
    ],
)
def test_headings_that_will_not_do_are_named(headings: list[str], code: str, named: str) -> None:
    found = reading(plan_row(), headings=headings)
    assert problems(found) == [(None, "", code)]
    assert named in found.problems[0].reason.zh
    assert found.rows == []


def test_headings_below_the_tenth_row_are_not_found() -> None:
    assert problems(reading(plan_row(), above=[[]] * 10)) == [(None, "", "no_headings")]


def test_a_column_that_is_not_read_is_said() -> None:
    found = reading(plan_row(备注="急"), headings=(*HEADINGS, "备注"))
    assert [note.text.zh for note in found.notes] == ["以下各列未读取：备注"]
    assert len(found.rows) == 1


def test_two_sheets_with_a_plan_are_refused_rather_than_one_of_them_lost() -> None:
    found = reading(plan_row(), other_sheets=["乌达"])
    assert problems(found) == [(None, "", "several_tables")]
    assert "乌达" in found.problems[0].reason.zh


@pytest.mark.parametrize(
    ("heading", "value", "code"),
    [
        ("企业名称", None, "missing"),
        ("企业名称", "  ", "missing"),
        ("企业名称", "厂" * 121, "too_long"),
        ("企业名称", "=A1", "formula"),
        ("企业名称", True, "truth_value"),
        ("统一社会信用代码", "91150303MA0000001X", "wrong_credit_code"),
        ("统一社会信用代码", "9115-303MA00000017", "wrong_credit_code"),
        ("统一社会信用代码", "91150303", "wrong_credit_code"),
        ("统一社会信用代码", 911503030000000012, "code_as_number"),
        ("所在区", "东胜区", "unknown_district"),
        ("所在区", 3, "unknown_district"),
        ("生产线（设备）名称", date(2026, 3, 1), "date"),
        ("产能（吨/年）", -1, "negative"),
        ("产能（吨/年）", "-0.5", "negative"),
        ("产能（吨/年）", "约6万", "not_a_number"),
        ("产能（吨/年）", "60000吨", "not_a_number"),
        ("产能（吨/年）", "6,00,00", "not_a_number"),
        ("产能（吨/年）", "1e5", "not_a_number"),
        ("产能（吨/年）", "٣", "not_a_number"),
        ("产能（吨/年）", "NaN", "not_a_number"),
        ("产能（吨/年）", "Infinity", "not_a_number"),
        ("产能（吨/年）", 0.00001, "too_many_decimals"),
        ("产能（吨/年）", "9" * 13, "number_too_large"),
        ("产能（吨/年）", "0.0000" + "9" * 40, "too_many_digits"),
        ("产能（吨/年）", 1e300, "too_many_digits"),
        ("产能（吨/年）", "9" * 17, "too_many_digits"),
        ("产能（吨/年）", date(2026, 3, 1), "date"),
        ("产能（吨/年）", "=SUM(F1:F2)", "formula"),
        ("产能（吨/年）", "#DIV/0!", "error_value"),
        ("产能（吨/年）", False, "truth_value"),
        ("产能（吨/年）", "/", "missing"),
        ("上年能耗（吨标准煤）", "-3", "negative"),
        ("事由", "噪声", "unknown_ground"),
        ("事由", None, "missing"),
    ],
)
def test_a_bad_cell_is_reported_with_its_place_and_value(
    heading: str, value: Any, code: str
) -> None:
    found = reading(plan_row(1), plan_row(2) | {heading: value}, plan_row(3))
    assert [line.row for line in found.rows] == [FIRST_ROW, FIRST_ROW + 2]
    assert found.total == 3
    (problem,) = found.problems
    assert (problem.row, problem.code) == (FIRST_ROW + 1, code)
    assert (problem.heading, problem.letter) == (heading, LETTERS[heading])
    assert problem.reason.zh
    assert problem.reason.en
    if isinstance(value, str):
        assert problem.value == value[:200]


def test_every_bad_cell_of_a_row_is_reported_at_once() -> None:
    bad = plan_row(所在区="东胜区", 事由="其他") | {"产能（吨/年）": -3}
    assert problems(reading(bad)) == [
        (FIRST_ROW, "D", "unknown_district"),
        (FIRST_ROW, "F", "negative"),
        (FIRST_ROW, "J", "unknown_ground"),
    ]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (60000.0, "60000"),
        ("60000", "60000"),
        (" 60,000.50 ", "60000.5"),
        ("1,020", "1020"),
        (1020.1, "1020.1"),
        ("０", "0"),
        ("－0", "0"),
        ("1234.5678", "1234.5678"),
    ],
)
def test_numbers_as_they_are_typed(typed: Any, read: str) -> None:
    rows = reading(plan_row() | {"产能（吨/年）": typed}).rows
    assert [str(row.line.capacity) for row in rows] == [read]


def test_full_width_digits_and_letters_are_read_as_half_width_and_noted() -> None:
    wide = str.maketrans("0123456789MA", "０１２３４５６７８９ＭＡ")
    row = plan_row(企业名称="乌海市（第１）厂") | {
        "统一社会信用代码": credit_code(1).translate(wide),
        "产能（吨/年）": "６０，０００．５",
    }
    found = reading(row)
    assert found.problems == []
    (line,) = found.rows
    assert (line.code, line.line.capacity) == (credit_code(1), Decimal("60000.5"))
    assert line.enterprise_name == "乌海市（第1）厂"
    (note,) = found.notes
    assert note.row == FIRST_ROW
    assert note.text.zh.endswith("企业名称、统一社会信用代码、产能（吨/年）")


@pytest.mark.parametrize("typed", ["海勃湾区", "海勃湾", "乌海市海勃湾区", " 海 勃湾区"])
def test_districts_as_they_are_typed(typed: str) -> None:
    (row,) = reading(plan_row(所在区=typed)).rows
    assert row.line.district is District.HAIBOWAN


@pytest.mark.parametrize(
    ("typed", "ground"),
    [
        *[(label.zh, ground) for ground, label in GROUNDS.items()],
        ("能耗", Ground.ENERGY),
        ("能耗 限额", Ground.ENERGY),
        ("产业政策", Ground.ELIMINATED),
        ("产业政策(淘汰类)", Ground.ELIMINATED),
        ("淘汰类", Ground.ELIMINATED),
    ],
)
def test_grounds_as_they_are_typed(typed: str, ground: Ground) -> None:
    assert [row.ground for row in reading(plan_row(事由=typed)).rows] == [ground]


@pytest.mark.parametrize("blank", [None, "/", "—", "-", "无", " "])
def test_figures_may_be_left_blank_and_the_core_says_whether_they_are_needed(blank: Any) -> None:
    none = dict.fromkeys(["上年能耗（吨标准煤）", "单位产品能耗", "限额值"], blank)
    (row,) = reading(plan_row(事由="淘汰类") | none).rows
    assert (row.line.energy, row.line.unit_consumption, row.line.limit) == (None, None, None)


def test_merged_cells_are_one_problem_a_range_and_make_all_their_rows_bad() -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("B4:C5")
        sheet.merge_cells("A1:J1")

    found = reading(*(plan_row(number) for number in range(1, 5)), change=merge)
    assert problems(found) == [(4, "B", "merged_cells")]
    assert found.problems[0].value == "B4:C5"
    assert [row.row for row in found.rows] == [3, 6]


def test_cells_merged_where_nothing_is_read_do_no_harm() -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("A3:A4")
        sheet.merge_cells("A5:E5")

    total = {"序号": "合 计", "产能（吨/年）": "=SUM(F3:F4)"}
    found = reading(plan_row(1), plan_row(2), total, change=merge)
    assert (problems(found), len(found.rows)) == ([], 2)


def test_empty_and_total_and_merely_numbered_rows_are_passed_over() -> None:
    total = {"企业名称": "合计", "产能（吨/年）": 120000}
    found = reading(plan_row(1), {}, plan_row(2), {"序号": 3}, total)
    assert (found.total, [row.row for row in found.rows], found.problems) == (2, [3, 5], [])


def test_a_line_listed_twice_points_to_the_first() -> None:
    found = reading(plan_row(1), plan_row(1, 序号=2), plan_row(1, 事由="淘汰类"))
    assert problems(found) == [(FIRST_ROW + 1, "E", "listed_twice")]
    assert f"第 {FIRST_ROW} 行" in found.problems[0].reason.zh
    assert [row.row for row in found.rows] == [FIRST_ROW, FIRST_ROW + 2]


def test_equipment_listed_twice_is_refused() -> None:
    found = reading(plan_row() | {"主体设备": "炉、炉"}, headings=(*HEADINGS, "主体设备"))
    assert problems(found) == [(FIRST_ROW, "K", "item_twice")]


def test_no_rows_are_a_problem() -> None:
    assert problems(reading()) == [(None, "", "no_rows")]


def test_too_many_rows_are_counted_and_none_is_taken() -> None:
    content = workbook(*(plan_row(number) for number in range(1, 6)))
    assert len(read_plan(content, 5).rows) == 5
    found = read_plan(content, 4)
    assert problems(found) == [(None, "", "too_many_rows")]
    assert "5 行" in found.problems[0].reason.zh
    assert found.rows == []


def test_a_plan_of_ten_thousand_rows_is_refused_with_the_way_out() -> None:
    found = reading(*(plan_row(number) for number in range(1, 10_001)))
    assert problems(found) == [(None, "", "too_many_rows")]
    assert "拆分" in found.problems[0].reason.zh


def test_the_sample_plan_has_a_good_line_for_each_life_of_the_demo() -> None:
    found = read_plan(sample_plan(), MOST)
    assert (found.problems, found.notes) == ([], [])
    assert [row.ground for row in found.rows] == [life.ground for life in LIVES]
    assert len({row.code for row in found.rows}) == len(LIVES)
    assert {row.line.district for row in found.rows} == set(District)
    assert found.letters.keys() == COLUMNS.keys()
