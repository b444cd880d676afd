"""Authenticators' secrets are kept sealed

What lay there unsealed is not taken along, since a migration has no key: a code is still asked for,
and recovery codes let in.
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("account", sa.Column("totp_sealed", sa.String(length=1000), nullable=True))
    op.drop_column("account", "totp_secret")


def downgrade() -> None:
    op.add_column("account", sa.Column("totp_secret", sa.String(length=64), nullable=True))
    op.drop_column("account", "totp_sealed")
