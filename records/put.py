"""Rows put in their places, whether or not some were there: an upsert on either database."""

from collections.abc import Mapping, Sequence
from functools import cache

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

Row = Mapping[str, object]
Columns = tuple[str, ...]


def put(connection: Connection, table: Table, rows: Sequence[Row], changed: Columns) -> None:
    """Insert the rows; where a key is taken, only the `changed` columns are replaced. Naming none
    but these spares SQLite every index that the others are in."""
    if rows:
        connection.execute(_statement(table, connection.dialect.name, changed), rows)


@cache
def _statement(table: Table, dialect: str, changed: Columns) -> postgresql.Insert | sqlite.Insert:
    """Made once: building it takes longer than running it."""
    insert: postgresql.Insert | sqlite.Insert = (
        postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    )
    if not changed:
        return insert.on_conflict_do_nothing()
    fresh = {column: insert.excluded[column] for column in changed}
    return insert.on_conflict_do_update(index_elements=list(table.primary_key), set_=fresh)
