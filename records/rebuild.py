"""The read model of an enterprise, held against its entries and made again from them.

One enterprise at a time, locked for as long as it takes: the service may go on running.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, insert, or_, select, union
from sqlmodel import Session

from domain.enterprise import Enterprise
from domain.events import Entry, Recorded
from records.attachment_references import references
from records.attachments import REFERENCE
from records.locking import lock
from records.projection import case_row, enterprise_row, order_rows
from records.put import Row, put
from records.tables import CASE, ENTERPRISE, ENTRY, ORDER
from records.write import follow


def codes(session: Session) -> list[str]:
    """Every enterprise of the record or of the read model."""
    of_all = union(
        select(ENTRY.c.enterprise),
        select(ENTERPRISE.c.code),
        select(CASE.c.enterprise),
        select(ORDER.c.enterprise),
    )
    return sorted(session.scalars(of_all))


def differs(session: Session, code: str) -> bool:
    """Whether the read model says anything but what the entries say.

    Raises RecordConflictError if the entries themselves were altered: their chain is broken (S7).
    """
    found = session.execute(select(ENTERPRISE).where(ENTERPRISE.c.code == code).with_for_update())
    cases = session.execute(select(CASE).where(CASE.c.enterprise == code))
    orders = session.execute(select(ORDER).where(ORDER.c.enterprise == code))
    files = session.execute(select(REFERENCE).where(REFERENCE.c.enterprise == code))
    enterprise, entries = _folded(session, code)
    kept = (
        _by_key(found.mappings(), "code"),
        _by_key(cases.mappings(), "number"),
        _by_key(orders.mappings(), "number"),
        _by_content(files.mappings()),
    )
    return kept != (
        _by_key([enterprise_row(enterprise)] if enterprise.sequence else [], "code"),
        _by_key(_case_rows(enterprise), "number"),
        _by_key(_order_rows(enterprise), "number"),
        _by_content(_file_rows(entries)),
    )


def rebuild(session: Session, code: str) -> None:
    """Replace the read model by what the entries say. Raises RecordConflictError as `differs`."""
    connection = session.connection()
    lock(connection, [code], new=[code])
    enterprise, entries = _folded(session, code)
    theirs = or_(CASE.c.enterprise == code, CASE.c.number.in_(enterprise.cases))
    connection.execute(delete(CASE).where(theirs))
    orders = _order_rows(enterprise)
    of_theirs = or_(ORDER.c.enterprise == code, ORDER.c.number.in_(row["number"] for row in orders))
    connection.execute(delete(ORDER).where(of_theirs))
    connection.execute(delete(ENTERPRISE).where(ENTERPRISE.c.code == code))
    if enterprise.sequence:
        connection.execute(insert(ENTERPRISE), [enterprise_row(enterprise)])
        connection.execute(insert(CASE), _case_rows(enterprise))
    if orders:
        connection.execute(insert(ORDER), orders)
    connection.execute(delete(REFERENCE).where(REFERENCE.c.enterprise == code))
    put(connection, REFERENCE, _file_rows(entries), changed=())


def _case_rows(enterprise: Enterprise) -> list[Row]:
    return [case_row(enterprise, case) for case in enterprise.cases.values()]


def _order_rows(enterprise: Enterprise) -> list[Row]:
    return [row for each in enterprise.measures.values() for row in order_rows(enterprise, each)]


def _file_rows(entries: Sequence[Entry]) -> list[Row]:
    return [row for entry in entries for row in references(entry)]


def _folded(session: Session, code: str) -> tuple[Enterprise, list[Entry]]:
    rows = session.execute(
        select(ENTRY.c.sequence, ENTRY.c.body, ENTRY.c.hash)
        .where(ENTRY.c.enterprise == code)
        .order_by(ENTRY.c.sequence)
    )
    return follow(Enterprise(code), [Recorded(*row) for row in rows])


def _by_content(rows: Iterable[Mapping[Any, object]]) -> dict[object, dict[Any, object]]:
    """The first of each key counts, as it does when they are written."""
    keys = tuple(REFERENCE.primary_key.columns.keys())
    return {tuple(row[key] for key in keys): dict(row) for row in reversed([*rows])}


def _by_key(rows: Iterable[Mapping[Any, object]], key: str) -> dict[object, dict[Any, object]]:
    return {row[key]: dict(row) for row in rows}
