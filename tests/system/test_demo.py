"""`phaseout demo` as a person starts it."""

import subprocess
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from api.plan_columns import COLUMNS
from cli.demo_lives import LIVES
from cli.sample_plan import sample_plan
from tests.system.program import clean_environment
from tests.system.running import PHASEOUT

WITHIN_SECONDS = 240
FIRST_ROW = 3
RULES = """
    P1.1 P1.2 P1.3 P1.4 P1.5 P2.1 P2.2 P2.3 P2.4 P3.1 P3.2 P4.1 P4.2 P5.1 P5.2 P6.1 P6.2
    L4 L5 O4.2 O4.3 O4.4 O6 O7 S4 S6
"""


def demo(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [PHASEOUT, "demo", *arguments],
        capture_output=True,
        text=True,
        env=clean_environment() | {"COLUMNS": "200"},
        timeout=WITHIN_SECONDS,
    )


def test_the_demo_lives_its_plan_to_the_ends_and_names_the_rules() -> None:
    ended = demo()
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "全部符合预期" in ended.stdout
    for life in LIVES:
        assert life.title.zh in ended.stdout
    for rule in RULES.split():
        assert rule in ended.stdout


def test_a_plan_with_a_bad_row_is_refused_with_the_row_and_the_reason(tmp_path: Path) -> None:
    workbook = load_workbook(BytesIO(sample_plan()))
    sheet = workbook.active
    assert sheet
    column = 2 + list(COLUMNS).index("code")  # behind the rows' numbers
    sheet.cell(FIRST_ROW + 1, column).value = "91150302MA0N[b]2"
    workbook.save(tmp_path / "plan.xlsx")
    ended = demo(tmp_path / "plan.xlsx")
    assert ended.returncode == 1
    [said] = [line for line in ended.stderr.splitlines() if "91150302MA0N[b]2" in line]
    assert f"第 {FIRST_ROW + 1} 行" in said
    assert f"row {FIRST_ROW + 1}" in said
    assert COLUMNS["code"].heading in said
    assert "Traceback" not in ended.stderr
