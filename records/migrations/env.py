"""Alembic's entry: runs on the connection that records.migrate opened."""

from typing import Any, Literal

from alembic import context
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

from records import (
    accounts,
    acknowledgements,
    anchors,
    api_tokens,
    attachments,
    attempts,
    audit,
    capacities,
    delegations,
    department_keys,
    departments,
    feed,
    figures,
    holiday_notices,
    order_desk,
    plans,
    readings,
    reviews,
    subscriptions,
    tables,
    totp,
    verifications,
)

TABLES = (
    *(accounts, acknowledgements, anchors, api_tokens, attachments, attempts, audit),
    *(capacities, delegations, department_keys, departments, feed, figures, holiday_notices),
    *(order_desk, plans, readings, reviews, subscriptions, tables, totp, verifications),
)


def render(kind: str, value: Any, _: Any) -> str | Literal[False]:
    """Migrations name SQLAlchemy's own string type, not SQLModel's."""
    if kind == "type" and isinstance(value, AutoString):
        return f"sa.String(length={value.length})" if value.length else "sa.String()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    render_item=render,
)
with context.begin_transaction():
    context.run_migrations()
