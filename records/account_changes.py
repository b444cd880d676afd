"""What is changed about an account, with the sessions that end by it. Audit notes are its
caller's, who knows who did it."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import delete, select
from sqlmodel import Session, SQLModel, col

from domain.people import Actor, Person, Role
from domain.sign_in import ONE_TIME_LASTS
from records.accounts import (
    DEMO,
    AccountRow,
    NewAccount,
    add_accounts,
    end_sessions,
)
from records.api_tokens import revoke_all
from records.attempts import forget_places
from records.capacities import change_capacities, person_of
from records.passwords import hashed, one_time_password

_FIRST = Actor("administrator", "系统管理员", Role.ADMINISTRATOR)
_BOUND_TO_ACCOUNTS = ("capacity", "session", "api_token", "known_place", "recovery_code")


def listed(session: Session) -> list[AccountRow]:
    return list(session.scalars(select(AccountRow).order_by(col(AccountRow.id))))


def make(session: Session, actor: Actor, also: tuple[Actor, ...] = ()) -> str | None:
    """Its one-time password, to be shown once; none if the account exists."""
    password, until = one_time_password(), datetime.now(UTC) + ONE_TIME_LASTS
    account = NewAccount(actor, password, also, one_time_until=until)
    return password if add_accounts(session, [account]) else None


def make_first_administrator(session: Session) -> tuple[str, str] | None:
    """The name and one-time password of the first account; none where there are accounts."""
    if session.scalar(select(col(AccountRow.id)).limit(1)) is not None:
        return None
    password = make(session, _FIRST)
    return (_FIRST.id, password) if password else None


def change_password(session: Session, row: AccountRow, password_hash: str) -> None:
    """All of the person's sessions end, this one too. Hashed before: it is slow on purpose, and
    here others wait."""
    _set_password(session, row, password_hash, one_time_until=None)


def reset_password(session: Session, row: AccountRow) -> str:
    """A one-time password, to be shown once."""
    password = one_time_password()
    until = datetime.now(UTC) + ONE_TIME_LASTS
    _set_password(session, row, hashed(password), one_time_until=until)
    return password


def change(session: Session, row: AccountRow, person: Person) -> bool:
    """The account becomes that of this person, who keeps its id. Other capacities end sessions
    and API tokens; whether they did is given."""
    row.name = person.name
    before = person_of(session, row.id, row.name)
    moved = before.capacities != person.capacities
    if moved:
        change_capacities(session, row.id, person.capacities)
        end_sessions(session, row.id)
        revoke_all(session, row.id)
    return moved


def disable(session: Session, row: AccountRow) -> None:
    row.disabled_at = datetime.now(UTC).isoformat()
    end_sessions(session, row.id)
    revoke_all(session, row.id)


def enable(row: AccountRow) -> None:
    row.disabled_at = None


def demo_accounts(session: Session) -> Sequence[str]:
    query = select(col(AccountRow.id)).where(col(AccountRow.origin) == DEMO)
    return session.scalars(query.order_by(col(AccountRow.id))).all()


def remove_demo_accounts(session: Session) -> int:
    """With all that is theirs; what they did stays on record."""
    demo = demo_accounts(session)
    for name in _BOUND_TO_ACCOUNTS:
        table = SQLModel.metadata.tables[name]
        session.execute(delete(table).where(table.c.account.in_(demo)))
    session.execute(delete(AccountRow).where(col(AccountRow.id).in_(demo)))
    return len(demo)


def _set_password(
    session: Session, row: AccountRow, password_hash: str, *, one_time_until: datetime | None
) -> None:
    row.password_hash = password_hash
    row.one_time_until = one_time_until.isoformat() if one_time_until else None
    end_sessions(session, row.id)
    forget_places(session, row.id)
