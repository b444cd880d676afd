"""`phaseout reseal`: seals all that is kept sealed anew, under the installation's first key."""

import sys

import typer


def reseal() -> None:
    """更换主密钥后重新加密所有密钥 · Seal all secrets under the first secret key."""
    from records import department_keys, subscriptions, totp
    from records.database import connect, writing
    from records.sealing import Sealer, SealError
    from settings import settings

    config = settings()
    engine = connect(config.database_url)
    try:
        with writing(engine) as session:
            sealer = Sealer(config.secret_key)
            count = department_keys.reseal(session, sealer)
            count += subscriptions.reseal(session, sealer)
            count += totp.reseal(session, sealer)
    except SealError as problem:
        print(problem, file=sys.stderr)
        raise typer.Exit(1) from None
    finally:
        engine.dispose()
    print(f"已重新加密 {count} 个密钥 · secrets sealed anew: {count}")
