"""The read model of an enterprise, held against its entries and made again from them.

One enterprise at a time, locked for as long as it takes: the service may go on running.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, or_, select, union
from sqlmodel import Session, col

from domain.enterprise import Enterprise
from domain.events import Recorded
from records.projection import case_row, enterprise_row
from records.tables import CaseRow, EnterpriseRow, EntryRow
from records.write import follow, locked


def codes(session: Session) -> list[str]:
    """Every enterprise of the record or of the read model."""
    of_all = union(
        select(col(EntryRow.enterprise)),
        select(col(EnterpriseRow.code)),
        select(col(CaseRow.enterprise)),
    )
    return sorted(session.scalars(of_all))


def differs(session: Session, code: str) -> bool:
    """Whether the read model says anything but what the entries say.

    Raises RecordConflictError if the entries themselves were altered: their chain is broken (S7).
    """
    enterprises = session.scalars(
        select(EnterpriseRow).where(col(EnterpriseRow.code) == code).with_for_update()
    ).all()
    cases = session.scalars(select(CaseRow).where(col(CaseRow.enterprise) == code)).all()
    return _plain([*enterprises, *cases]) != _plain(_read_model(_folded(session, code)))


def rebuild(session: Session, code: str) -> None:
    """Replace the read model by what the entries say. Raises RecordConflictError as `differs`."""
    locked(session, code)
    enterprise = _folded(session, code)
    theirs = or_(col(CaseRow.enterprise) == code, col(CaseRow.number).in_(enterprise.cases))
    session.execute(delete(CaseRow).where(theirs))
    session.execute(delete(EnterpriseRow).where(col(EnterpriseRow.code) == code))
    session.add_all(_read_model(enterprise))


def _read_model(enterprise: Enterprise) -> Sequence[EnterpriseRow | CaseRow]:
    if not enterprise.sequence:
        return []
    cases = (case_row(enterprise, case) for case in enterprise.cases.values())
    return [enterprise_row(enterprise), *cases]


def _folded(session: Session, code: str) -> Enterprise:
    rows = session.execute(
        select(col(EntryRow.sequence), col(EntryRow.body), col(EntryRow.hash))
        .where(col(EntryRow.enterprise) == code)
        .order_by(col(EntryRow.sequence))
    )
    return follow(Enterprise(code), [Recorded(*row) for row in rows])


def _plain(rows: Sequence[EnterpriseRow | CaseRow]) -> dict[str, dict[str, Any]]:
    return {row.number if isinstance(row, CaseRow) else row.code: row.model_dump() for row in rows}
