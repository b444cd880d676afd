"""What the demo prints: each case's timeline, and whether all ended as they should."""

from typing import TYPE_CHECKING, Any

import httpx2
from rich.console import Console
from rich.table import Table

from domain.stages import STAGES, Stage

if TYPE_CHECKING:
    from cli.demo_living import Living


async def report(console: Console, api: Any, simulator_url: str, lives: list["Living"]) -> bool:
    """True if every case ended as expected and the departments did each order exactly once."""
    async with httpx2.AsyncClient(base_url=simulator_url, timeout=10) as simulator:
        ledger = (await simulator.get("/ledger")).json()
    ended_well = bool(lives)
    for living in lives:
        case = await api.get("auditor", f"/cases/{living.number}")
        _print_timeline(
            console, living, case, await api.get("auditor", f"/cases/{living.number}/timeline")
        )
        faults = _faults(case, living, ledger)
        for fault in faults:
            console.print(f"[red]✗ {fault}[/red]")
        ended_well = ended_well and not faults
    known = {living.number[:18] for living in lives}
    strangers = [row["order"] for row in ledger if row["enterprise"] not in known]
    done = sum(row["effects"] for row in ledger)
    console.print(
        f"\n{len(lives)} 件 · cases，部门执行 {done} 次 · orders carried out，"
        + (
            "[green]全部符合预期 · all as expected[/green]"
            if ended_well and not strangers
            else "[red]有不符 · not as expected[/red]"
        )
    )
    return ended_well and not strangers


def say_why_refused(problem: dict[str, Any]) -> None:
    """On standard error: the refusal, and a plan's bad rows one by one."""
    console = Console(stderr=True, markup=False, highlight=False, soft_wrap=True)
    console.print(_both(problem["detail"]))
    for error in problem["errors"]:
        if row := error.get("row"):
            where = f"第 {row} 行 · row {row}，{error['heading']}（{error['letter']}）"
            console.print(f"{where}“{error['value']}”：{_both(error['reason'])}")


def _both(text: dict[str, str]) -> str:
    return f"{text['zh']} · {text['en']}"


def _print_timeline(
    console: Console, living: "Living", case: dict[str, Any], timeline: list[dict[str, Any]]
) -> None:
    stage = STAGES[Stage(case["stage"])]
    table = Table(
        title=f"{living.life.title.zh} · {living.life.title.en}\n{case['enterprise_name']} "
        f"{living.number} → {stage.zh} · {stage.en}",
        title_justify="left",
        title_style="bold",
    )
    for heading in ("日期", "经办", "事项", "依据"):
        table.add_column(heading, overflow="fold")
    for entry in timeline:
        table.add_row(
            entry["happened_on"], entry["by"], entry["summary"]["zh"], " ".join(entry["rules"])
        )
    console.print()
    console.print(table)


def _faults(case: dict[str, Any], living: "Living", ledger: list[dict[str, Any]]) -> list[str]:
    faults = []
    if case["stage"] != living.life.ends:
        faults.append(f"{living.number}: {case['stage']} ≠ {living.life.ends}")
    ordered = {order["id"] for measure in case["measures"] for order in measure["orders"]}
    rows = {row["order"]: row for row in ledger if row["enterprise"] == case["enterprise"]}
    faults += [f"{number}: 部门未收到 · never arrived" for number in sorted(ordered - set(rows))]
    faults += [f"{number}: 无此协办函 · never ordered" for number in sorted(set(rows) - ordered)]
    faults += [
        f"{number}: 执行 {row['effects']} 次 · carried out {row['effects']} times"
        for number, row in rows.items()
        if row["effects"] != 1
    ]
    return faults
