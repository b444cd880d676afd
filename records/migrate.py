"""Bringing a database to the schema of this version."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from records.database import connect

_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(7051)")


def migrate(url: str) -> None:
    """Safe to call at every start and by several processes at once."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    engine = connect(url)
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(_ONE_AT_A_TIME)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    engine.dispose()
