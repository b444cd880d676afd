"""One row put in its place, whether or not one was there: an upsert on either database."""

from functools import cache

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel


def put(session: Session, row: SQLModel, *, replacing: bool = True) -> None:
    """Insert the row; where its key is taken, replace what is there or leave it."""
    table: Table = row.__table__  # type: ignore[attr-defined]
    statement = _statement(table, session.get_bind().dialect.name, replacing)
    session.execute(statement, row.model_dump())


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
