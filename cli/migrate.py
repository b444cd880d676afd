"""`phaseout migrate`: brings the database to this version's schema."""


def migrate() -> None:
    """升级数据库结构 · Bring the database to this version's schema."""
    from records.migrate import migrate as bring_up
    from settings import settings

    bring_up(settings().database_url)
    print("数据库已是最新 · the database is up to date")
