"""`phaseout deadline`, as somebody types it, and as a pipe feeds it."""

import subprocess
import sys
from datetime import date

import pytest
from pydantic import TypeAdapter, ValidationError
from typer.testing import CliRunner, Result

from cli.deadline_request import EARLIEST, LATEST
from cli.main import app
from domain.words import Day

NATIONAL_DAY = ["--served", "2025-04-01", "--months", "6"]


def run(*arguments: str, fed: str | bytes | None = None) -> Result:
    return CliRunner().invoke(app, ["deadline", *arguments], input=fed)


def test_it_tells_the_last_day_and_the_arithmetic_in_chinese() -> None:
    result = run(*NATIONAL_DAY, "--extension", "2")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "届满日：2025-12-01（北京时间24时，确定）",
        "  L1    2025-04-02  2025年4月1日送达，期限自次日2025年4月2日起算",
        "  L2    2025-10-01  6个月，于最后一月的对应日2025年10月1日届满",
        "  L3    2025-10-09  2025年10月1日为休息日，顺延至其后第一个工作日2025年10月9日",
        "  P2.2  2025-10-01  延期2个月，自顺延前的届满日2025年10月1日起算",
        "  L2    2025-12-01  2个月，于最后一月的对应日2025年12月1日届满",
        "  L3    2025-12-01  2025年12月1日为工作日，不顺延",
    ]


def test_it_tells_them_in_english_when_asked() -> None:
    result = run(*NATIONAL_DAY, "--lang", "en")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "Last day: 2025-10-09 (to 24:00 Beijing time, final)"
    assert [line.split()[0] for line in lines[1:]] == ["L1", "L2", "L3"]
    assert result.stdout.isascii()


@pytest.mark.parametrize(("lang", "state"), [("zh", "暂定"), ("en", "provisional")])
def test_l8_it_says_when_a_deadline_is_provisional(lang: str, state: str) -> None:
    result = run("--served", "2150-01-31", "--months", "1", "--lang", lang)
    assert result.exit_code == 0
    assert state in result.stdout.splitlines()[0]
    assert result.stdout.splitlines()[-1].split()[0] == "L8"


def test_full_width_digits_are_digits() -> None:
    result = run("--served", "２０２５－０４－０１", "--months", "６")
    assert result.stdout == run(*NATIONAL_DAY).stdout
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--served", "2025-02-30", "--months", "6"], "送达日“2025-02-30”：没有这一天"),
        (["--served", "20250401", "--months", "6"], "“20250401”不是 YYYY-MM-DD"),
        (["--served", "0225-04-01", "--months", "6"], "应在 2000-01-01 至 2200-01-01 之间"),
        (["--served", "", "--months", "6"], "送达日“”不是"),
        (["--served", "2025-04-01", "--months", "0"], "整改期限“0”：应为 1 至 24 个月"),
        (["--served", "2025-04-01", "--months", "25"], "整改期限“25”：应为 1 至 24 个月"),
        (["--served", "2025-04-01", "--months", "-6"], "整改期限“-6”：应为 1 至 24 个月"),
        (["--served", "2025-04-01", "--months", "六"], "整改期限“六”不是整数"),
        (["--served", "2025-04-01", "--months", "9" * 5000], "不是整数"),
        ([*NATIONAL_DAY, "--extension", "4"], "延期“4”：应为 0 至 3 个月 (P2.2, S3)"),
        ([*NATIONAL_DAY, "--extension", "-1"], "延期“-1”：应为 0 至 3 个月 (P2.2, S3)"),
        ([*NATIONAL_DAY, "--extension", "1.5"], "延期“1.5”不是整数"),
        ([*NATIONAL_DAY, "--lang", "fr"], "fr"),
        (["--served", "2025-04-01"], "请给出 --served 和 --months"),
        ([], "请给出 --served 和 --months"),
        (["2025-04-01"], "只接受“-”"),
        (["-", *NATIONAL_DAY], "只接受“-”"),
    ],
)
def test_wrong_input_is_explained_as_wrong_usage(arguments: list[str], reason: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert reason in result.stderr
    assert "Traceback" not in result.stderr


def test_the_reason_is_in_english_when_asked() -> None:
    result = run(*NATIONAL_DAY, "--extension", "4", "--lang", "en")
    assert result.exit_code == 2
    assert "extension '4': must be 0 to 3 months (P2.2, S3)" in result.stderr


def test_lines_are_answered_as_csv() -> None:
    result = run("-", fed="2025-04-01,6,\n2025-04-01,6,2\n2025-08-31,6,0\n2150-01-31,1\n")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "2025-04-01,6,0,2025-10-09,final",
        "2025-04-01,6,2,2025-12-01,final",
        "2025-08-31,6,0,2026-02-28,final",
        "2150-01-31,1,0,2150-03-02,provisional",
    ]
    assert result.stderr == ""


@pytest.mark.parametrize(
    "fed",
    [
        "served,months,extension\n2025-04-01,6,2\n",
        "\ufeff送达日，期限（月），延期（月）\r\n2025-04-01,6,2\r\n",
        "送达日,期限,延期\n2025-04-01,6,2\n".encode("gb18030"),
        "\n\n  \n 2025-04-01 , 6 , 2 \n\n",
        "２０２５－０４－０１，６，２\n",
        "2025-4-1,6,2",
    ],
    ids=["heading", "BOM, Chinese heading", "GB 18030", "blanks", "full-width", "short"],
)
def test_lines_as_spreadsheets_and_people_write_them(fed: str | bytes) -> None:
    result = run("-", fed=fed)
    assert (result.stdout, result.stderr) == ("2025-04-01,6,2,2025-12-01,final\n", "")
    assert result.exit_code == 0


def test_a_bad_line_is_named_and_stops_no_other() -> None:
    fed = "served,months,extension\n2025-02-30,6,1\n\n2025-04-01,6,4\n2025-04-01,6,2\nx\n1,2,3,4\n"
    result = run("-", "--lang", "en", fed=fed)
    assert result.exit_code == 1
    assert result.stdout == "2025-04-01,6,2,2025-12-01,final\n"
    assert result.stderr.splitlines() == [
        "line 2: served '2025-02-30': there is no such day",
        "line 4: extension '4': must be 0 to 3 months (P2.2, S3)",
        "line 6: 'x' should have 2 or 3 columns: served,months,extension",
        "line 7: '1,2,3,4' should have 2 or 3 columns: served,months,extension",
    ]
    assert "第2行：送达日“2025-02-30”：没有这一天" in run("-", fed=fed).stderr


def test_only_the_first_line_may_be_a_heading() -> None:
    result = run("-", fed="2025-04-01,6,2\nserved,months,extension\n")
    assert result.exit_code == 1
    assert "第2行" in result.stderr


def test_nothing_asked_is_nothing_answered() -> None:
    result = run("-", fed="")
    assert (result.exit_code, result.output) == (0, "")


def test_the_dates_taken_are_those_of_the_rest_of_the_service() -> None:
    day = TypeAdapter[date](Day)
    for taken in (EARLIEST, LATEST):
        assert day.validate_python(taken) == taken
    for refused in (EARLIEST.replace(year=1999), LATEST.replace(day=2)):
        with pytest.raises(ValidationError):
            day.validate_python(refused)


def test_it_starts_without_the_heavy_libraries() -> None:
    heavy = {"temporalio", "sqlmodel", "sqlalchemy", "fastapi", "pydantic", "rich", "httpx2"}
    loaded = subprocess.run(
        [sys.executable, "-c", "import cli.deadline, sys; print(*sys.modules)"],
        capture_output=True,
        check=True,
        text=True,
    ).stdout.split()
    assert "typer" in loaded
    assert heavy.isdisjoint(loaded)
