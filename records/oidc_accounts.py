"""Accounts of people who sign in with their authority's own provider."""

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from domain.people import Person
from records import account_changes
from records.accounts import AccountRow, end_sessions
from records.capacities import add_capacities, person_of


class OtherOriginError(Exception):
    """Who has this account does not sign in with this provider."""


def known(session: Session, account: str, issuer: str, *, held: bool = False) -> AccountRow | None:
    """The account, if it is there. Raises OtherOriginError."""
    row = session.get(AccountRow, account, with_for_update=held)
    if row is not None and row.origin != issuer:
        raise OtherOriginError(account)
    return row


def bring_up(session: Session, person: Person, issuer: str) -> tuple[AccountRow, Person | None]:
    """The person's account as the provider has it now, and who they were before: nobody, where it
    is made now. Other capacities end the sessions opened under the old. Raises OtherOriginError."""
    row = known(session, person.id, issuer, held=True)
    if row is None:
        try:
            with session.begin_nested():
                return _made(session, person, issuer), None
        except IntegrityError:  # the person came twice at once, and the other was first
            row = known(session, person.id, issuer, held=True)
            if row is None:  # and is gone again
                raise
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


def lost_its_role(session: Session, account: str, issuer: str) -> None:
    """The provider no longer says that the person is somebody here. Raises OtherOriginError."""
    if known(session, account, issuer) is not None:
        end_sessions(session, account)
