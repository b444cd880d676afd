"""Stand-ins for people who are away"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "delegation",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("principal", sa.String(length=60), nullable=False),
        sa.Column("stand_in", sa.String(length=60), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("named_at", sa.String(length=40), nullable=False),
        sa.Column("ended_at", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["principal"], ["account.id"]),
        sa.ForeignKeyConstraint(["stand_in"], ["account.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_delegation_principal", "delegation", ["principal"])
    op.create_index("ix_delegation_stand_in", "delegation", ["stand_in"])


def downgrade() -> None:
    op.drop_table("delegation")
