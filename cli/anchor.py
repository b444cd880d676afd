"""`phaseout anchor`: an anchor over the record now, copied to the places of the settings."""

import asyncio
import sys
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from activities.anchoring import Anchoring
    from settings import Settings


def anchor() -> None:
    """立即为全部记录加签锚点 · Anchor the record now, and send copies outside."""
    from settings import settings

    raise typer.Exit(asyncio.run(_anchor(settings())))


async def _anchor(config: "Settings") -> int:
    import httpx2

    from activities.anchoring import Anchoring
    from records.database import connect

    engine = connect(config.database_url)
    try:
        async with httpx2.AsyncClient(timeout=30, trust_env=False) as http:
            return await _make_and_send(Anchoring(engine, config.anchor, http), config)
    except ValueError as problem:
        print(f"无法签名 · cannot sign: {problem}", file=sys.stderr)
        return 2
    finally:
        engine.dispose()


async def _make_and_send(anchoring: "Anchoring", config: "Settings") -> int:
    from activities.anchoring import NOT_SENT, ToSend

    made = anchoring.make()
    print(f"锚点 {made.number} · anchor {made.number}: {made.hash}")
    failed = 0
    for place in config.anchor.places:
        try:
            await anchoring.send(ToSend(made.number, place))
        except NOT_SENT as problem:
            failed += 1
            print(f"{place}：未送达 · not sent: {problem!r}", file=sys.stderr)
    return 1 if failed else 0
