"""Rows put in their places, whether or not some were there: an upsert on either database."""

from collections.abc import Mapping, Sequence
from functools import cache

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

Row = Mapping[str, object]


def put(
    connection: Connection, table: Table, rows: Sequence[Row], *, replacing: bool = True
) -> None:
    """Insert the rows; where a key is taken, replace what is there or leave it."""
    if rows:
        connection.execute(_statement(table, connection.dialect.name, replacing), rows)


@cache
def _statement(table: Table, dialect: str, replacing: bool) -> postgresql.Insert | sqlite.Insert:
    """Made once: building it takes longer than running it."""
    insert: postgresql.Insert | sqlite.Insert = (
        postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    )
    if not replacing:
        return insert.on_conflict_do_nothing()
    fresh = {column.name: insert.excluded[column.name] for column in table.columns}
    return insert.on_conflict_do_update(index_elements=list(table.primary_key), set_=fresh)
