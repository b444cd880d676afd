"""The districts' reviews"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "review",
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("district", sa.String(length=20), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("rung", sa.String(length=20), nullable=False),
        sa.Column("review", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("period", "district"),
    )


def downgrade() -> None:
    op.drop_table("review")
