"""Accounts of people who sign in with their authority's own provider."""

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from domain.people import Person
from records import account_changes
from records.accounts import AccountRow, end_sessions
from records.capacities import add_capacities, person_of


def bring_up(session: Session, person: Person, issuer: str) -> tuple[AccountRow, Person | None]:
    """The person's account as the provider has it now, and who they were before: nobody, where it
    is made now. Other capacities end the sessions opened under the old."""
    row = session.get(AccountRow, person.id, with_for_update=True)
    if row is None:
        try:
            with session.begin_nested():
                return _made(session, person, issuer), None
        except IntegrityError:  # the person came twice at once, and the other was first
            row = session.get_one(AccountRow, person.id, with_for_update=True)
    before = person_of(session, row.id, row.name)
    if before != person:
        account_changes.change(session, row, person)
    return row, before


def _made(session: Session, person: Person, issuer: str) -> AccountRow:
    row = AccountRow(
        id=person.id,
        name=person.name,
        password_hash="",  # which no password fits
        origin=issuer,
    )
    session.add(row)
    session.flush()
    add_capacities(session, person.id, person.capacities)
    return row


def lost_its_role(session: Session, account: str) -> None:
    """The provider no longer says that the person is somebody here."""
    row = session.get(AccountRow, account)
    if row is not None:
        end_sessions(session, account)
