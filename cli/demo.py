"""`phaseout demo`: lives a plan's cases from flag to end with time skipped, and prints them."""

import asyncio
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from cli.demo_living import Living

PlanFile = Annotated[
    Path | None,
    typer.Argument(help="计划表 .xlsx · plan workbook", exists=True, dir_okay=False),
]


def demo(plan: PlanFile = None) -> None:
    """跳过时间演示案件全程 · Live the cases of a plan from flag to end, with time skipped."""
    from cli.sample_plan import sample_plan
    from launch.start_failed import StartFailed

    content = plan.read_bytes() if plan else sample_plan()
    try:
        with tempfile.TemporaryDirectory(prefix="phaseout-demo-") as folder:
            ended_well = asyncio.run(_demo(Path(folder), content))
    except StartFailed as problem:
        print(problem, file=sys.stderr)
        raise typer.Exit(1) from None
    raise typer.Exit(0 if ended_well else 1)


async def _demo(path: Path, plan: bytes) -> bool:
    from rich.console import Console

    from cli.api_client import ApiClient, RefusedError
    from cli.demo_report import report, say_why_refused
    from domain.catalogue import DEPARTMENTS
    from launch.demo_accounts import add_demo_accounts
    from launch.demo_people import PASSWORD
    from launch.environment import UNLIMITED_REQUESTS
    from launch.folder import DataFolder
    from launch.ports import Ports
    from launch.stack import Stack
    from launch.stop_signal import until_stop_signal

    console = Console()
    folder = DataFolder(path)
    url = f"sqlite:///{folder.records_database}"

    stack = Stack(
        folder,
        Ports(0, 0, 0, 0),
        sandbox=True,
        departments=tuple(DEPARTMENTS),
        extra_environment=UNLIMITED_REQUESTS,
    )
    ended_well = False
    with until_stop_signal():
        async with stack:
            api = ApiClient(stack.ports.api_url, PASSWORD)
            try:
                cases = await _flag(api, plan)
                add_demo_accounts(url, enterprises=[case["enterprise"] for case in cases])
                lives = await _live(console, api, stack.ports.temporal_address, cases)
                ended_well = await report(console, api, stack.ports.simulator_url, lives)
            except RefusedError as problem:
                say_why_refused(problem.problem)
            finally:
                await api.close()
    return ended_well


async def _flag(api: Any, plan: bytes) -> list[dict[str, Any]]:
    """Upload the plan; gives its cases once all are flagged."""
    started = await api.upload("inspector", "/plans?name=demo.xlsx", plan)
    progress = await api.get("inspector", started["ask"])
    while progress["done"] < progress["total"]:
        await asyncio.sleep(0.1)
        progress = await api.get("inspector", started["ask"])
    return [await api.get("auditor", f"/cases/{number}") for number in progress["cases"]]


async def _live(
    console: "Console", api: Any, address: str, cases: list[dict[str, Any]]
) -> list["Living"]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from temporalio.client import Client

    from cli.demo_lives import LIVES
    from cli.demo_living import Living

    temporal = await Client.connect(address)
    lives = []
    by_ground = {
        life.ground: [each for each in LIVES if each.ground == life.ground] for life in LIVES
    }
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console) as progress:
        for case in cases:
            life = by_ground[case["ground"]].pop(0)
            by_ground[case["ground"]].append(life)  # a longer plan lives them again
            bar = progress.add_task(life.title.zh, total=len(life.steps))
            lives.append(
                Living(api, temporal, life, case["number"], partial(progress.advance, bar))
            )
        await asyncio.gather(*(living.live() for living in lives))
    return lives
