"""Several capacities of one account"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_KEPT = "role, districts, department, enterprise"


def upgrade() -> None:
    op.create_table(
        "capacity",
        sa.Column("account", sa.String(length=60), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("districts", sa.String(length=100), nullable=False),
        sa.Column("grounds", sa.String(length=200), nullable=False),
        sa.Column("department", sa.String(length=60), nullable=True),
        sa.Column("enterprise", sa.String(length=18), nullable=True),
        sa.ForeignKeyConstraint(["account"], ["account.id"]),
        sa.PrimaryKeyConstraint("account", "place"),
    )
    op.execute(
        f"INSERT INTO capacity (account, place, grounds, {_KEPT}) "  # noqa: S608 - names alone
        f"SELECT id, 1, '', {_KEPT} FROM account"
    )
    for column in _KEPT.split(", "):
        op.drop_column("account", column)


def downgrade() -> None:
    op.add_column("account", sa.Column("role", sa.String(length=20), server_default=""))
    op.add_column("account", sa.Column("districts", sa.String(length=100), server_default=""))
    op.add_column("account", sa.Column("department", sa.String(length=60), nullable=True))
    op.add_column("account", sa.Column("enterprise", sa.String(length=18), nullable=True))
    for column in _KEPT.split(", "):
        op.execute(
            f"UPDATE account SET {column} = (SELECT {column} FROM capacity "  # noqa: S608 - likewise
            "WHERE capacity.account = account.id AND place = 1)"
        )
    op.drop_table("capacity")
