"""`phaseout run`: the whole service on this machine, until Ctrl-C."""

import asyncio
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from launch.folder import DataFolder
    from launch.ports import Ports


def run(
    data: Annotated[Path, typer.Option(help="数据目录 · the data folder", file_okay=False)] = Path(
        "data"
    ),
    api_port: Annotated[int, typer.Option(min=0, max=65535, help="API")] = 8000,
    temporal_port: Annotated[int, typer.Option(min=0, max=65535, help="Temporal (gRPC)")] = 7233,
    temporal_ui_port: Annotated[
        int, typer.Option(min=0, max=65535, help="Temporal 网页 · web page")
    ] = 8233,
    simulator_port: Annotated[
        int, typer.Option(min=0, max=65535, help="部门模拟器 · simulator")
    ] = 8100,
    sandbox: Annotated[bool, typer.Option(help="可快进时间 · time can be skipped")] = False,
    sample: Annotated[
        bool, typer.Option(help="首次启动时写入样例和演示账号 · sample data and demo sign-ins")
    ] = True,
    with_parent: Annotated[
        bool,
        typer.Option(
            "--with-parent", help="启动它的进程结束时一并停止 · stop when whoever started it ends"
        ),
    ] = False,
) -> None:
    """启动全部服务 · Bring the whole service up on this machine."""
    from launch.folder import DataFolder, FolderInUse
    from launch.ports import Ports, PortTaken
    from launch.start_failed import StartFailed

    parent = os.getppid() if with_parent else None
    ports = Ports(temporal_port, temporal_ui_port, api_port, simulator_port)
    try:
        folder = DataFolder(data)
        asyncio.run(_run(folder, ports, parent, sandbox=sandbox, sample=sample))
    except (FolderInUse, PortTaken, StartFailed) as problem:
        print(problem, file=sys.stderr)
        raise typer.Exit(1) from None


async def _run(
    folder: "DataFolder", ports: "Ports", parent: int | None, *, sandbox: bool, sample: bool
) -> None:
    from rich.console import Console

    from cli.sample_cases import SAMPLES, add_sample_cases
    from domain.catalogue import DEPARTMENTS
    from launch.parent_watch import until_gone
    from launch.stack import Stack
    from launch.stop_signal import until_stop_signal

    console = Console()
    console.print(f"正在启动… 数据目录 {folder.path} · starting")
    stack = Stack(
        folder,
        ports,
        sandbox=sandbox,
        departments=tuple(DEPARTMENTS),
        demo_enterprises=[example.code for example in SAMPLES] if sample else None,
    )
    with until_stop_signal():
        async with stack:
            if not sample:
                from cli.add_administrator import first_administrator

                first_administrator(f"sqlite:///{folder.records_database}")
            elif not folder.sampled.exists():
                from launch.demo_people import PASSWORD

                await add_sample_cases(stack.ports.api_url, PASSWORD)
                folder.sampled.touch()
            _welcome(console, folder, stack.ports, sample=sample)
            await (until_gone(parent) if parent else asyncio.Event().wait())
    console.print("已停止 · stopped")


def _welcome(console: "Console", folder: "DataFolder", ports: "Ports", *, sample: bool) -> None:
    from cli.sample_cases import SAMPLES
    from domain.people import ROLES, Role
    from launch.demo_people import PASSWORD, PEOPLE

    console.print(f"""
[bold]phaseout 已就绪 · is ready[/bold]   (Ctrl-C 停止 · stops)

  API 与文档 · API and its docs   {ports.api_url}/docs
  Temporal 网页 · web page        {ports.temporal_ui_url}
  部门台账 · department ledger    {ports.simulator_url}/ledger
  数据目录 · data folder          {folder.path}
""")
    if not sample:
        return
    console.print(f"演示账号 · demo sign-ins (密码 · password: [bold]{PASSWORD}[/bold])\n")
    for person in PEOPLE:
        role = ROLES[person.role]
        console.print(f"  {person.id:<30} {role.zh} · {role.en}")
    role = ROLES[Role.ENTERPRISE]
    console.print(f"  enterprise.{SAMPLES[0].code:<19} {role.zh} · {role.en}")
