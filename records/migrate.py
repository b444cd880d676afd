"""Bringing a database to the schema of this version."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from records.database import connect

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(7051)")
_AT = text("SELECT version_num FROM alembic_version")


def migrate(url: str) -> None:
    """Safe to call at every start and by several processes at once."""
    engine = connect(url)
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(_ONE_AT_A_TIME)
        if not _is_up_to_date(connection):
            from alembic import command  # most starts have nothing to migrate

            command.upgrade(migrations(connection), "head")
    engine.dispose()


def migrations(connection: Connection) -> "Config":
    """Alembic's configuration, to work on this connection."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def newest() -> str:
    """The revision that the last migration leads to: its file's name begins with it."""
    return max(file.name for file in (MIGRATIONS / "versions").glob("[0-9]*.py")).partition("_")[0]


def _is_up_to_date(connection: Connection) -> bool:
    return inspect(connection).has_table("alembic_version") and connection.scalars(_AT).all() == [
        newest()
    ]
