"""Departments: how they are reached, their keys and their work lists"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "department",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "department_way",
        sa.Column("department", sa.String(length=60), nullable=False),
        sa.Column("district", sa.String(length=20), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("url", sa.String(length=250), nullable=False),
        sa.Column("email", sa.String(length=120), nullable=False),
        sa.Column("since", sa.String(length=40), nullable=False),
        sa.Column("formerly", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("department", "district"),
    )
    op.create_table(
        "department_key",
        sa.Column("department", sa.String(length=60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.String(length=1000), nullable=False),
        sa.Column("made_at", sa.String(length=40), nullable=False),
        sa.Column("made_by", sa.String(length=80), nullable=False),
        sa.Column("retires_at", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint("department", "number"),
    )
    op.create_table(
        "order_seen",
        sa.Column("order", sa.String(length=40), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("order"),
    )
    op.create_table(
        "order_notice",
        sa.Column("message", sa.String(length=60), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("message"),
    )
    with op.batch_alter_table("order") as order:
        order.add_column(
            sa.Column("clerk", sa.String(length=120), nullable=False, server_default="")
        )


def downgrade() -> None:
    with op.batch_alter_table("order") as order:
        order.drop_column("clerk")
    for table in (
        "order_notice",
        "order_seen",
        "department_key",
        "department_way",
        "department",
    ):
        op.drop_table(table)
