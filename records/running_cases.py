"""Every case of which days run, with its enterprise, for what is to be done to all of them."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlmodel import Session, col

from domain.case import Case
from domain.enterprise import Enterprise
from records.projection import enterprise_from
from records.tables import EnterpriseRow

AT_ONCE = 100


def running_cases(session: Session) -> Iterator[tuple[Enterprise, Case]]:
    """By credit code, a hundred enterprises in memory at a time."""
    code, after = col(EnterpriseRow.code), ""
    while True:
        states = select(code, col(EnterpriseRow.state)).where(
            col(EnterpriseRow.finished).is_(False), code > after
        )
        rows = session.execute(states.order_by(code).limit(AT_ONCE)).all()
        if not rows:
            return
        for _, state in rows:
            enterprise = enterprise_from(state)
            for case in enterprise.cases.values():
                if enterprise.counts_days_of(case):
                    yield enterprise, case
        after = rows[-1][0]
