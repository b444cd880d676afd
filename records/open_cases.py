"""Every open case with its enterprise, for what is to be done to all of them."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlmodel import Session, col

from domain.case import Case
from domain.enterprise import Enterprise
from domain.stages import ENDED
from records.projection import enterprise_from
from records.tables import CaseRow, EnterpriseRow

AT_ONCE = 100


def open_cases(session: Session) -> Iterator[tuple[Enterprise, Case]]:
    """By credit code, a hundred enterprises in memory at a time."""
    code = col(EnterpriseRow.code)
    having = select(col(CaseRow.enterprise)).where(col(CaseRow.stage).not_in(sorted(ENDED)))
    after = ""
    while True:
        states = select(code, col(EnterpriseRow.state)).where(code.in_(having), code > after)
        rows = session.execute(states.order_by(code).limit(AT_ONCE)).all()
        if not rows:
            return
        for _, state in rows:
            enterprise = enterprise_from(state)
            for case in enterprise.cases.values():
                if not case.ended:
                    yield enterprise, case
        after = rows[-1][0]
