"""Sign-in: accounts' state, sessions in use, pauses, second factors, machines' tokens"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.add_column(sa.Column("origin", sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column("disabled_at", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("one_time_until", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("totp_secret", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("totp_confirmed_at", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("totp_used", sa.Integer(), nullable=True))

    op.execute("DELETE FROM session")  # when they were last in use is not known
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.add_column(sa.Column("seen_at", sa.String(length=40), nullable=False))
        batch_op.add_column(sa.Column("api_token", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("scope", sa.String(length=4000), nullable=True))
        batch_op.create_index(batch_op.f("ix_session_account"), ["account"], unique=False)
        batch_op.create_index(batch_op.f("ix_session_api_token"), ["api_token"], unique=False)

    op.create_table(
        "sign_in_failures",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("level", sa.Float(), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("until", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "known_place",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=60), nullable=False),
        sa.Column("seen_at", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.id"]),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_known_place_account", "known_place", ["account"], unique=False)
    op.create_table(
        "recovery_code",
        sa.Column("account", sa.String(length=60), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.id"]),
        sa.PrimaryKeyConstraint("account", "code_hash"),
    )
    op.create_table(
        "api_token",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("account", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("scope", sa.String(length=4000), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.Column("made_at", sa.String(length=40), nullable=False),
        sa.Column("expires_at", sa.String(length=40), nullable=False),
        sa.Column("revoked_at", sa.String(length=40), nullable=True),
        sa.Column("used_at", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(["account"], ["account.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_api_token_account", "api_token", ["account"], unique=False)


def downgrade() -> None:
    op.drop_table("api_token")
    op.drop_table("recovery_code")
    op.drop_table("known_place")
    op.drop_table("sign_in_failures")
    op.execute("DELETE FROM session")  # machines' would become people's
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_api_token"))
        batch_op.drop_index(batch_op.f("ix_session_account"))
        batch_op.drop_column("scope")
        batch_op.drop_column("api_token")
        batch_op.drop_column("seen_at")
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_column("totp_used")
        batch_op.drop_column("totp_confirmed_at")
        batch_op.drop_column("totp_secret")
        batch_op.drop_column("one_time_until")
        batch_op.drop_column("disabled_at")
        batch_op.drop_column("origin")
