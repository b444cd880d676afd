"""Workbooks of yearly figures for tests, as people would make them."""

from typing import Any

from tests.api.plan_books import credit_code, workbook

HEADINGS = (
    "序号",
    "企业名称",
    "统一社会信用代码",
    "所在区",
    "行业",
    "工业增加值（万元）",
    "综合能耗（吨标准煤）",
    "单位产品能耗",
    "限额值",
    "先进值",
    "是否完成节能改造",
)
LETTERS = dict(zip(HEADINGS, "ABCDEFGHIJK", strict=True))
DISTRICTS = ("海南区", "乌达区", "海勃湾区")


def figures_row(number: int, **other: Any) -> dict[str, Any]:
    """A good row; the higher the number the more energy for the same value added, and the
    districts in turn. `other` are cells by heading."""
    row = {
        "序号": number,
        "企业名称": f"乌海市第{number}冶炼厂",
        "统一社会信用代码": credit_code(number),
        "所在区": DISTRICTS[number % 3],
        "行业": "铁合金",
        "工业增加值（万元）": 1000,
        "综合能耗（吨标准煤）": 100 * number,
        "单位产品能耗": 800,
        "限额值": 823,
        "先进值": 805,
        "是否完成节能改造": "是",
    }
    return row | other


def city(size: int = 10, **rows: dict[str, Any]) -> bytes:
    """Enterprises 1 to `size`; `rows` change the cells of one, by its number as `n3`."""
    return figures_book(*(figures_row(n, **rows.get(f"n{n}", {})) for n in range(1, size + 1)))


def figures_book(*rows: dict[str, Any], **making: Any) -> bytes:
    return workbook(*rows, **({"headings": HEADINGS, "above": [["年度能耗数据"]]} | making))
