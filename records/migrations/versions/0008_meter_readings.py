"""Meter readings, and the alarms that come of them"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enterprise", sa.String(length=18), nullable=False),
        sa.Column("meter", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("point", sa.String(length=200), nullable=False),
        sa.Column("read_at", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=24), nullable=False),
        sa.Column("ended_at", sa.String(length=24), nullable=True),
        sa.Column("began_at", sa.String(length=24), nullable=True),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("corrects", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("batch", sa.String(length=64), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("enterprise", "meter", "read_at", "corrects"),
        sa.UniqueConstraint("batch", "row"),
    )
    op.create_index(
        "reading_corrected_once",
        "reading",
        ["corrects"],
        unique=True,
        sqlite_where=sa.text("corrects <> 0"),
        postgresql_where=sa.text("corrects <> 0"),
    )
    with op.batch_alter_table("case") as case:
        case.add_column(sa.Column("alarm", sa.Boolean(), nullable=False, server_default="0"))
    with op.batch_alter_table("case") as case:
        case.alter_column("alarm", server_default=None)
        case.create_index("ix_case_alarm", ["alarm"])


def downgrade() -> None:
    with op.batch_alter_table("case") as case:
        case.drop_index("ix_case_alarm")
        case.drop_column("alarm")
    op.drop_index("reading_corrected_once", table_name="reading")
    op.drop_table("reading")
