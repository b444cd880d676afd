"""The capacities 身份 of the people who have an account: role, and what it is bound to (S9)."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, delete
from sqlmodel import Field, Session, SQLModel, col, select

from domain.grounds import Ground
from domain.people import Actor, District, Person, Principal, Role


class CapacityRow(SQLModel, table=True):
    """`place` is its number among those of the account, in the order in which they are tried."""

    __tablename__ = "capacity"

    account: str = Field(primary_key=True, foreign_key="account.id", max_length=60)
    place: int = Field(primary_key=True)
    role: str = Field(max_length=20)
    districts: str = Field(max_length=100)
    grounds: str = Field(max_length=200)
    department: str | None = Field(default=None, max_length=60)
    enterprise: str | None = Field(default=None, max_length=18)


CAPACITY = SQLModel.metadata.tables["capacity"]
COLUMNS = (
    CAPACITY.c.role,
    CAPACITY.c.districts,
    CAPACITY.c.grounds,
    CAPACITY.c.department,
    CAPACITY.c.enterprise,
)


def add_capacities(session: Session, account: str, capacities: Sequence[Actor]) -> None:
    for place, actor in enumerate(capacities, start=1):
        session.add(
            CapacityRow(
                account=account,
                place=place,
                role=actor.role,
                districts=",".join(actor.districts),
                grounds=",".join(actor.grounds),
                department=actor.department,
                enterprise=actor.enterprise,
            )
        )


def change_capacities(session: Session, account: str, capacities: Sequence[Actor]) -> None:
    """These in place of those that it had."""
    session.execute(delete(CapacityRow).where(col(CapacityRow.account) == account))
    add_capacities(session, account, capacities)


def person_of(session: Session, account: str, name: str) -> Person:
    rows = session.exec(
        select(CapacityRow)
        .where(col(CapacityRow.account) == account)
        .order_by(col(CapacityRow.place))
    )
    return Person(account, name, tuple(capacity(account, name, row) for row in rows))


def holds(session: Session, account: str, role: Role) -> bool:
    query = select(CapacityRow).where(
        col(CapacityRow.account) == account, col(CapacityRow.role) == role
    )
    return session.exec(query).first() is not None


def capacity(
    account: str,
    name: str,
    row: CapacityRow | Row[*tuple[Any, ...]],
    standing_in_for: Principal | None = None,
) -> Actor:
    return Actor(
        id=account,
        name=name,
        role=Role(row.role),
        districts=tuple(District(each) for each in row.districts.split(",") if each),
        department=row.department,
        enterprise=row.enterprise,
        grounds=tuple(Ground(each) for each in row.grounds.split(",") if each),
        standing_in_for=standing_in_for,
    )
