"""`phaseout verify`: goes through the whole record and names what is bad."""

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from records.verify import Verification
    from settings import Settings


def verify(
    database: Annotated[
        str | None,
        typer.Option(metavar="URL", help="记录库，默认取 PHASEOUT_DATABASE_URL · the records"),
    ] = None,
    anchors: Annotated[
        Path | None,
        typer.Option(help="外部保存的锚点（文件或目录）· copies of anchors, a file or a folder"),
    ] = None,
    key: Annotated[
        list[str] | None, typer.Option(help="锚点公钥（十六进制）· a public key of anchors")
    ] = None,
    attachments: Annotated[
        bool, typer.Option("--attachments", help="并核对附件 · and every attachment")
    ] = False,
    workflows: Annotated[
        bool, typer.Option("--workflows", help="与流程引擎核对 · compare with Temporal too")
    ] = False,
) -> None:
    """核验全部记录 · Go through the whole record; exit code 0 only if it is good."""
    from records.attachment_store import StoreAwayError
    from records.database import connect
    from settings import settings

    config = settings()
    engine = connect(database or config.database_url)
    try:
        good = _verify(engine, config, anchors or config.anchor.folder, key or [])
        if attachments:
            good = _verify_attachments(engine, config) and good
        if workflows:
            good = asyncio.run(_compare(engine, config)) and good
    except (OSError, ValueError, RuntimeError, StoreAwayError) as problem:
        print(f"无法核验 · cannot verify: {problem}", file=sys.stderr)
        raise typer.Exit(2) from problem
    finally:
        engine.dispose()
    raise typer.Exit(0 if good else 1)


def _verify(engine: "Engine", config: "Settings", copied: Path | None, keys: list[str]) -> bool:
    from rich.console import Console
    from rich.progress import Progress

    from activities.anchor_places import copies
    from records import verify as records
    from records.signing import keyring

    outside = copies(copied) if copied and copied.exists() else []
    ring = keyring(config.anchor.secret, [*config.anchor.public_keys, *keys])
    with Progress(console=Console(stderr=True)) as progress:
        task = progress.add_task("核验 · verifying", total=None)
        result = records.verify(
            engine, ring, outside, lambda done, of: progress.update(task, completed=done, total=of)
        )
    _tell(result, len(outside))
    return result.good


def _tell(result: "Verification", outside: int) -> None:
    for finding in result.findings:
        print(f"{finding.kind}: {finding.message.zh} · {finding.message.en}")
    if not result.signatures:
        print("未设公钥，签名未核验 · no key is set: no signature was looked at", file=sys.stderr)
    print(
        f"{result.enterprises} 家企业 {result.entries} 条，审计 {result.notes} 条，"
        f"锚点 {result.anchors} 个（外部副本 {outside} 份）：{len(result.findings)} 处有误 · "
        f"{result.enterprises} enterprises with {result.entries} entries, {result.notes} notes, "
        f"{result.anchors} anchors ({outside} copies outside): {len(result.findings)} bad"
    )


def _verify_attachments(engine: "Engine", config: "Settings") -> bool:
    """Whether every file that the record refers to is kept as it was."""
    from rich.console import Console
    from rich.progress import Progress

    from records.attachment_store import AttachmentStore
    from records.attachment_verify import verify_attachments

    with Progress(console=Console(stderr=True)) as progress:
        task = progress.add_task("附件 · attachments", total=None)
        result = verify_attachments(
            engine,
            AttachmentStore(config.attachments),
            lambda done, of: progress.update(task, completed=done, total=of),
        )
    for finding in result.findings:
        print(f"{finding.kind}: {finding.message.zh} · {finding.message.en}")
    print(
        f"附件 {result.files} 份，{len(result.findings)} 份有误，{result.elsewhere} 份存于部门 · "
        f"{result.files} attachments, {len(result.findings)} bad, {result.elsewhere} kept by "
        "departments alone"
    )
    return not result.findings


async def _compare(engine: "Engine", config: "Settings") -> bool:
    """Whether every enterprise that needs one has a workflow, with the head that is on record."""
    from workflows.connection import connect
    from workflows.heads import compare_heads

    compared = await compare_heads(await connect(config.payload_keys), engine, config.task_queue)
    for finding in compared.findings:
        print(f"{finding.kind}: {finding.message.zh} · {finding.message.en}")
    for code in compared.unanswered:
        print(f"{code}：流程未应答 · its workflow did not answer", file=sys.stderr)
    for code in compared.unattended:
        print(f"{code}：未结案而无流程，期限无人看管 · not finished, and no workflow runs for it")
    print(
        f"{compared.asked} 个流程，{len(compared.findings)} 处不符，{len(compared.unanswered)} 个"
        f"未应答，{len(compared.unattended)} 家缺流程 · {compared.asked} workflows, "
        f"{len(compared.findings)} differ, {len(compared.unanswered)} did not answer, "
        f"{len(compared.unattended)} enterprises without one"
    )
    return not (compared.findings or compared.unanswered or compared.unattended)
