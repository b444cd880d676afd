"""A plan workbook as a district would hand it in, with a line for each life of the demo."""

from datetime import date, timedelta
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from stdnum.cn import uscc

from api.plan_columns import COLUMNS
from api.workbook_headings import NUMBERING
from cli.demo_lives import COAL_WASHING_CAP, LIVES, DemoLife
from domain.grounds import GROUNDS, Ground
from domain.line_kinds import ABSORBED, LINE_KINDS
from domain.people import DISTRICTS, District

TITLE = "乌海市落后产能淘汰退出计划（示例）"
_AREAS = {District.HAINAN: "150303", District.WUDA: "150304", District.HAIBOWAN: "150302"}
_WIDTHS = {"code": 23, "name": 38, "enterprise_name": 26, "equipment": 38, "ground": 20}
_USUAL_WIDTH = 19
_REASONS = {
    Ground.ELIMINATED: "属《产业结构调整指导目录》淘汰类设备",
    Ground.ENERGY: "上年度单位产品能耗超过强制性限额标准",
    Ground.ENERGY_SUPPLY: "上年度产值能耗高于全市平均，列入要素供应管控",
    Ground.FACTORS: "属逐步退出或压减的生产线，列入年度退出计划",
    Ground.RESTRICTED: "属《产业结构调整指导目录》限制类产能",
    Ground.ENVIRONMENT: "大气污染物排放超过标准",
    Ground.SAFETY: "存在重大事故隐患",
    Ground.QUALITY: "产品抽检不符合强制性标准",
}
_EXIT_WITHIN = timedelta(days=120)
_HEADING_ROW = 2
_EDGE = Side(style="thin", color="999999")


def sample_plan() -> bytes:
    """The workbook as an `.xlsx` file: a title row, the headings, the rows."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None  # noqa: S101 - a new workbook has a sheet
    sheet.title = "淘汰退出计划"
    headings = [NUMBERING, *(column.heading for column in COLUMNS.values())]
    sheet.append([TITLE])
    sheet.append(headings)
    for number, life in enumerate(LIVES, start=1):
        values = _values(number, life)
        sheet.append([number, *(values.get(key) for key in COLUMNS)])
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(headings))
    sheet["A1"].font = Font(bold=True, size=16)
    sheet["A1"].alignment = Alignment(horizontal="center", vertical="center")
    sheet.row_dimensions[1].height = 32
    for index, key in enumerate(("", *COLUMNS), start=1):
        width = _WIDTHS.get(key, _USUAL_WIDTH) if key else len(NUMBERING) * 3
        sheet.column_dimensions[get_column_letter(index)].width = width
    for row in sheet.iter_rows(min_row=_HEADING_ROW):
        for cell in row:
            cell.border = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
            cell.alignment = Alignment(vertical="center", wrap_text=True)
    for heading in sheet[_HEADING_ROW]:
        heading.font = Font(bold=True)
        heading.fill = PatternFill("solid", fgColor="DDE6F0")
    sheet.freeze_panes = "D3"
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def _values(number: int, life: DemoLife) -> dict[str, str | int | date]:
    district = tuple(_AREAS)[(number - 1) % len(_AREAS)]
    equipment = f"{number}号矿热炉 25000kVA"
    values: dict[str, str | int | date] = {
        "enterprise_name": f"乌海市示例{number}厂有限公司",
        "code": _credit_code(number, district),
        "district": DISTRICTS[district].zh,
        "name": f"{number} {life.title.zh}",
        "capacity": 60_000,
        "ground": GROUNDS[life.ground].zh,
        "equipment": equipment if number % 2 else f"{equipment}、{number}号出炉机",
        "power_supply_point": f"工业园变电站 {510 + number} 线生产开关",
        "water_supply_point": f"园区供水 {number} 号生产表",
        "document": f"乌工信察〔2026〕{number}号",
        "reason": _REASONS[life.ground],
    }
    if life.ground is Ground.ENERGY:
        values |= {"energy": 61_200, "unit_consumption": 1020, "limit": 823}
    if life.ground is Ground.FACTORS:
        values["kind"] = LINE_KINDS[life.kind].zh
        values["planned_exit"] = date.today() + _EXIT_WITHIN  # noqa: DTZ011 - a sample's date
    if life.kind in ABSORBED:
        values["capacity_cap"] = COAL_WASHING_CAP
    return values


def _credit_code(number: int, district: District) -> str:
    body = f"91{_AREAS[district]}MA0NYA{number:03}"
    return body + str(uscc.calc_check_digit(body))
