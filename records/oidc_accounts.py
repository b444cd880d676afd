"""Accounts of people who sign in with their authority's own provider."""

from sqlmodel import Session

from domain.people import Actor
from records import account_changes
from records.accounts import AccountRow, actor_of, end_sessions


def bring_up(session: Session, actor: Actor, issuer: str) -> tuple[AccountRow, str]:
    """The person's account as the provider has it now, and what that changed: "made", "changed",
    or nothing. Another role or scope ends the sessions opened under the old."""
    row = session.get(AccountRow, actor.id, with_for_update=True)
    if row is None:
        row = AccountRow(
            id=actor.id,
            name=actor.name,
            password_hash="",  # which no password fits
            role=actor.role,
            districts=",".join(actor.districts),
            department=actor.department,
            enterprise=actor.enterprise,
            origin=issuer,
        )
        session.add(row)
        session.flush()
        return row, "made"
    if actor_of(row) == actor:
        return row, ""
    account_changes.change(session, row, actor)
    return row, "changed"


def lost_its_role(session: Session, account: str) -> None:
    """The provider no longer says that the person is somebody here."""
    row = session.get(AccountRow, account)
    if row is not None:
        end_sessions(session, account)
