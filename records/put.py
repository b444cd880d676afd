"""One row put in its place, whether or not one was there: an upsert on either database."""

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel


def put(session: Session, row: SQLModel, *, replacing: bool = True) -> None:
    """Insert the row; where its key is taken, replace what is there or leave it."""
    table: Table = row.__table__  # type: ignore[attr-defined]
    values = row.model_dump()
    insert: postgresql.Insert | sqlite.Insert = (
        postgresql.insert(table)
        if session.get_bind().dialect.name == "postgresql"
        else sqlite.insert(table)
    )
    fresh = insert.values(values)
    session.execute(
        fresh.on_conflict_do_update(index_elements=list(table.primary_key), set_=values)
        if replacing
        else fresh.on_conflict_do_nothing()
    )
