"""The read model, made again from the entries."""

from collections.abc import Iterator

from sqlalchemy import delete, select
from sqlmodel import Session, col

from domain.enterprise import Enterprise, fold
from domain.events import Recorded
from records.projection import case_row, enterprise_row
from records.tables import CaseRow, EnterpriseRow, EntryRow


def rebuild(session: Session) -> int:
    """Replace the read model by what the entries say; gives the number of enterprises."""
    session.execute(delete(CaseRow))
    session.execute(delete(EnterpriseRow))
    count = 0
    for enterprise in _folded(session):
        session.add(enterprise_row(enterprise))
        session.add_all(case_row(enterprise, case) for case in enterprise.cases.values())
        count += 1
    return count


def _folded(session: Session) -> Iterator[Enterprise]:
    codes = session.scalars(select(col(EntryRow.enterprise)).distinct()).all()
    for code in codes:
        rows = session.execute(
            select(col(EntryRow.sequence), col(EntryRow.body), col(EntryRow.hash))
            .where(col(EntryRow.enterprise) == code)
            .order_by(col(EntryRow.sequence))
        )
        yield fold(Enterprise(code), (Recorded(*row) for row in rows.tuples()))
