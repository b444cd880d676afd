"""The inspector in charge of a case, to list by"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "case",
        sa.Column("in_charge", sa.String(length=60), nullable=False, server_default=""),
    )
    op.create_index("ix_case_in_charge", "case", ["in_charge"])


def downgrade() -> None:
    op.drop_index("ix_case_in_charge", "case")
    op.drop_column("case", "in_charge")
