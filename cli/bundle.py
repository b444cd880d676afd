"""`phaseout bundle`: the evidence bundle of a case as a zip file."""

import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer


def bundle(
    number: Annotated[str, typer.Argument(help="案件编号 · the case's number")],
    file: Annotated[Path | None, typer.Option(help="输出文件 · where to write it")] = None,
) -> None:
    """导出证据包 · Write the evidence bundle of a case, which verifies anywhere."""
    from domain.people import SYSTEM
    from records.attachment_store import AttachmentStore, StoreAwayError
    from records.bundle import Sealing, make_bundle
    from records.database import connect
    from records.signing import Signer, keyring
    from settings import settings

    config = settings()
    engine = connect(config.database_url)
    files = AttachmentStore(config.attachments)
    path = file or Path(f"{number}.zip")
    try:
        secret = config.anchor.secret or ""
        sealing = Sealing(Signer(secret), keyring(secret, config.anchor.public_keys))
        packed = make_bundle(engine, number, SYSTEM, sealing, files.read_into)
        with packed, path.open("wb") as written:
            shutil.copyfileobj(packed, written)
    except LookupError:
        print(f"没有该案件 · no such case: {number}", file=sys.stderr)
        raise typer.Exit(1) from None
    except (OSError, ValueError, StoreAwayError) as problem:
        print(f"无法导出 · cannot be written: {problem}", file=sys.stderr)
        raise typer.Exit(2) from None
    finally:
        engine.dispose()
    print(f"{path}：python3 verify.py --key {sealing.signer.public}")
