"""P3 in a plan: the planned exit date, the kind of line and the capacity cap, as typed."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from api.plan_reading import PlanReading
from api.plan_workbook import read_plan
from domain.grounds import Ground
from domain.line_kinds import LINE_KINDS, LineKind
from tests.api.plan_books import HEADINGS, plan_row, workbook

BY, CAP, KIND = "计划退出日期", "核定产能（吨/年）", "生产线类别"


def reading(**cells: Any) -> PlanReading:
    return read_plan(workbook(plan_row(**cells), headings=(*HEADINGS, BY, CAP, KIND)), 10)


@pytest.mark.parametrize(
    "typed",
    [
        date(2026, 12, 1),
        datetime(2026, 12, 1, 8, 30),  # noqa: DTZ001 - Excel knows no zones
        "2026-12-01",
        "2026/12/1",
        "2026.12.1",
        "2026年12月1日",
        "２０２６－１２－０１",
    ],
)
def test_a_planned_exit_as_it_is_typed(typed: Any) -> None:
    found = reading(事由="要素", **{BY: typed, CAP: "20,000"})
    assert found.problems == []
    (line,) = found.rows
    assert (line.ground, line.planned_exit) == (Ground.FACTORS, date(2026, 12, 1))
    assert line.line.capacity_cap == Decimal(20000)


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        *((label.zh, kind) for kind, label in LINE_KINDS.items()),
        (" 电石 ", LineKind.CALCIUM_CARBIDE),
        ("煤炭洗选", LineKind.COAL_WASHING),
        ("", LineKind.OTHER),
    ],
)
def test_p3_1_p3_2_the_kind_of_line_as_it_is_typed(typed: str, kind: LineKind) -> None:
    (line,) = reading(**{KIND: typed}).rows
    assert line.line.kind is kind


@pytest.mark.parametrize(
    ("heading", "typed", "code"),
    [
        (BY, "年底前", "not_a_day"),
        (BY, "2026-02-30", "not_a_day"),
        (BY, "1999-12-31", "not_a_day"),
        (BY, 46387, "not_a_day"),
        (BY, "=TODAY()", "formula"),
        (CAP, date(2026, 12, 1), "date"),
        (CAP, -1, "negative"),
        (KIND, "水泥", "unknown_kind"),
    ],
)
def test_what_cannot_be_one_is_reported(heading: str, typed: Any, code: str) -> None:
    found = reading(事由="要素", **{heading: typed})
    assert [(problem.heading, problem.code) for problem in found.problems] == [(heading, code)]


@pytest.mark.parametrize("blank", [None, "", "无"])
def test_both_may_be_left_blank_and_the_core_says_whether_a_date_is_needed(blank: Any) -> None:
    (line,) = reading(**{BY: blank, CAP: blank}).rows
    assert (line.planned_exit, line.line.capacity_cap) == (None, None)
