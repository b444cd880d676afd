"""Attachments: what is kept, who sent it in, what refers to it"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attachment",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )
    op.create_table(
        "attachment_upload",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("department", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("type", sa.String(length=100), nullable=False),
        sa.Column("uploaded_at", sa.String(length=40), nullable=False),
        sa.Column("needed_at", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["attachment.sha256"]),
        sa.PrimaryKeyConstraint("sha256", "by"),
    )
    op.create_index("ix_attachment_upload_by", "attachment_upload", ["by"])
    op.create_index("ix_attachment_upload_needed_at", "attachment_upload", ["needed_at"])
    op.create_table(
        "attachment_reference",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("case_number", sa.String(length=40), nullable=False),
        sa.Column("order_number", sa.String(length=40), nullable=False),
        sa.Column("claimed_by", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("enterprise", sa.String(length=18), nullable=False),
        sa.PrimaryKeyConstraint("sha256", "case_number", "order_number", "claimed_by"),
    )
    op.create_index("ix_attachment_reference_enterprise", "attachment_reference", ["enterprise"])


def downgrade() -> None:
    op.drop_table("attachment_reference")
    op.drop_table("attachment_upload")
    op.drop_table("attachment")
