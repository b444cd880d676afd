"""A workbook of meter readings: Chinese headings and times, what is bad told cell by cell."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from api.readings_workbook import read_readings
from api.workbook_upload import XLSX
from domain.meters import MeterKind
from domain.readings import Restart
from tests.api.people import INSPECTOR
from tests.api.plan_books import FIRST_ROW, workbook
from tests.api.problems import problem
from tests.api.sealed import POINTS
from tests.api.town import Case, Town, new_code, new_key

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
HEADINGS = (
    "序号",
    "企业名称",
    "统一社会信用代码",
    "表计类别",
    "供应点",
    "抄表时间",
    "表底数（千瓦时、立方米）",
    "抄表人",
    "旧表止数",
    "新表起数",
)


def row(code: str, **other: Any) -> dict[str, Any]:
    return {
        "企业名称": "乌海市某某化工有限公司",
        "统一社会信用代码": code,
        "表计类别": "电",
        "供应点": POINTS[MeterKind.POWER],
        "抄表时间": datetime(2026, 1, 2, 10, 30),  # noqa: DTZ001 - as Excel has it
        "表底数（千瓦时、立方米）": 1200.5,
        "抄表人": "抄表员 02",
    } | other


def book(*rows: dict[str, Any]) -> bytes:
    return workbook(*rows, headings=HEADINGS, above=[["抄表记录"]])


def upload(town: Town, content: bytes, key: str = "", **parameters: Any) -> Any:
    headers = {"Content-Type": XLSX} | ({"Idempotency-Key": key} if key else {})
    client = town.signed_in(INSPECTOR)
    return client.post("/readings/workbook", content=content, params=parameters, headers=headers)


@pytest.fixture
def case(town: Town) -> Case:
    return town.flag()


@pytest.mark.parametrize(
    "written",
    [
        datetime(2026, 1, 2, 10, 30),  # noqa: DTZ001 - as Excel has it
        "2026-01-02 10:30",
        "2026/1/2 10:30:00",
        "2026年1月2日10时30分",
        "２０２６-01-02 10：30",
    ],
)
def test_times_are_those_of_china_however_they_are_written(written: object) -> None:
    read = read_readings(book(row(new_code(), 抄表时间=written)), 50)
    assert read.problems == []
    assert read.rows[0].reading.read_at == datetime(2026, 1, 2, 2, 30, tzinfo=UTC)


def test_a_row_is_a_reading() -> None:
    restart = {"旧表止数": "1,210", "新表起数": 0, "表计类别": "水表"}
    read = read_readings(book(row(new_code(), **restart)), 50)
    assert read.problems == []
    (new,) = read.rows
    assert (new.row, new.reading.kind) == (FIRST_ROW, MeterKind.WATER)
    assert new.reading.value == Decimal("1200.5")
    assert new.reading.restart == Restart(Decimal(1210), Decimal(0))


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"抄表时间": "2026-01-02"}, "not_a_moment"),
        ({"抄表时间": "2026-02-30 10:00"}, "not_a_moment"),
        ({"抄表时间": "1926-01-02 10:00"}, "not_a_moment"),
        ({"表计类别": "气"}, "unknown_meter"),
        ({"表底数（千瓦时、立方米）": -1}, "negative"),
        ({"供应点": None}, "missing"),
        ({"旧表止数": 12}, "restart_incomplete"),
        ({"新表起数": 0}, "restart_incomplete"),
    ],
)
def test_a_bad_cell_is_told_with_its_column(cells: dict[str, Any], code: str) -> None:
    (found,) = read_readings(book(row(new_code(), **cells)), 50).problems
    column = found.heading.removesuffix("（千瓦时、立方米）")
    assert (found.row, found.code) == (FIRST_ROW, code)
    assert next(iter(cells)).startswith(column)


def test_a_dry_run_keeps_nothing_and_the_good_rows_alone_can_be_kept(
    town: Town, case: Case
) -> None:
    fallen = {"抄表时间": "2026-01-03 10:30", "表底数（千瓦时、立方米）": 9}
    content = book(row(case.code), row(case.code, **fallen), row(case.code, 供应点="生活用电"))
    report = upload(town, content, dry_run=True)
    assert (report.status_code, report.json()["total"], report.json()["good"]) == (200, 3, 1)
    bad = [
        (FIRST_ROW + 1, "表底数（千瓦时、立方米）", "G", "register_fell"),
        (FIRST_ROW + 2, "供应点", "E", "unknown_supply_point"),
    ]
    fields = ("row", "heading", "letter", "code")
    told = [tuple(each[name] for name in fields) for each in report.json()["problems"]]
    assert told == bad
    problem(upload(town, content, new_key()), 422, "bad_readings")
    assert upload(town, content).status_code == 422  # without a key
    taken = upload(town, content, "book-1", only_good=True)
    assert taken.status_code == 201, taken.text
    assert upload(town, content, "book-1", only_good=True).json() == taken.json()
    (power, _) = town.get(INSPECTOR, f"/cases/{case.number}/readings").json()
    assert [each["value"] for each in power["readings"]] == ["1200.5"]


def test_what_is_no_workbook_is_refused(town: Town) -> None:
    problem(upload(town, b"not a workbook", new_key()), 422, "not_a_workbook")
