"""The list of department orders. `phaseout rebuild` fills it for what was on record before."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "order",
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("enterprise", sa.String(length=18), nullable=False),
        sa.Column("enterprise_name", sa.String(length=200), nullable=False),
        sa.Column("case_number", sa.String(length=40), nullable=False),
        sa.Column("department", sa.String(length=40), nullable=False),
        sa.Column("district", sa.String(length=20), nullable=False),
        sa.Column("ground", sa.String(length=20), nullable=False),
        sa.Column("measure", sa.String(length=40), nullable=False),
        sa.Column("action", sa.String(length=10), nullable=False),
        sa.Column("target", sa.String(length=300), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("since", sa.String(length=40), nullable=False),
        sa.Column("issued_at", sa.String(length=40), nullable=False),
        sa.Column("accepted_at", sa.String(length=40), nullable=True),
        sa.Column("receipt_by", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("due_order", sa.String(length=10), nullable=False),
        sa.Column("rung", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("ix_order_enterprise", "order", ["enterprise"])
    op.create_index("order_by_due", "order", ["due_order", "number"])
    op.create_index("order_by_department", "order", ["department", "due_order", "number"])
    op.create_index("order_by_district", "order", ["district", "due_order", "number"])


def downgrade() -> None:
    op.drop_table("order")
