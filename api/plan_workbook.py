"""Reading a plan workbook: every row comes to a line, or is reported cell by cell."""

from typing import Any

from api.plan_columns import COLUMNS
from api.plan_reading import PlanLine, PlanReading
from api.workbook_reading import RowError
from api.workbook_rows import read_rows
from domain.grounds import GROUNDS, Ground
from domain.line import Line
from domain.line_kinds import LineKind
from domain.words import Text

_TWICE = Text(
    "与第 {row} 行重复（同一企业、生产线和事由）",
    "the same enterprise, line and ground as row {row}",
)
_SPLIT = Text("请拆分后上传", "split it")
_REASON = "列入淘汰退出计划，事由：{ground}"


def read_plan(content: bytes, most_rows: int) -> PlanReading:
    """Never raises on bad input: what is wrong with it is in `problems`."""
    seen: dict[tuple[str, str, Ground], int] = {}

    def take(row: int, values: dict[str, Any]) -> PlanLine:
        line = _plan_line(row, values)
        first = seen.setdefault((line.code, line.line.name, line.ground), row)
        if first != row:
            raise RowError("name", line.line.name, _TWICE.format(row=first), "listed_twice")
        return line

    return read_rows(content, COLUMNS, take, most_rows, _SPLIT)


def _plan_line(row: int, values: dict[str, Any]) -> PlanLine:
    ground: Ground = values["ground"]
    return PlanLine(
        row=row,
        code=values["code"],
        enterprise_name=values["enterprise_name"],
        line=Line(
            name=values["name"],
            district=values["district"],
            equipment=values.get("equipment") or (values["name"],),
            capacity=values["capacity"],
            energy=values["energy"],
            unit_consumption=values["unit_consumption"],
            limit=values["limit"],
            power_supply_point=values.get("power_supply_point") or "",
            water_supply_point=values.get("water_supply_point") or "",
            kind=values.get("kind") or LineKind.OTHER,
            capacity_cap=values.get("capacity_cap"),
        ),
        ground=ground,
        planned_exit=values.get("planned_exit"),
        reason=values.get("reason") or _REASON.format(ground=GROUNDS[ground].zh),
        document=values.get("document") or "",
    )
