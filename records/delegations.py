"""Stand-ins 代理: who acts for whom while they are away, from a first to a last day in China."""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import Connection, and_, bindparam, column, or_, select, table
from sqlmodel import Field, Session, SQLModel, col

from domain.calendar import local_date
from domain.people import Actor, Principal, Role
from records.capacities import CAPACITY, COLUMNS, capacity


class DelegationRow(SQLModel, table=True):
    """`ended_at` is when it was ended before its last day (UTC), empty as a rule."""

    __tablename__ = "delegation"

    id: str = Field(primary_key=True, max_length=32)
    principal: str = Field(index=True, foreign_key="account.id", max_length=60)
    stand_in: str = Field(index=True, foreign_key="account.id", max_length=60)
    role: str = Field(max_length=20)
    first_day: date
    last_day: date
    reason: str = Field(max_length=2000)
    named_at: str = Field(max_length=40)
    ended_at: str = Field(default="", max_length=40)


@dataclass(frozen=True, slots=True)
class NewDelegation:
    """All capacities with this role that the principal holds."""

    principal: str
    stand_in: str
    role: Role
    first_day: date
    last_day: date
    reason: str


_DELEGATION = SQLModel.metadata.tables["delegation"]
_ACCOUNT = table("account", column("id"), column("name"), column("disabled_at"))
_OWN = CAPACITY.alias("own")
_RUNNING = (
    select(_DELEGATION.c.stand_in, _ACCOUNT.c.id, _ACCOUNT.c.name, *COLUMNS)
    .distinct()
    .join_from(_DELEGATION, _ACCOUNT, _ACCOUNT.c.id == _DELEGATION.c.principal)
    .join(
        CAPACITY,
        and_(CAPACITY.c.account == _ACCOUNT.c.id, CAPACITY.c.role == _DELEGATION.c.role),
    )
    .join(_OWN, and_(_OWN.c.account == _DELEGATION.c.stand_in, _OWN.c.role == _DELEGATION.c.role))
    .where(
        _DELEGATION.c.stand_in.in_(bindparam("people", expanding=True)),
        _DELEGATION.c.first_day <= bindparam("today"),
        _DELEGATION.c.last_day >= bindparam("today"),
        _DELEGATION.c.ended_at == "",
        _ACCOUNT.c.disabled_at.is_(None),
    )
    .order_by(_ACCOUNT.c.id)
)
"""Only while the stand-in has the role too. A principal's own capacities alone are acted in: nobody
stands in for a stand-in."""


def stood_in_for(connection: Connection, names: dict[str, str]) -> Iterator[tuple[str, Actor]]:
    """The capacities of others that these people, names by account, may act in today."""
    today = local_date(datetime.now(UTC))
    for row in connection.execute(_RUNNING, {"people": list(names), "today": today}):
        principal = Principal(row.id, row.name)
        yield row.stand_in, capacity(row.stand_in, names[row.stand_in], row, principal)


def name_stand_in(session: Session, new: NewDelegation) -> DelegationRow:
    row = DelegationRow(
        id=secrets.token_hex(16),
        principal=new.principal,
        stand_in=new.stand_in,
        role=new.role,
        first_day=new.first_day,
        last_day=new.last_day,
        reason=new.reason,
        named_at=datetime.now(UTC).isoformat(),
    )
    session.add(row)
    return row


def find(session: Session, delegation: str) -> DelegationRow | None:
    return session.get(DelegationRow, delegation)


def end(row: DelegationRow) -> None:
    row.ended_at = datetime.now(UTC).isoformat()


def listed(session: Session, person: str | None) -> Sequence[DelegationRow]:
    """The latest first; those that the person named or stands in by, or all."""
    query = select(DelegationRow)
    if person is not None:
        theirs = or_(col(DelegationRow.principal) == person, col(DelegationRow.stand_in) == person)
        query = query.where(theirs)
    ordered = query.order_by(col(DelegationRow.first_day).desc(), col(DelegationRow.id))
    return session.scalars(ordered).all()
