"""`phaseout rebuild`: the read model made again from the entries, or only held against them."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from sqlalchemy import Engine


def rebuild(
    check: Annotated[
        bool, typer.Option("--check", help="只比对，不改动 · compare only, change nothing")
    ] = False,
    database: Annotated[
        str | None,
        typer.Option(metavar="URL", help="记录库，默认取 PHASEOUT_DATABASE_URL · the records"),
    ] = None,
) -> None:
    """按记录重建查询数据 · Make the read model again from the record, enterprise by enterprise."""
    from records.database import connect
    from settings import settings

    engine = connect(database or settings().database_url)
    try:
        well = _go_through(engine, check=check)
    finally:
        engine.dispose()
    raise typer.Exit(0 if well else 1)


def _go_through(engine: "Engine", *, check: bool) -> bool:
    from rich.console import Console
    from rich.progress import track

    from records.database import reading, writing
    from records.rebuild import codes, differs
    from records.rebuild import rebuild as rebuild_one
    from records.write import RecordConflictError

    with reading(engine) as session:
        wanted = codes(session)
    different, broken = 0, 0
    console = Console(stderr=True)
    for code in track(
        wanted, "比对 · comparing" if check else "重建 · rebuilding", console=console
    ):
        try:
            with writing(engine) as session:
                if differs(session, code):
                    different += 1
                    print(f"{code}：查询数据与记录不符 · the read model differs from the record")
                    if not check:
                        rebuild_one(session, code)
        except RecordConflictError as problem:
            broken += 1
            print(f"{code}：记录被改动 · the record was altered: {problem}", file=sys.stderr)
    print(
        f"{len(wanted)} 家企业，{different} 家不符，{broken} 家记录被改动 · "
        f"{len(wanted)} enterprises, {different} differed, {broken} with an altered record"
    )
    return not broken and not (check and different)
