"""The read model moved on with the record: only what changed is written, and each row once."""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import Connection

from domain.enterprise import Enterprise
from records.projection import case_row, enterprise_row
from records.put import Columns, Row, put
from records.tables import CASE, ENTERPRISE

_MOVES: Columns = ("sequence", "head", "finished", "irregular", "state")
"""What of an enterprise changes with every entry; its name came with the first."""


def project(
    connection: Connection, before: Mapping[str, Enterprise], now: Mapping[str, Enterprise]
) -> None:
    """Bring the rows of these enterprises from what they were before to what they are now."""
    enterprises = defaultdict[Columns, list[Row]](list)
    cases = defaultdict[Columns, list[Row]](list)
    for code, each in now.items():
        row, was = enterprise_row(each), before[code]
        enterprises[_MOVES if was.sequence else tuple(row)].append(row)
        for number, case in each.cases.items():
            former = was.cases.get(number)
            if case is not former:
                row = case_row(each, case)
                cases[_changed(case_row(was, former), row) if former else tuple(row)].append(row)
    cases.pop((), None)  # much of what changes in a case is in no column of it
    for changed, rows in cases.items():
        put(connection, CASE, rows, changed)
    for changed, rows in enterprises.items():
        put(connection, ENTERPRISE, rows, changed)


def _changed(was: Row, now: Row) -> Columns:
    return tuple(column for column, value in now.items() if value != was[column])
