"""Putting entries on record, once each, whoever brings them (S7).

The history comes first: entries arrive here only after they are in it. A command's entries are
brought by the API and, should that die, by the workflow's loop; both bring the same bytes.
"""

from collections.abc import Sequence

from sqlalchemy import insert, select
from sqlmodel import Session, col

from domain.enterprise import Enterprise, fold
from domain.events import Recorded, chain, read
from records.projection import case_row, enterprise_from, enterprise_row
from records.put import put
from records.tables import EnterpriseRow, EntryRow

_APPEND = insert(EntryRow.__table__)  # type: ignore[attr-defined]


class RecordConflictError(Exception):
    """What is to be written does not continue, or does not agree with, what is on record."""


def write(session: Session, code: str, entries: Sequence[Recorded]) -> Enterprise:
    """Append what is not on record yet and bring the read model up to it.

    Raises RecordConflictError if an entry differs from the one on record with its number, leaves
    a gap, or does not follow from the hash before it. Nothing is written then.
    """
    before = enterprise_from(locked(session, code))
    _compare(session, code, [entry for entry in entries if entry.sequence <= before.sequence])
    new = [entry for entry in entries if entry.sequence > before.sequence]
    if not new:
        return before
    now = follow(before, new)
    session.execute(_APPEND, [_values(code, entry) for entry in new])
    for number, case in now.cases.items():
        if before.cases.get(number) is not case:
            put(session, case_row(now, case))
    put(session, enterprise_row(now))
    return now


def locked(session: Session, code: str) -> str:
    """The enterprise's state on record, held for this transaction, made if it was not there."""
    by_code = select(col(EnterpriseRow.state)).where(col(EnterpriseRow.code) == code)
    state = session.scalars(by_code.with_for_update()).one_or_none()
    if state is None:
        put(session, enterprise_row(Enterprise(code)), replacing=False)
        state = session.scalars(by_code.with_for_update()).one()
    return state


def _compare(session: Session, code: str, entries: Sequence[Recorded]) -> None:
    if not entries:
        return
    numbers = [entry.sequence for entry in entries]
    rows = session.execute(
        select(col(EntryRow.sequence), col(EntryRow.body), col(EntryRow.hash)).where(
            col(EntryRow.enterprise) == code, col(EntryRow.sequence).in_(numbers)
        )
    )
    on_record = {Recorded(*row) for row in rows}
    for entry in entries:
        if entry not in on_record:
            raise RecordConflictError(f"{code}: entry {entry.sequence} differs from the record")


def follow(before: Enterprise, entries: Sequence[Recorded]) -> Enterprise:
    """The enterprise after the entries. Raises RecordConflictError if they do not continue it."""
    sequence, head = before.sequence, before.head
    for entry in entries:
        sequence += 1
        head = chain(head, entry.body)
        if entry.sequence != sequence:
            raise RecordConflictError(f"{before.code}: entry {sequence} is missing")
        if entry.hash != head:
            raise RecordConflictError(
                f"{before.code}: entry {sequence} does not continue the chain"
            )
    return fold(before, entries)


def _values(code: str, recorded: Recorded) -> dict[str, object]:
    entry = read(recorded.body)
    return {
        "enterprise": code,
        "sequence": recorded.sequence,
        "case_number": entry.case,
        "command": entry.command,
        "at": entry.at.isoformat(),
        "body": recorded.body,
        "hash": recorded.hash,
    }
