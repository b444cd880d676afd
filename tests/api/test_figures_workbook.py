"""Reading workbooks of yearly figures: what only they have; the rest is any workbook's."""

from decimal import Decimal
from typing import Any

import pytest

from api.figures_workbook import read_figures
from api.workbook_reading import Reading
from domain.figures import SECTORS, Figures, Sector
from domain.people import District
from tests.api.figures_books import HEADINGS, LETTERS, figures_book, figures_row
from tests.api.plan_books import FIRST_ROW, credit_code, plan_row, workbook

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
MOST = 2000


def reading(*rows: dict[str, Any], **making: Any) -> Reading[Figures]:
    return read_figures(figures_book(*rows, **making), MOST)


def problems(found: Reading[Figures]) -> list[tuple[int | None, str, str]]:
    return [(problem.row, problem.letter, problem.code) for problem in found.problems]


def test_a_row_becomes_the_figures_of_an_enterprise() -> None:
    found = reading(figures_row(1) | {"工业增加值（万元）": "-1,250.5"})
    assert (found.total, found.problems, found.notes) == (1, [], [])
    assert found.rows == [
        Figures(
            code=credit_code(1),
            name="乌海市第1冶炼厂",
            district=District.WUDA,
            industry="铁合金",
            sector=Sector.FERROALLOY,
            value_added=Decimal("-1250.5"),
            energy=Decimal(100),
            unit_consumption=Decimal(800),
            limit=Decimal(823),
            advanced=Decimal(805),
            retrofitted=True,
        )
    ]


@pytest.mark.parametrize("blank", [None, "/", "—"])
def test_figures_may_be_left_blank_and_the_ranking_says_what_follows(blank: str | None) -> None:
    (row,) = reading(figures_row(1) | dict.fromkeys(HEADINGS[5:], blank)).rows
    assert [row.value_added, row.energy, row.unit_consumption] == [None] * 3
    assert [row.limit, row.advanced, row.retrofitted] == [None] * 3


def test_whether_a_retrofit_was_made_needs_no_column() -> None:
    (row,) = reading(figures_row(1), headings=HEADINGS[:-1]).rows
    assert row.retrofitted is None


@pytest.mark.parametrize("missing", HEADINGS[1:-1])
def test_every_other_column_is_needed(missing: str) -> None:
    found = reading(figures_row(1), headings=[name for name in HEADINGS if name != missing])
    assert problems(found) == [(None, "", "headings_missing")]
    assert missing in found.problems[0].reason.zh


@pytest.mark.parametrize(
    "other", ["工业增加值（亿元）", "工业增加值", "综合能耗（万吨标准煤）", "综合能耗（千瓦时）"]
)
def test_figures_in_another_unit_do_not_pass(other: str) -> None:
    replaced = "工业增加值（万元）" if "增加值" in other else "综合能耗（吨标准煤）"
    found = reading(
        figures_row(1), headings=[other if name == replaced else name for name in HEADINGS]
    )
    assert problems(found) == [(None, "", "headings_missing")]
    assert replaced in found.problems[0].reason.zh


@pytest.mark.parametrize(
    ("heading", "value", "code"),
    [
        ("企业名称", None, "missing"),
        ("统一社会信用代码", "91150303MA0000001X", "wrong_credit_code"),
        ("所在区", "东胜区", "unknown_district"),
        ("行业", None, "missing"),
        ("行业", "业" * 121, "too_long"),
        ("行业", "钢结构", "unclear_sector"),
        ("工业增加值（万元）", "亏损", "not_a_number"),
        ("工业增加值（万元）", 0.00001, "too_many_decimals"),
        ("工业增加值（万元）", "=F2*2", "formula"),
        ("综合能耗（吨标准煤）", -1, "negative"),
        ("单位产品能耗", -1, "negative"),
        ("限额值", "八百", "not_a_number"),
        ("先进值", 824, "advanced_above_limit"),
        ("是否完成节能改造", "部分", "neither_yes_nor_no"),
        ("是否完成节能改造", True, "truth_value"),
    ],
)
def test_a_bad_cell_is_reported_with_its_place_and_value(
    heading: str, value: Any, code: str
) -> None:
    found = reading(figures_row(1), figures_row(2) | {heading: value}, figures_row(3))
    assert problems(found) == [(FIRST_ROW + 1, LETTERS[heading], code)]
    (problem,) = found.problems
    assert problem.heading == heading
    assert problem.reason.zh
    assert problem.reason.en
    assert len(found.rows) == 2


def test_an_enterprise_listed_twice_points_to_its_first_row() -> None:
    """P2.4 ranks enterprises: one with two plants has one row."""
    twice = figures_row(3) | {"统一社会信用代码": credit_code(1)}
    found = reading(figures_row(1), figures_row(2), twice)
    assert problems(found) == [(FIRST_ROW + 2, "C", "listed_twice")]
    assert f"第 {FIRST_ROW} 行" in found.problems[0].reason.zh


def test_an_advanced_value_may_equal_the_limit_and_needs_none() -> None:
    same = figures_row(1) | {"先进值": 823}
    assert problems(reading(same, figures_row(2) | {"限额值": None})) == []


@pytest.mark.parametrize(
    ("typed", "sector"),
    [
        *[(label.zh, sector) for sector, label in SECTORS.items()],
        ("钢铁行业", Sector.STEEL),
        ("黑色金属冶炼和压延加工业", Sector.STEEL),
        ("铁合金冶炼", Sector.FERROALLOY),
        ("电石 制造业", Sector.CALCIUM_CARBIDE),
        ("化工业", Sector.CHEMICALS),
        ("化工工业", Sector.CHEMICALS),
        ("化学原料和化学制品制造业", Sector.CHEMICALS),
        ("煤化工", Sector.CHEMICALS),
        ("水泥制造业", Sector.OTHER),
        ("电力", Sector.OTHER),
        ("其他：钢结构", Sector.OTHER),
    ],
)
def test_p2_5_sectors_as_they_are_typed(typed: str, sector: Sector) -> None:
    (row,) = reading(figures_row(1, 行业=typed)).rows
    assert (row.sector, row.industry) == (sector, typed)


@pytest.mark.parametrize("typed", ["化学纤维", "铁合金贸易", "钢材加工", "电石渣利用"])
def test_p2_5_words_that_only_sound_like_a_sector_are_not_guessed_at(typed: str) -> None:
    """Whether P2.5 speaks of the enterprise depends on them."""
    assert problems(reading(figures_row(1, 行业=typed))) == [(FIRST_ROW, "E", "unclear_sector")]


def test_a_plan_is_not_taken_for_figures() -> None:
    found = read_figures(workbook(plan_row(1)), MOST)
    assert problems(found) == [(None, "", "headings_missing")]
    assert "先进值" in found.problems[0].reason.zh


def test_more_rows_than_allowed_are_not_to_be_split() -> None:
    """P2.4: a part of the city cannot be ranked."""
    found = read_figures(figures_book(*(figures_row(n) for n in range(1, 5))), 3)
    assert problems(found) == [(None, "", "too_many_rows")]
    assert "拆分" not in found.problems[0].reason.zh
    assert "全市" in found.problems[0].reason.zh
