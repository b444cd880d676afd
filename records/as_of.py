"""The enterprises as they stood at a moment, folded from the entries on record by then."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby, takewhile
from operator import itemgetter

from sqlalchemy import select
from sqlmodel import Session, col

from domain.core import wake
from domain.enterprise import Enterprise, apply
from domain.events import read
from records.tables import EntryRow

_AT_ONCE = 200


def enterprises_at(session: Session, moment: datetime) -> Iterator[Enterprise]:
    """One after another, by credit code; `moment` is UTC. What time had to do by then is done
    also where every process was down and did it later (S8)."""
    columns = (EntryRow.enterprise, EntryRow.body, EntryRow.hash)
    ordered = select(*map(col, columns)).order_by(col(EntryRow.enterprise), col(EntryRow.sequence))
    rows = session.execute(ordered, execution_options={"yield_per": _AT_ONCE})
    for code, of_one in groupby(rows, key=itemgetter(0)):
        enterprise = Enterprise(code)
        entries = ((read(body), entry_hash) for _, body, entry_hash in of_one)
        for entry, entry_hash in takewhile(lambda each: each[0].at < moment, entries):
            enterprise = apply(enterprise, entry, entry_hash)
        yield wake(enterprise, moment)[0]
