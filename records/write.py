"""Putting entries on record, once each, whoever brings them (S7).

The history comes first: entries arrive here only after they are in it. A command's entries are
brought by the API and, should that die, by the workflow's loop; both bring the same bytes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, bindparam, insert, select
from sqlmodel import Session

from domain.enterprise import Enterprise, apply
from domain.events import Entry, Recorded, chain, read
from records import feed
from records.attachment_references import references
from records.attachments import REFERENCE
from records.database import one_transaction
from records.lately import Lately
from records.locking import held, leave_blank
from records.put import Row, put
from records.read_model import project
from records.tables import ENTRY

_APPEND = insert(ENTRY)
_KEPT = select(ENTRY.c.enterprise, ENTRY.c.sequence, ENTRY.c.body, ENTRY.c.hash).where(
    ENTRY.c.enterprise.in_(bindparam("codes", expanding=True)),
    ENTRY.c.sequence.in_(bindparam("sequences", expanding=True)),
)
Kept = set[tuple[str, Recorded]]


class RecordConflictError(Exception):
    """What is to be written does not continue, or does not agree with, what is on record."""


@dataclass(frozen=True, slots=True)
class Brought:
    """Entries for an enterprise's record, and the enterprise as it was on record when they were
    asked for, which spares reading it again."""

    code: str
    entries: Sequence[Recorded]
    known: Enterprise | None = None


def write(session: Session, code: str, entries: Sequence[Recorded]) -> Enterprise:
    """Append what is not on record yet and bring the read model up to it.

    Raises RecordConflictError if an entry differs from the one on record with its number, leaves
    a gap, or does not follow from the hash before it. Nothing is written then.
    """
    [outcome] = write_all(session.connection(), [Brought(code, entries)])
    if isinstance(outcome, RecordConflictError):
        raise outcome
    return outcome


def write_together(
    engine: Engine, brought: Sequence[Brought], lately: Lately | None = None
) -> list[Enterprise | RecordConflictError]:
    """What several bring, in one transaction: it is on record, or an error, when this returns."""
    with one_transaction(engine) as connection:
        outcomes, states = _write_all(connection, brought)
    if lately is not None:
        last = {each.code: each for each in outcomes if isinstance(each, Enterprise)}
        for code, state in states.items():
            lately.keep(last[code], state)
    return outcomes


def write_all(
    connection: Connection, brought: Sequence[Brought]
) -> list[Enterprise | RecordConflictError]:
    """The same for what several bring, one after another: each gets the enterprise after theirs,
    or the conflict that kept theirs, and theirs alone, off the record."""
    return _write_all(connection, brought)[0]


def _write_all(
    connection: Connection, brought: Sequence[Brought]
) -> tuple[list[Enterprise | RecordConflictError], dict[str, str]]:
    """With the states that were written, by code."""
    before = held(connection, {each.code: each.known for each in brought})
    kept = _kept(connection, brought, before)
    now, rows, fresh = dict(before), list[Row](), list[feed.Named]()
    files = list[Row]()
    outcomes: list[Enterprise | RecordConflictError] = []
    for each in brought:
        so_far = now[each.code]
        new = [entry for entry in each.entries if entry.sequence > so_far.sequence]
        try:
            _compare(each, so_far, kept)
            after, entries = follow(so_far, new)
        except RecordConflictError as conflict:
            outcomes.append(conflict)
            continue
        now[each.code] = after
        kept.update((each.code, entry) for entry in new)
        fresh += [(each.code, entry.sequence) for entry in new]
        rows += [
            _row(each.code, entry, recorded) for entry, recorded in zip(entries, new, strict=True)
        ]
        files += [row for entry in entries for row in references(entry)]
        outcomes.append(after)
    if rows:
        connection.execute(_APPEND, rows)
    moved = {code: each for code, each in now.items() if each is not before[code]}
    states = project(connection, before, moved)
    put(connection, REFERENCE, files, changed=())
    leave_blank(connection, [code for code, each in now.items() if not each.sequence])
    feed.append(connection, fresh)
    return outcomes, states


def _kept(
    connection: Connection, brought: Sequence[Brought], before: dict[str, Enterprise]
) -> Kept:
    """The entries on record that have the numbers of brought ones."""
    old = [
        (each.code, entry.sequence)
        for each in brought
        for entry in each.entries
        if entry.sequence <= before[each.code].sequence
    ]
    if not old:
        return set()
    codes, sequences = ({pair[part] for pair in old} for part in (0, 1))
    found = connection.execute(_KEPT, {"codes": [*codes], "sequences": [*sequences]})
    return {(code, Recorded(*recorded)) for code, *recorded in found}


def _compare(brought: Brought, on_record: Enterprise, kept: Kept) -> None:
    for entry in brought.entries:
        if entry.sequence <= on_record.sequence and (brought.code, entry) not in kept:
            raise RecordConflictError(
                f"{brought.code}: entry {entry.sequence} differs from the record"
            )


def follow(before: Enterprise, recorded: Iterable[Recorded]) -> tuple[Enterprise, list[Entry]]:
    """The enterprise after the entries, and what they say. Raises RecordConflictError if they do
    not continue it."""
    now, entries = before, list[Entry]()
    sequence, head = before.sequence, before.head
    for each in recorded:
        sequence += 1
        head = chain(head, each.body)
        if each.sequence != sequence:
            raise RecordConflictError(f"{before.code}: entry {sequence} is missing")
        if each.hash != head:
            raise RecordConflictError(
                f"{before.code}: entry {sequence} does not continue the chain"
            )
        entries.append(read(each.body))
        now = apply(now, entries[-1], head)
    return now, entries


def _row(code: str, entry: Entry, recorded: Recorded) -> Row:
    return {
        "enterprise": code,
        "sequence": recorded.sequence,
        "case_number": entry.case,
        "command": entry.command,
        "at": entry.at.isoformat(),
        "body": recorded.body,
        "hash": recorded.hash,
    }
