"""`phaseout migrate`: brings the database to this version's schema, a new one with the departments
that the settings name."""

import sys

import typer


def migrate() -> None:
    """升级数据库结构 · Bring the database to this version's schema."""
    from records.database import connect
    from records.department_seed import seed_departments
    from records.migrate import migrate as bring_up
    from records.sealing import SealError
    from settings import settings

    config = settings()
    bring_up(config.database_url)
    engine = connect(config.database_url)
    try:
        seed_departments(engine, config)
    except SealError as problem:
        print(problem, file=sys.stderr)
        raise typer.Exit(1) from None
    finally:
        engine.dispose()
    print("数据库已是最新 · the database is up to date")
