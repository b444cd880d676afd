"""`phaseout reseal`: seals the departments' keys anew, under the installation's first key."""

import sys

import typer


def reseal() -> None:
    """更换主密钥后重新加密部门密钥 · Seal the departments' keys under the first secret key."""
    from records.database import connect, writing
    from records.department_keys import reseal as seal_anew
    from records.sealing import Sealer, SealError
    from settings import settings

    config = settings()
    engine = connect(config.database_url)
    try:
        with writing(engine) as session:
            count = seal_anew(session, Sealer(config.secret_key))
    except SealError as problem:
        print(problem, file=sys.stderr)
        raise typer.Exit(1) from None
    finally:
        engine.dispose()
    print(f"已重新加密 {count} 个密钥 · keys sealed anew: {count}")
