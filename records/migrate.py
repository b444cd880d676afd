"""Bringing a database to the schema of this version."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from records.database import connect

_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(7051)")


def migrate(url: str) -> None:
    """Safe to call at every start and by several processes at once."""
    engine = connect(url)
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(_ONE_AT_A_TIME)
        command.upgrade(migrations(connection), "head")
    engine.dispose()


def migrations(connection: Connection) -> Config:
    """Alembic's configuration, to work on this connection."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config
