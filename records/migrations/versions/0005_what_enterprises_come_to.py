"""Enterprises that are finished or were dealt with irregularly, and acknowledged reviews; what is
there is taken for unfinished and regular until it is written again"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("finished", "irregular"):
        op.add_column(
            "enterprise", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
        )
    op.create_table(
        "acknowledgement",
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("district", sa.String(length=20), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("period", "district"),
    )


def downgrade() -> None:
    op.drop_table("acknowledgement")
    for name in ("irregular", "finished"):
        op.drop_column("enterprise", name)
