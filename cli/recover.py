"""`phaseout recover`: after the record or Temporal was lost or came back from a backup."""

import asyncio
import sys
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from settings import Settings
    from workflows.recovery import Recovered


def recover(
    database: Annotated[
        str | None,
        typer.Option(metavar="URL", help="记录库，默认取 PHASEOUT_DATABASE_URL · the records"),
    ] = None,
) -> None:
    """备份恢复后补齐记录与流程 · Bring record and workflows together; exit code 0 if all are."""
    from temporalio.service import RPCError

    from records.database import connect
    from settings import settings
    from workflows.payload_codec import PayloadKeyError

    config = settings()
    engine = connect(database or config.database_url)
    try:
        well = asyncio.run(_recover(engine, config))
    except (RPCError, RuntimeError, PayloadKeyError) as problem:
        print(f"无法补齐 · cannot recover: {problem}", file=sys.stderr)
        raise typer.Exit(2) from problem
    finally:
        engine.dispose()
    raise typer.Exit(0 if well else 1)


async def _recover(engine: "Engine", config: "Settings") -> bool:
    from rich.console import Console

    from workflows.connection import connect
    from workflows.recovery import SETTLED, recover

    client = await connect(config.payload_keys)
    count, left = 0, 0
    with Console(stderr=True).status("补齐 · recovering"):
        async for each in recover(client, engine, config.task_queue):
            _tell(engine, each)
            count += 1
            left += each.outcome not in SETTLED
    print(f"{count} 家企业，{left} 家须人工处理 · {count} enterprises, {left} left to people")
    return not left


def _tell(engine: "Engine", each: "Recovered") -> None:
    from records import audit
    from records.database import writing
    from workflows.recovery import SAYING

    said = SAYING[each.outcome]
    more = f" ({each.entries})" if each.entries else ""
    print(f"{each.code}：{said.zh} · {said.en}{more}")
    with writing(engine) as session:
        audit.note(
            session,
            "recovered",
            actor="terminal",
            subject=each.code,
            code=each.outcome,
            detail=str(each.entries or ""),
        )
