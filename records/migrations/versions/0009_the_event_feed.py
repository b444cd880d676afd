"""The event feed and its subscriptions"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "feed",
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("enterprise", sa.String(length=18), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("position"),
        sa.UniqueConstraint("enterprise", "sequence"),
    )
    op.create_table(
        "feed_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "subscription",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("kinds", sa.String(), nullable=False),
        sa.Column("districts", sa.String(length=100), nullable=False),
        sa.Column("sealed", sa.String(length=1000), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failing_since", sa.String(length=40), nullable=True),
        sa.Column("next_try_at", sa.String(length=40), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    # What is on record already, in order of time.
    op.execute(
        "INSERT INTO feed (position, enterprise, sequence) "
        "SELECT row_number() OVER (ORDER BY at, enterprise, sequence), enterprise, sequence "
        "FROM entry"
    )
    op.execute("INSERT INTO feed_head (id, last) SELECT 1, count(*) FROM feed")


def downgrade() -> None:
    op.drop_table("subscription")
    op.drop_table("feed_head")
    op.drop_table("feed")
